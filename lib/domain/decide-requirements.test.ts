import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideRequirements, featureChoices, type RequirementFacts } from "./decide-requirements.ts";
import { AUTOSTOPPING_FEATURES, FEATURES, type Requirements } from "./features.ts";

const PAYER: RequirementFacts = {
	partition: "aws",
	hasOwnReport: true,
	requiresAutoStopping: false,
	template: "ours",
};
const NOTHING: Requirements = {
	features: [],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
};
const POLICY = "arn:aws:iam::aws:policy/AmazonEC2FullAccess";

const anyFacts = fc.record<RequirementFacts>({
	partition: fc.constantFrom("aws", "aws-us-gov"),
	hasOwnReport: fc.boolean(),
	requiresAutoStopping: fc.boolean(),
	template: fc.constantFrom("ours", "harness"),
});
const anyRequirements = fc.record<Requirements>({
	features: fc.subarray([...FEATURES]),
	autoStopping: fc.subarray([...AUTOSTOPPING_FEATURES]),
	governancePolicyArns: fc.subarray([POLICY]),
	commitmentWrite: fc.boolean(),
});

describe("featureChoices", () => {
	it("requires Cost Visibility of an account with a report of its own, and of no other", () => {
		expect(featureChoices(PAYER)[0]).toMatchObject({ feature: "BILLING", state: "required" });
		expect(featureChoices({ ...PAYER, hasOwnReport: false })[0]).toMatchObject({ state: "unavailable" });
	});

	it("offers AutoStopping alone in GovCloud, each other with its reason", () => {
		const choices = featureChoices({ ...PAYER, partition: "aws-us-gov", hasOwnReport: false });
		expect(choices.filter(({ state }) => state !== "unavailable")).toMatchObject([
			{ feature: "OPTIMIZATION" },
		]);
		for (const { state, reason } of choices) expect(state === "unavailable" && reason === null).toBe(false);
	});

	it("requires AutoStopping of whoever came from a new AutoStopping rule", () => {
		const choices = featureChoices({ ...PAYER, requiresAutoStopping: true });
		expect(choices.find(({ feature }) => feature === "OPTIMIZATION")).toMatchObject({ state: "required" });
	});
});

describe("decideRequirements", () => {
	it("adds what is required, and fails where nothing is left", () => {
		expect(decideRequirements(NOTHING, PAYER)).toMatchObject({ ok: true, value: { features: ["BILLING"] } });
		expect(decideRequirements(NOTHING, { ...PAYER, hasOwnReport: false })).toMatchObject({
			ok: false,
			failure: { field: "features" },
		});
	});

	it("refuses what Harness's template cannot carry, at the field", () => {
		const facts = { ...PAYER, template: "harness" } as const;
		const narrowed: Requirements = { ...NOTHING, features: ["OPTIMIZATION"], autoStopping: ["EC2"] };
		expect(decideRequirements(narrowed, facts)).toMatchObject({
			ok: false,
			failure: { field: "autoStopping" },
		});
		const enforced: Requirements = { ...NOTHING, features: ["GOVERNANCE"], governancePolicyArns: [POLICY] };
		expect(decideRequirements(enforced, facts)).toMatchObject({
			ok: false,
			failure: { field: "governancePolicyArns" },
		});
	});

	it("never lets an unavailable feature through, nor a narrower choice of a feature that was not chosen", () => {
		fc.assert(
			fc.property(anyRequirements, anyFacts, (wanted, facts) => {
				const decided = decideRequirements(wanted, facts);
				if (!decided.ok) return;
				const { features, autoStopping, governancePolicyArns, commitmentWrite } = decided.value;
				for (const { feature, state } of featureChoices(facts)) {
					if (state === "unavailable") expect(features).not.toContain(feature);
					if (state === "required") expect(features).toContain(feature);
				}
				if (!features.includes("OPTIMIZATION")) expect(autoStopping).toEqual([]);
				if (!features.includes("GOVERNANCE")) expect(governancePolicyArns).toEqual([]);
				if (!features.includes("COMMITMENT_ORCHESTRATOR")) expect(commitmentWrite).toBe(false);
			}),
		);
	});
});
