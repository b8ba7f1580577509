import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ComponentProps } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { SavedProvider } from "#components/setup/saved-line.tsx";
import { failed, ok } from "#lib/domain/result.ts";
import { DEFAULT_NAMING } from "#lib/domain/rollout.ts";
import type { NamesCheck } from "#lib/organizations/check-names.ts";
import type { OrganizationForm as Values } from "#lib/schemas/rollout-organization-schema.ts";
import { OrganizationForm } from "./organization-form.tsx";

afterEach(cleanup);
const asked: unknown[] = [];
let answer: NamesCheck = { count: 0, collisions: [], collisionCount: 0, harness: null };
beforeEach(() => {
	asked.length = 0;
	answer = { count: 0, collisions: [], collisionCount: 0, harness: null };
	vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
		asked.push([path, JSON.parse(String(init.body))]);
		return Response.json(answer);
	});
});
afterEach(() => void vi.unstubAllGlobals());

type Save = ComponentProps<typeof OrganizationForm>["save"];
const EMPTY: Values = {
	...{ name: "", managementAccountId: "", accounts: "", isGovCloud: false },
	...DEFAULT_NAMING,
};

function open(kind: "organization" | "list", values: Partial<Values> = {}, isLaunched = false) {
	const save = vi.fn<Save>(async () => ({ data: ok({ version: 2 }) }));
	const push = vi.fn();
	const router = { bfcacheId: "", push, back() {}, forward() {}, refresh() {}, replace() {}, prefetch() {} };
	render(
		<AppRouterContext value={router}>
			<SavedProvider saveDraft={async () => ({ data: ok(true) })}>
				<LiveProvider>
					<OrganizationForm
						place={{ rolloutId: "r1", version: 1, backHref: "/organizations" }}
						save={save}
						nextHref="/next"
						kind={kind}
						isLaunched={isLaunched}
						defaultValues={{ ...EMPTY, ...values }}
						sample={[]}
					/>
				</LiveProvider>
			</SavedProvider>
		</AppRouterContext>,
	);
	return { save, push };
}

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const type = (label: string, value: string) =>
	fireEvent.input(field(label), { target: { value }, inputType: "insertText" });

function describedBy(element: HTMLElement): string {
	return document.getElementById(element.getAttribute("aria-describedby") ?? "")?.textContent ?? "";
}

test("an organization is saved by its management account, cleaned, with the patterns", async () => {
	const { save, push } = open("organization", { name: "Acme" });
	fireEvent.input(field("Management account ID"), {
		target: { value: "1111-2222 3333" },
		inputType: "insertFromPaste",
	});
	press("Continue");
	await waitFor(() => expect(push).toHaveBeenCalledWith("/next"));
	expect(save).toHaveBeenCalledWith({
		rolloutId: "r1",
		version: 1,
		organization: {
			kind: "organization",
			name: "Acme",
			managementAccountId: "111122223333",
			isGovCloud: false,
			naming: DEFAULT_NAMING,
		},
	});
});

test("the first wrong field gets the focus, and nothing is saved", async () => {
	const { save } = open("organization");
	press("Continue");
	await waitFor(() => expect(document.activeElement).toBe(field("Name of this rollout")));
	expect(save).not.toHaveBeenCalled();
});

test("names follow the patterns as they are typed; a pattern that cannot be read shows none", () => {
	open("organization");
	expect(screen.getByText("AWSConnector-123456789012")).toBeDefined();
	type("Connector name pattern", "{ou} {accountName}");
	expect(screen.getByText("Production payments_prod")).toBeDefined();
	expect(screen.getByText("R_D Zurich_Sandbox")).toBeDefined();
	type("Connector name pattern", "{nobody}");
	expect(screen.queryByText("An example")).toBeNull();
});

test("a list is counted as it is typed, and a wrong line is named with what to do", async () => {
	const { save } = open("list", { name: "Strays" });
	type("AWS accounts", "123456789012\n12345\n123456789012");
	expect(
		await screen.findByText(/^1 account read, 1 of them listed more than once, 1 line not\.$/),
	).toBeDefined();
	expect(screen.getByText("1 line cannot be read")).toBeDefined();
	expect(screen.getByText("Line 2:")).toBeDefined();
	save.mockResolvedValue({
		data: failed({ code: "INPUT_INVALID", field: "accounts", detail: "Line 2: no." }),
	});
	press("Continue");
	await waitFor(() => expect(describedBy(field("AWS accounts"))).toContain("Line 2: no."));
	expect(field("AWS accounts").value).toBe("123456789012\n12345\n123456789012");
});

test("a file takes the list's place", async () => {
	open("list", { accounts: "111111111111" });
	const csv = new File(["account id,name\n123456789012,payments\n"], "accounts.csv", { type: "text/csv" });
	fireEvent.change(field("CSV file with accounts"), { target: { files: [csv] } });
	await waitFor(() => expect(field("AWS accounts").value).toBe("account id,name\n123456789012,payments\n"));
	const [first] = await screen.findAllByText(/^1 account read\.$/);
	expect(first).toBeDefined();
});

test("leaving a field compares the names, and a meeting is told with its accounts", async () => {
	answer = {
		count: 2,
		collisionCount: 1,
		collisions: [
			{
				identifier: "pay",
				accountIds: ["123456789012", "210987654321"],
				count: 2,
				with: "each-other",
				takenFor: null,
			},
		],
		harness: { code: "HARNESS_UNAVAILABLE" },
	};
	open("list", { accounts: "123456789012\n210987654321" });
	expect(await screen.findByText("1 identifier is taken more than once")).toBeDefined();
	expect(screen.getByText("Harness's own connectors were not compared")).toBeDefined();
	expect(asked[0]).toEqual([
		"/api/live/rollouts/r1/names",
		{ naming: DEFAULT_NAMING, accounts: "123456789012\n210987654321" },
	]);
	type("Identifier pattern", "x_{accountId}");
	expect(asked).toHaveLength(1);
	fireEvent.blur(field("Identifier pattern"));
	await waitFor(() => expect(asked).toHaveLength(2));
	expect(asked[1]).toMatchObject([
		"/api/live/rollouts/r1/names",
		{ naming: { identifier: "x_{accountId}" } },
	]);
});

test("what was launched keeps its management account, and its partition is only told", () => {
	open("organization", { name: "Acme", managementAccountId: "111122223333" }, true);
	expect(field("Management account ID").readOnly).toBe(true);
	expect(screen.queryByLabelText("AWS GovCloud accounts")).toBeNull();
	expect(screen.getByText("No AWS GovCloud accounts.")).toBeDefined();
});
