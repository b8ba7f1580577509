import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ComponentProps } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { SavedProvider } from "#components/setup/saved-line.tsx";
import { featureChoices } from "#lib/domain/decide-requirements.ts";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import { FEATURES, type Requirements } from "#lib/domain/features.ts";
import { permissionParts } from "#lib/domain/permissions/parts.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { PayerForm, RolloutFeaturesForm as Values } from "#lib/schemas/rollout-features-schema.ts";
import { RolloutFeaturesForm } from "./features-form.tsx";
import { RolloutFeaturesProvider } from "./features-provider.tsx";

afterEach(cleanup);

const INVENTORY = {
	features: ["VISIBILITY" as const],
	autoStopping: [],
	governancePolicyArns: "",
	commitmentWrite: "read" as const,
};
const PAYER: PayerForm = {
	isWanted: true,
	hasReport: "yes",
	reportType: "CUR2.0",
	reportName: "costs",
	bucketName: "acme-costs",
	requirements: { ...INVENTORY, features: ["BILLING", "VISIBILITY"] },
};
const VALUES: Values = { member: INVENTORY, exceptions: [], payer: PAYER };
const UNITS = [
	{ id: "r-ab12", parentId: null, name: "Root", path: "Root" },
	{ id: "ou-ab12-1a2b3c4d", parentId: "r-ab12", name: "Production", path: "Root / Production" },
];
type Save = ComponentProps<typeof RolloutFeaturesForm>["save"];
type Props = Partial<ComponentProps<typeof RolloutFeaturesForm>>;

function open(values: Partial<Values> = {}, props: Props = {}) {
	const save = vi.fn<Save>(async () => ({ data: ok({ version: 2 }) }));
	const push = vi.fn();
	const router = { bfcacheId: "", push, back() {}, forward() {}, refresh() {}, replace() {}, prefetch() {} };
	const parts = FEATURES.flatMap((feature) => permissionParts(feature, null)).map((part) => ({
		...part,
		actions: part.actions.map(({ action, risk }) => [action, risk] as const),
	}));
	render(
		<AppRouterContext value={router}>
			<SavedProvider saveDraft={async () => ({ data: ok(true) })}>
				<RolloutFeaturesProvider defaultValues={{ ...VALUES, ...values }} parts={parts}>
					<RolloutFeaturesForm
						place={{ rolloutId: "r1", version: 3, backHref: "/back" }}
						save={save}
						nextHref="/next"
						kind="organization"
						partition="aws"
						memberChoices={featureChoices({
							...{ partition: "aws", hasOwnReport: false, requiresAutoStopping: false, template: "ours" },
						})}
						templateSource="ours"
						details={[]}
						units={UNITS}
						payerConnector={null}
						{...props}
					/>
				</RolloutFeaturesProvider>
			</SavedProvider>
		</AppRouterContext>,
	);
	return { save, push };
}

const section = (name: string) => within(screen.getByRole("region", { name }));
const box = (where: string, feature: (typeof FEATURES)[number]) =>
	section(where).getByRole<HTMLInputElement>("checkbox", { name: FEATURE_INFO[feature].title });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const only = (features: Requirements["features"]): Requirements => ({
	...{ features, autoStopping: [], governancePolicyArns: [], commitmentWrite: false },
});

test("what is chosen for every account and for the payer is saved apart", async () => {
	const { save, push } = open();
	fireEvent.click(box("In every account", "GOVERNANCE"));
	fireEvent.click(box("In the management account", "COMMITMENT_ORCHESTRATOR"));
	press("Continue");
	await waitFor(() => expect(push).toHaveBeenCalledWith("/next"));
	expect(save.mock.calls[0]?.[0]).toEqual({
		rolloutId: "r1",
		version: 3,
		features: {
			member: only(["VISIBILITY", "GOVERNANCE"]),
			exceptions: [],
			payer: {
				requirements: only(["BILLING", "VISIBILITY", "COMMITMENT_ORCHESTRATOR"]),
				costReport: { kind: "own", reportType: "CUR2.0", reportName: "costs", bucketName: "acme-costs" },
			},
		},
	});
});

test("no member has Cost Visibility", () => {
	open();
	const billing = box("In every account", "BILLING");
	fireEvent.click(billing);
	expect(billing.checked).toBe(false);
	expect(billing.getAttribute("aria-disabled")).toBe("true");
});

test("an exception begins as the rest is, is for a unit of the tree, and can be taken away", async () => {
	const { save } = open();
	press("Add an exception");
	press("Add an exception");
	fireEvent.click(screen.getByRole("button", { name: "Remove exception 2" }));
	fireEvent.click(box("Exception 1", "OPTIMIZATION"));
	fireEvent.change(section("Exception 1").getByLabelText("Organizational unit"), {
		target: { value: "ou-ab12-1a2b3c4d" },
	});
	press("Continue");
	await waitFor(() => expect(save).toHaveBeenCalledOnce());
	expect(save.mock.calls[0]?.[0].features.exceptions).toEqual([
		{
			match: { kind: "unit", unitId: "ou-ab12-1a2b3c4d" },
			requirements: only(["VISIBILITY", "OPTIMIZATION"]),
		},
	]);
	expect(save.mock.calls[0]?.[0].features.member.features).toEqual(["VISIBILITY"]);
});

test("an exception by tag asks for key and value, and says which is missing", async () => {
	const { save } = open();
	press("Add an exception");
	fireEvent.click(section("Exception 1").getByRole("radio", { name: "With a tag" }));
	const key = section("Exception 1").getByLabelText<HTMLInputElement>("Tag key");
	press("Continue");
	await waitFor(() => expect(key.getAttribute("aria-invalid")).toBe("true"));
	expect(save).not.toHaveBeenCalled();
	fireEvent.input(key, { target: { value: "stage" } });
	fireEvent.input(section("Exception 1").getByLabelText("Tag value"), { target: { value: "dev" } });
	press("Continue");
	await waitFor(() => expect(save).toHaveBeenCalledOnce());
	expect(save.mock.calls[0]?.[0].features.exceptions[0]?.match).toEqual({
		kind: "tag",
		key: "stage",
		value: "dev",
	});
});

test("Cost Visibility of the payer comes and goes with its report", async () => {
	const { save } = open();
	expect(box("In the management account", "BILLING").checked).toBe(true);
	fireEvent.click(screen.getByRole("radio", { name: "None for now" }));
	expect(box("In the management account", "BILLING").checked).toBe(false);
	expect(screen.queryByLabelText("Cost and usage report name")).toBeNull();
	fireEvent.click(screen.getByRole("radio", { name: "It has a report" }));
	expect(box("In the management account", "BILLING").checked).toBe(true);
	fireEvent.click(screen.getByRole("radio", { name: "None for now" }));
	press("Continue");
	await waitFor(() => expect(save).toHaveBeenCalledOnce());
	expect(save.mock.calls[0]?.[0].features.payer).toEqual({
		requirements: only(["VISIBILITY"]),
		costReport: null,
	});
});

test("a payer that is connected already is left as it is, and a second role is warned of", async () => {
	const { save } = open(
		{ payer: { ...PAYER, isWanted: false } },
		{ payerConnector: { id: "c1", name: "Payer", requirements: null } },
	);
	expect(screen.getByText(/That connector and its role stay as they are/)).toBeDefined();
	fireEvent.click(screen.getByLabelText("Connect the management account too"));
	expect(screen.getByText(/would make a second role there/)).toBeDefined();
	fireEvent.click(screen.getByLabelText("Connect the management account too"));
	press("Continue");
	await waitFor(() => expect(save).toHaveBeenCalledOnce());
	expect(save.mock.calls[0]?.[0].features.payer).toBeNull();
});

test("what the server refuses of an exception stands at that exception", async () => {
	const { save } = open({
		exceptions: [{ kind: "tag", unitId: "", key: "stage", value: "dev", requirements: INVENTORY }],
	});
	save.mockResolvedValue({
		data: failed({
			code: "INPUT_INVALID",
			field: "exceptions.0.requirements.features",
			detail: "Not this one.",
		}),
	});
	press("Continue");
	expect(await section("Exception 1").findByText(/Not this one\./)).toBeDefined();
});

test("a list has no management account, and its units are those of the list", () => {
	open({}, { kind: "list", units: [{ id: "list:Shop", parentId: null, name: "Shop", path: "Shop" }] });
	expect(screen.queryByRole("region", { name: "In the management account" })).toBeNull();
	press("Add an exception");
	expect(section("Exception 1").getByRole("option", { name: "Shop" })).toBeDefined();
});
