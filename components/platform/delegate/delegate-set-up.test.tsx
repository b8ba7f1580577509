import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ComponentProps } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { SavedProvider } from "#components/setup/saved-line.tsx";
import type { Connector } from "#lib/domain/connector.ts";
import { delegateLinks } from "#lib/domain/platform/delegate-guide.ts";
import { NEW_PLATFORM, type PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import { failed, ok } from "#lib/domain/result.ts";
import { DelegateSetUp } from "./delegate-set-up.tsx";

afterEach(cleanup);

type Save = ComponentProps<typeof DelegateSetUp>["save"];
const POLICY = "arn:aws:iam::123456789012:policy/harness";

function open(platform: Partial<PlatformSettings>, partition: Connector["partition"] = "aws") {
	const save = vi.fn<Save>(async () => ({ data: ok({ version: 2 }) }));
	const push = vi.fn();
	const router = { bfcacheId: "", push, back() {}, forward() {}, refresh() {}, replace() {}, prefetch() {} };
	render(
		<AppRouterContext value={router}>
			<SavedProvider saveDraft={async () => ({ data: ok(true) })}>
				<DelegateSetUp
					connector={{ partition, platform: { ...NEW_PLATFORM, ...platform } }}
					draft={null}
					place={{ connectorId: "c1", version: 1, backHref: "/back" }}
					save={save}
					nextHref="/next"
					links={delegateLinks("https://app.harness.io", "acc", { kind: "account" })}
				/>
			</SavedProvider>
		</AppRouterContext>,
	);
	return { save, push };
}

function field(label: string) {
	return screen.getByLabelText<HTMLInputElement>(label);
}

function type(label: string, value: string) {
	fireEvent.input(field(label), { target: { value }, inputType: "insertText" });
}

const IRSA = { credential: { type: "Irsa" } } as const;

test("for IRSA the commands stand there once the fields are filled in, with what was typed", async () => {
	const { save, push } = open(IRSA);
	expect(screen.queryByText(/eksctl create/)).toBeNull();
	type("EKS cluster", "test-eks");
	type("Service account", "cdp-admin");
	type("Policy ARN", POLICY);
	const command = screen.getByText(/eksctl create iamserviceaccount/).textContent;
	for (const word of [
		"--cluster test-eks",
		"--region us-east-1",
		"--name cdp-admin",
		`--attach-policy-arn ${POLICY}`,
	])
		expect(command).toContain(word);
	expect(screen.getByText(/kubectl get serviceaccount/).textContent).toContain("cdp-admin");
	fireEvent.click(screen.getByRole("button", { name: "Continue" }));
	await waitFor(() => expect(push).toHaveBeenCalledWith("/next"));
	expect(save).toHaveBeenCalledWith({
		connectorId: "c1",
		version: 1,
		delegateSetUp: {
			clusterName: "test-eks",
			namespace: "harness-delegate-ng",
			serviceAccountName: "cdp-admin",
			region: "us-east-1",
			policyArn: POLICY,
		},
	});
});

test("what the server refuses is said at its field", async () => {
	const { save } = open({
		...IRSA,
		delegateSetUp: {
			clusterName: "c",
			namespace: "n",
			serviceAccountName: "s",
			region: "us-east-1",
			policyArn: POLICY,
		},
	});
	save.mockResolvedValue({
		data: failed({
			code: "INPUT_INVALID",
			field: "policyArn",
			detail: "This policy is in another partition.",
		}),
	});
	fireEvent.click(screen.getByRole("button", { name: "Continue" }));
	expect(await screen.findByText(/in another partition/)).toBeDefined();
	expect(document.activeElement).toBe(field("Policy ARN"));
});

test("GovCloud offers its own regions and names its own hosts", () => {
	open({ ...IRSA, region: "us-gov-west-1" }, "aws-us-gov");
	const regions = [...field("Region of the cluster").querySelectorAll("option")].map(({ value }) => value);
	expect(regions).toEqual(["us-gov-west-1", "us-gov-east-1"]);
	const hosts = screen.getByRole("list", { name: "Hosts" });
	expect(within(hosts).queryByText("iam.us-gov.amazonaws.com")).toBeNull();
	fireEvent.click(screen.getByLabelText("IAM"));
	expect(within(hosts).getByText("iam.us-gov.amazonaws.com")).toBeDefined();
});

test("other credentials have nothing to save here: the step goes on", () => {
	open({ credential: { type: "InheritFromDelegate" } });
	expect(screen.queryByLabelText("EKS cluster")).toBeNull();
	expect(screen.getByRole("link", { name: "Continue" }).getAttribute("href")).toBe("/next");
	expect(screen.getByRole("link", { name: "Install a new delegate in Harness" }).getAttribute("href")).toBe(
		"https://app.harness.io/ng/account/acc/settings/resources/delegates/list",
	);
});
