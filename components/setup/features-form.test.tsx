import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ComponentProps } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { serve } from "#components/form/served.test-support.tsx";
import { type FeatureChoice, featureChoices } from "#lib/domain/decide-requirements.ts";
import { FEATURE_BENEFITS } from "#lib/domain/feature-benefits.ts";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import { FEATURES } from "#lib/domain/features.ts";
import { type PermissionPart, permissionParts } from "#lib/domain/permissions/parts.ts";
import { ok } from "#lib/domain/result.ts";
import type { RequirementsForm } from "#lib/schemas/requirements-schema.ts";
import { FeatureActions, FeatureGives } from "./feature-actions.tsx";
import { FeaturesAside } from "./features-aside.tsx";
import { FeaturesProvider } from "./features-context.tsx";
import { FeaturesForm } from "./features-form.tsx";
import { SavedProvider } from "./saved-line.tsx";

afterEach(cleanup);

const PAYER = {
	partition: "aws",
	hasOwnReport: true,
	requiresAutoStopping: false,
	template: "ours",
} as const;
const BARE: RequirementsForm = {
	features: ["BILLING"],
	autoStopping: [],
	governancePolicyArns: "",
	commitmentWrite: "read",
};
type Save = ComponentProps<typeof FeaturesForm>["save"];

function pageOf(
	values: Partial<RequirementsForm> = {},
	choices: readonly FeatureChoice[] = featureChoices(PAYER),
	templateSource: "ours" | "harness" = "ours",
) {
	const save = vi.fn<Save>(async () => ({ data: ok({ version: 2 }) }));
	const push = vi.fn();
	const router = { bfcacheId: "", push, back() {}, forward() {}, refresh() {}, replace() {}, prefetch() {} };
	const parts = FEATURES.flatMap((feature) => permissionParts(feature, "CUR2.0"));
	const page = (
		<AppRouterContext value={router}>
			<SavedProvider saveDraft={async () => ({ data: ok(true) })}>
				<FeaturesProvider
					defaultValues={{ ...BARE, ...values }}
					parts={parts.map((part) => ({
						...part,
						actions: part.actions.map(({ action, risk }) => [action, risk] as const),
					}))}
				>
					<FeaturesForm
						place={{
							connectorId: "c1",
							version: 1,
							backHref: "/",
						}}
						save={save}
						nextHref="/next"
						choices={choices}
						templateSource={templateSource}
						details={FEATURES.map((feature) => ({
							feature,
							gives: <FeatureGives feature={feature} />,
							parts: parts
								.filter((part) => part.feature === feature)
								.map(({ actions, ...kind }) => ({ ...kind, list: <FeatureActions actions={actions} /> })),
						}))}
					/>
					<FeaturesAside />
				</FeaturesProvider>
			</SavedProvider>
		</AppRouterContext>
	);
	return { page, save, push };
}

function open(...asked: Parameters<typeof pageOf>) {
	const { page, ...spies } = pageOf(...asked);
	render(page);
	return spies;
}

function box(name: string) {
	return screen.getByRole<HTMLInputElement>("checkbox", { name });
}

function aside() {
	return within(screen.getByRole("region", { name: "What this role may do" }));
}

function press(name: string) {
	fireEvent.click(screen.getByRole("button", { name }));
}

test("exactly one checkbox is named after each feature, whatever is chosen", () => {
	open({ features: [...FEATURES] });
	for (const feature of FEATURES) {
		expect(screen.getAllByRole("checkbox", { name: FEATURE_INFO[feature].title })).toHaveLength(1);
	}
	expect(screen.getAllByRole("checkbox")).toHaveLength(FEATURES.length + 7);
});

test("a required feature stays on and says why; it keeps its place for the keyboard", async () => {
	const { save } = open();
	const billing = box("Cost Visibility");
	fireEvent.click(billing);
	expect(billing.checked).toBe(true);
	expect(billing.getAttribute("aria-disabled")).toBe("true");
	expect(billing.disabled).toBe(false);
	const why = document.getElementById(billing.getAttribute("aria-describedby") ?? "")?.textContent;
	expect(why).toContain("Always on. The report of the step before");
	press("Continue");
	await waitFor(() => expect(save.mock.calls[0]?.[0].requirements.features).toEqual(["BILLING"]));
});

test("what is ticked before the script runs stays ticked, and nothing opens under the pointer", async () => {
	const { page, save } = pageOf({ features: ["BILLING", "OPTIMIZATION"] });
	const { run } = serve(page);
	const ticked = ["Resource Inventory Management", "Cloud Governance", "EC2 instances"];
	// Cost Visibility is required, so it comes back.
	for (const name of [...ticked, "Cost Visibility"]) box(name).click();
	run();
	for (const name of [...ticked, "Cost Visibility"]) expect(box(name).checked).toBe(true);
	expect(screen.queryByText(FEATURE_BENEFITS.VISIBILITY.gives[0])).toBeNull();
	expect(aside().getByText(/actions for 4 features/)).toBeDefined();
	press("Continue");
	await waitFor(() => expect(save).toHaveBeenCalledOnce());
	expect(save.mock.calls[0]?.[0].requirements).toMatchObject({
		features: ["BILLING", "VISIBILITY", "OPTIMIZATION", "GOVERNANCE"],
		autoStopping: ["EC2"],
	});
});

test("an unavailable feature cannot be chosen and says why", () => {
	open({ features: [] }, featureChoices({ ...PAYER, hasOwnReport: false }));
	const commitment = box("Commitment Orchestration");
	fireEvent.click(commitment);
	expect(commitment.checked).toBe(false);
	expect(screen.getByText(/Not available\. Commitments are bought by the payer account\./)).toBeDefined();
});

test("without any feature nothing is saved, and the question says so", async () => {
	const { save } = open({ features: [] }, featureChoices({ ...PAYER, hasOwnReport: false }));
	press("Continue");
	expect(await screen.findByText(/Choose at least one feature\.$/)).toBeDefined();
	expect(save).not.toHaveBeenCalled();
	expect(document.activeElement).toBe(box("Resource Inventory Management"));
});

test("a press opens what the feature gives and every action with its reason, and closes the others", () => {
	open();
	fireEvent.click(box("Resource Inventory Management"));
	expect(screen.getByText(FEATURE_BENEFITS.VISIBILITY.gives[0])).toBeDefined();
	expect(screen.getByText("rds:DescribeDBSnapshots")).toBeDefined();
	expect(screen.getAllByText("Without it:").length).toBeGreaterThan(10);
	fireEvent.click(box("Cloud Governance"));
	expect(screen.queryByText(FEATURE_BENEFITS.VISIBILITY.gives[0])).toBeNull();
	expect(screen.getByText("account:ListRegions")).toBeDefined();
});

test("a greyed-out feature can be read about too", () => {
	open({ features: [] }, featureChoices({ ...PAYER, hasOwnReport: false }));
	press("What it gives and needs: Commitment Orchestration");
	expect(screen.getByText("ec2:DescribeReservedInstancesOfferings")).toBeDefined();
});

test("narrowing AutoStopping shows and counts only what is left, at once", () => {
	open();
	fireEvent.click(box("Optimization by AutoStopping"));
	expect(screen.getByText("ec2:*")).toBeDefined();
	expect(aside().getByText(/Not narrowed: it holds ec2:\*/)).toBeDefined();
	fireEvent.click(box("EC2 instances"));
	expect(screen.queryByText("ec2:*")).toBeNull();
	expect(screen.getByText("ec2:StartInstances")).toBeDefined();
	expect(aside().getByText("Narrowed to EC2 instances.")).toBeDefined();
	const names = (part: PermissionPart) => part.actions.map(({ action }) => action);
	const ec2 = permissionParts("OPTIMIZATION", null).filter(
		(part) => part.kind === "narrow" && part.choice === "EC2",
	);
	const total = new Set([...permissionParts("BILLING", "CUR2.0"), ...ec2].flatMap(names)).size;
	expect(aside().getByRole("status").textContent).toBe(`${total} actions for 2 features`);
});

test("the narrower choices are handed on, policies one by line and commitments by their access", async () => {
	const { save, push } = open();
	for (const name of ["Optimization by AutoStopping", "Cloud Governance", "Commitment Orchestration"]) {
		fireEvent.click(box(name));
	}
	fireEvent.click(box("RDS databases"));
	fireEvent.input(screen.getByLabelText("Enforcement policies"), {
		target: { value: "arn:aws:iam::aws:policy/ReadOnlyAccess\n arn:aws:iam::123456789012:policy/Stop\n" },
	});
	fireEvent.click(screen.getByRole("radio", { name: "Read and write" }));
	press("Continue");
	await waitFor(() => expect(push).toHaveBeenCalledWith("/next"));
	expect(save.mock.calls[0]?.[0].requirements).toEqual({
		features: ["BILLING", "OPTIMIZATION", "GOVERNANCE", "COMMITMENT_ORCHESTRATOR"],
		autoStopping: ["RDS"],
		governancePolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::123456789012:policy/Stop"],
		commitmentWrite: true,
	});
});

test("a wrong policy and a fifth one are refused at their field", async () => {
	const { save } = open({ features: ["BILLING", "GOVERNANCE"], governancePolicyArns: "no-arn" });
	const policies = screen.getByLabelText("Enforcement policies");
	press("Continue");
	await waitFor(() => expect(policies.getAttribute("aria-invalid")).toBe("true"));
	fireEvent.input(policies, {
		target: { value: [1, 2, 3, 4, 5].map((n) => `arn:aws:iam::123456789012:policy/p${n}`).join("\n") },
	});
	press("Continue");
	expect(await screen.findByText(/The role has room for 4 policies/)).toBeDefined();
	expect(save).not.toHaveBeenCalled();
});

test("what Harness's template cannot carry is greyed out and says so", () => {
	open({ features: ["BILLING", "OPTIMIZATION", "GOVERNANCE"] }, featureChoices(PAYER), "harness");
	expect(box("EC2 instances").disabled).toBe(true);
	expect(screen.getByLabelText<HTMLTextAreaElement>("Enforcement policies").disabled).toBe(true);
	expect(screen.getAllByText(/Harness's published template cannot carry this/)).toHaveLength(2);
});
