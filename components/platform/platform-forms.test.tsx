import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ComponentProps, ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { SavedProvider } from "#components/setup/saved-line.tsx";
import { failed, ok } from "#lib/domain/result.ts";
import type { DelegatesView, SecretsView } from "#lib/loaders/platform-live.ts";
import { ConnectivityForm } from "./connectivity-form.tsx";
import { CredentialsForm } from "./credentials-form.tsx";
import type { CredentialsValues } from "./credentials-values.ts";
import { OverviewForm, type PlatformOverviewValues } from "./overview-form.tsx";

afterEach(cleanup);
afterEach(() => void vi.unstubAllGlobals());
afterEach(() => window.sessionStorage.clear());

const SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const PLACE = { connectorId: "c1", version: 1, backHref: "/" };
const OVERVIEW: PlatformOverviewValues = {
	name: "Deploy",
	identifier: "Deploy",
	awsAccountId: "123456789012",
	description: "",
	tags: [],
	isGovCloud: false,
	scopeKind: "account",
	orgId: "",
	projectId: "",
};
const CREDENTIALS: CredentialsValues = {
	type: "InheritFromDelegate",
	accessKeyKind: "id",
	accessKeyId: "",
	accessKeyRef: "",
	secretKeyRef: "",
	sessionTokenRef: "",
	iamRoleArn: "",
	sessionTagKeys: "",
	isCrossAccount: false,
	roleArn: "",
	externalId: "",
	region: "us-east-1",
	backOffType: "none",
	fixedBackoff: "500",
	baseDelay: "100",
	maxBackoffTime: "20000",
	retryCount: "3",
};

type SaveDraft = ComponentProps<typeof SavedProvider>["saveDraft"];

function open(form: ReactNode, answers: Readonly<Record<string, unknown>> = {}) {
	const saveDraft = vi.fn<SaveDraft>(async () => ({ data: ok(true) }));
	const push = vi.fn();
	const router = { bfcacheId: "", push, back() {}, forward() {}, refresh() {}, replace() {}, prefetch() {} };
	vi.stubGlobal("fetch", async (path: string) => {
		const found = Object.entries(answers).find(([end]) => path.endsWith(end));
		return found === undefined
			? Response.json({ code: "UNEXPECTED" }, { status: 500 })
			: Response.json(found[1]);
	});
	render(
		<AppRouterContext value={router}>
			<SavedProvider saveDraft={saveDraft}>
				<LiveProvider>{form}</LiveProvider>
			</SavedProvider>
		</AppRouterContext>,
	);
	return { saveDraft, push };
}

function type(label: string, value: string, inputType = "insertText") {
	fireEvent.input(screen.getByLabelText(label), { target: { value }, inputType });
}

const choose = (name: string | RegExp) => fireEvent.click(screen.getByRole("radio", { name }));
const goOn = () => fireEvent.click(screen.getByRole("button", { name: "Continue" }));

function openOverview(values: Partial<PlatformOverviewValues> = {}) {
	const save = vi.fn<ComponentProps<typeof OverviewForm>["save"]>(async () => ({ data: ok({ version: 2 }) }));
	const form = (
		<OverviewForm
			place={PLACE}
			save={save}
			nextHref="/next"
			defaultValues={{ ...OVERVIEW, ...values }}
			isRegistered={false}
		/>
	);
	return { save, ...open(form) };
}

test("a project's scope asks for organization and project, and says at the field which is missing", async () => {
	const { save } = openOverview();
	expect(screen.queryByLabelText("Project identifier")).toBeNull();
	choose("Project");
	type("Organization identifier", "default");
	goOn();
	expect(await screen.findByText("Enter the identifier of a project.", { exact: false })).toBeTruthy();
	expect(save).not.toHaveBeenCalled();
	type("Project identifier", "payments");
	goOn();
	await waitFor(() => expect(save).toHaveBeenCalledOnce());
	expect(save.mock.lastCall?.[0]).toMatchObject({
		version: 1,
		overview: { scope: { kind: "project", orgId: "default", projectId: "payments" } },
	});
});

type SaveCredentials = ComponentProps<typeof CredentialsForm>["save"];

function openCredentials(
	values: Partial<CredentialsValues> = {},
	secrets: SecretsView = { secrets: [], hasMore: false, failure: null },
	answer: Awaited<ReturnType<SaveCredentials>> = { data: ok({ version: 2 }) },
	searched: Readonly<Record<string, SecretsView>> = {},
) {
	const save = vi.fn<SaveCredentials>(async () => answer);
	const form = (
		<CredentialsForm
			place={PLACE}
			save={save}
			defaultValues={{ ...CREDENTIALS, ...values }}
			partition="aws"
			oidc={null}
		/>
	);
	return { save, ...open(form, { "/secrets": secrets, ...searched }) };
}

test("a secret key that is pasted where a name belongs is taken out at once, said so, and neither kept nor saved", async () => {
	const { save, saveDraft } = openCredentials({ type: "ManualConfig", accessKeyId: "AKIAIOSFODNN7EXAMPLE" });
	const field = screen.getByLabelText<HTMLInputElement>("Secret key reference");
	type("Secret key reference", SECRET_KEY, "insertFromPaste");
	expect(field.value).toBe("");
	expect(screen.getByRole("alert").textContent).toContain("looked like a secret key itself");
	fireEvent.blur(field);
	goOn();
	expect(await screen.findByText("Choose a secret, or type its reference.", { exact: false })).toBeTruthy();
	expect(save).not.toHaveBeenCalled();
	expect(JSON.stringify(saveDraft.mock.calls)).not.toContain(SECRET_KEY);
	expect(JSON.stringify({ ...window.sessionStorage })).not.toContain(SECRET_KEY);
});

test("Harness's secrets can be chosen by name, and any other name can be typed", async () => {
	const { save } = openCredentials(
		{ type: "ManualConfig", accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
		{
			secrets: [{ name: "AWS secret key", reference: "account.aws_secret_key", where: "account" }],
			hasMore: false,
			failure: null,
		},
	);
	expect(await screen.findByText(/1 secret of Harness can be chosen/)).toBeTruthy();
	const list = screen.getByLabelText("Secret key reference").getAttribute("list") ?? "";
	const options = [...(document.getElementById(list)?.children ?? [])].map((each) =>
		each.getAttribute("value"),
	);
	expect(options).toEqual(["account.aws_secret_key"]);
	type("Secret key reference", "account.another");
	goOn();
	await waitFor(() => expect(save).toHaveBeenCalledOnce());
	expect(save.mock.lastCall?.[0].credentials.credential).toEqual({
		type: "ManualConfig",
		accessKey: { id: "AKIAIOSFODNN7EXAMPLE" },
		secretKeyRef: "account.another",
		sessionTokenRef: null,
	});
});

test("a name beyond the first page is looked for in Harness while it is typed", async () => {
	const named = (name: string): SecretsView["secrets"][number] => ({
		name,
		reference: `account.${name}`,
		where: "account",
	});
	openCredentials(
		{ type: "ManualConfig" },
		{ secrets: [named("first")], hasMore: true, failure: null },
		undefined,
		{ "/secrets?search=zeb": { secrets: [named("zebra")], hasMore: false, failure: null } },
	);
	await screen.findByText(/looked for while you type/);
	const list = screen.getByLabelText("Secret key reference").getAttribute("list") ?? "";
	const options = () =>
		[...(document.getElementById(list)?.children ?? [])].map((each) => each.getAttribute("value"));
	expect(options()).toEqual(["account.first"]);
	type("Secret key reference", "account.zeb");
	await waitFor(() => expect(options()).toEqual(["account.zebra"]));
	type("Secret key reference", "");
	await waitFor(() => expect(options()).toEqual(["account.first"]));
});

test("a key that may not list secrets is explained, and nothing is blocked by it", async () => {
	openCredentials(
		{ type: "ManualConfig" },
		{ secrets: [], hasMore: false, failure: { code: "HARNESS_FORBIDDEN" } },
	);
	expect(await screen.findByText("Harness's secrets cannot be listed by this key")).toBeTruthy();
	expect(screen.getByLabelText<HTMLInputElement>("Secret key reference").disabled).toBe(false);
});

test("an STS role goes with every way to sign in, and its owner's external ID may be left out", async () => {
	const { save } = openCredentials({ type: "Irsa" });
	fireEvent.click(screen.getByRole("checkbox", { name: "Enable cross-account access (STS role)" }));
	type("Role ARN", "arn:aws:iam::123456789012:role/Deploy");
	goOn();
	await waitFor(() => expect(save).toHaveBeenCalledOnce());
	expect(save.mock.lastCall?.[0].credentials).toMatchObject({
		credential: { type: "Irsa" },
		crossAccount: { roleArn: "arn:aws:iam::123456789012:role/Deploy", externalId: "" },
		region: "us-east-1",
		backOff: null,
	});
});

test("a region of the other partition is refused at its field, with the reason", async () => {
	const detail = "us-gov-west-1 is in another partition than the account.";
	openCredentials({}, undefined, { data: failed({ code: "INPUT_INVALID", field: "region", detail }) });
	fireEvent.change(screen.getByLabelText("Test region"), { target: { value: "us-gov-west-1" } });
	goOn();
	await waitFor(() => {
		const field = screen.getByLabelText("Test region");
		expect(field.getAttribute("aria-invalid")).toBe("true");
		expect(document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent).toContain(
			detail,
		);
	});
});

test("a back-off strategy has the fields of its own kind, in milliseconds", async () => {
	const { save } = openCredentials();
	fireEvent.change(screen.getByLabelText("AWS SDK back-off strategy"), {
		target: { value: "EqualJitterBackoffStrategy" },
	});
	expect(screen.queryByLabelText("Delay")).toBeNull();
	type("First delay", "200");
	type("Longest delay", "100");
	goOn();
	expect(await screen.findByText(/longest delay is at least as long/i)).toBeTruthy();
	type("Longest delay", "5000");
	goOn();
	await waitFor(() => expect(save).toHaveBeenCalledOnce());
	expect(save.mock.lastCall?.[0].credentials.backOff).toEqual({
		type: "EqualJitterBackoffStrategy",
		baseDelay: 200,
		maxBackoffTime: 5000,
		retryCount: 3,
	});
});

const DELEGATES: DelegatesView = {
	now: Date.UTC(2026, 10, 22),
	failure: null,
	delegates: [
		{
			name: "eks-one",
			tags: ["eks"],
			where: "account",
			isConnected: true,
			lastHeartbeatAt: Date.UTC(2026, 10, 22),
		},
		{
			name: "ecs-old",
			tags: ["ecs"],
			where: "account",
			isConnected: false,
			lastHeartbeatAt: Date.UTC(2026, 10, 18),
		},
	],
};

function openConnectivity(delegateOnly: "Irsa" | null, delegates: DelegatesView = DELEGATES) {
	const save = vi.fn<ComponentProps<typeof ConnectivityForm>["save"]>(async () => ({
		data: ok({ version: 2 }),
	}));
	const form = (
		<ConnectivityForm
			place={PLACE}
			save={save}
			nextHref="/next"
			defaultValues={{
				through: delegateOnly === null ? "harness" : "delegate",
				delegates: "any",
				selectors: "",
			}}
			delegateOnly={delegateOnly}
			newDelegateHref="https://app.harness.io/new"
		/>
	);
	return { save, ...open(form, { "/delegates": delegates }) };
}

test("IRSA leaves no choice but a delegate, and says why", () => {
	openConnectivity("Irsa");
	const past = screen.getByRole<HTMLInputElement>("radio", { name: "Connect through Harness Platform" });
	expect(past.disabled).toBe(true);
	expect(screen.getByText(/only the delegate's own service account has the role/)).toBeTruthy();
});

test("any available delegate may be taken for a delegate's own identity, with the warning that Harness may refuse", async () => {
	const { save } = openConnectivity("Irsa");
	expect(screen.getByText("Harness may refuse this without tags")).toBeTruthy();
	choose("Only use delegates with all of the following tags");
	expect(screen.queryByText("Harness may refuse this without tags")).toBeNull();
	choose("Use any available delegate");
	expect(screen.getByText("Harness may refuse this without tags")).toBeTruthy();
	goOn();
	await waitFor(() => expect(save).toHaveBeenCalledOnce());
	expect(save.mock.lastCall?.[0].connectivity).toEqual({ through: "delegate", selectors: [] });
});

test("delegates are judged by the tags that are typed, and a warning says when none would do", async () => {
	const { save } = openConnectivity("Irsa");
	expect(
		await screen.findByText("2 delegates; 1 connected and fit to be used by this connector."),
	).toBeTruthy();
	choose("Only use delegates with all of the following tags");
	type("Delegate tags", "ecs");
	expect(await screen.findByText("No matching delegate is connected")).toBeTruthy();
	type("Delegate tags", "nowhere");
	expect(await screen.findByText("No delegate has all of these tags")).toBeTruthy();
	type("Delegate tags", "EKS");
	await waitFor(() => expect(screen.queryByText("No delegate has all of these tags")).toBeNull());
	goOn();
	await waitFor(() => expect(save).toHaveBeenCalledOnce());
	expect(save.mock.lastCall?.[0].connectivity).toEqual({ through: "delegate", selectors: ["EKS"] });
});

test("a key that may not see delegates is explained, without a warning that none fits", async () => {
	openConnectivity("Irsa", { now: 0, delegates: [], failure: { code: "HARNESS_FORBIDDEN" } });
	expect(await screen.findByText(/may not view delegates in this scope/)).toBeTruthy();
	expect(screen.queryByText("There is no delegate yet")).toBeNull();
});
