import type { OfferedFeature } from "./destinations/profile.ts";
import { FEATURE_INFO, featureSupport } from "./feature-info.ts";
import { type Feature, featuresInOrder, type Requirements } from "./features.ts";
import type { Partition } from "./partition.ts";
import { failed, ok, type Result } from "./result.ts";

export type RequirementFacts = {
	readonly partition: Partition;
	/** The account has a cost report of its own (false: a payer's report covers it, or GovCloud). */
	readonly hasOwnReport: boolean;
	readonly requiresAutoStopping: boolean;
	/** Harness's published template knows five flags and nothing narrower. */
	readonly template: "ours" | "harness";
	/** What the destination offers, in its order; everything that Harness does where nothing is said. */
	readonly offered?: readonly OfferedFeature[];
};

export type FeatureChoice = {
	readonly feature: Feature;
	/** `required`: on and not to be taken away. `unavailable`: off and greyed out. */
	readonly state: "free" | "required" | "unavailable";
	/** One sentence; null when the choice is free. */
	readonly reason: string | null;
};

/**
 * What step 3 offers for each feature, in the wizard's order.
 *
 * @example featureChoices({ partition: "aws", hasOwnReport: true, … })[0]
 * // { feature: "BILLING", state: "required", reason: "The cost report of this account is what Cost Visibility reads." }
 */
export function featureChoices(facts: RequirementFacts): readonly FeatureChoice[] {
	const { offered } = facts;
	const features = offered?.map(({ feature }) => feature) ?? featuresInOrder(facts.partition);
	return features.map((feature) => ({ feature, ...choice(feature, facts) }));
}

function choice(feature: Feature, facts: RequirementFacts): Omit<FeatureChoice, "feature"> {
	const support = featureSupport(feature, facts.partition);
	if (!support.supported) return { state: "unavailable", reason: support.reason };
	if (feature === "BILLING") {
		return facts.hasOwnReport
			? {
					state: "required",
					reason: `The report of the step before is what ${titleOf(feature, facts)} reads.`,
				}
			: { state: "unavailable", reason: whyNoBilling(facts) };
	}
	if (feature === "COMMITMENT_ORCHESTRATOR" && !facts.hasOwnReport) {
		return { state: "unavailable", reason: "Commitments are bought by the payer account." };
	}
	if (feature === "OPTIMIZATION" && facts.requiresAutoStopping) {
		return { state: "required", reason: "The AutoStopping rule you came from needs it." };
	}
	return { state: "free", reason: null };
}

function whyNoBilling({ offered }: RequirementFacts): string {
	if (offered === undefined) return "A connected payer's report already covers this account.";
	return "This account has no cost report of its own here: its costs come with the payer's connection.";
}

function titleOf(feature: Feature, { offered }: RequirementFacts): string {
	return offered?.find((each) => each.feature === feature)?.title ?? FEATURE_INFO[feature].title;
}

/**
 * The requirements as they may be saved: required features are there, unavailable ones are refused, and
 * narrower choices of features that were not chosen are dropped.
 *
 * Fails with the field and a sentence when a choice cannot be carried or none is left.
 */
export function decideRequirements(
	wanted: Requirements,
	facts: RequirementFacts,
): Result<Requirements, { readonly field: keyof Requirements; readonly detail: string }> {
	const choices = featureChoices(facts);
	const stranger = wanted.features.find((feature) => !choices.some((choice) => choice.feature === feature));
	if (stranger !== undefined) {
		return failed({ field: "features", detail: `${titleOf(stranger, facts)} is not offered here.` });
	}
	const refused = choices.find(
		({ feature, state }) => state === "unavailable" && wanted.features.includes(feature),
	);
	if (refused !== undefined) {
		const title = titleOf(refused.feature, facts);
		return failed({ field: "features", detail: `${title} cannot be chosen. ${refused.reason ?? ""}`.trim() });
	}
	const features = choices
		.filter(({ feature, state }) => state === "required" || wanted.features.includes(feature))
		.map(({ feature }) => feature);
	if (features.length === 0) return failed({ field: "features", detail: "Choose at least one feature." });
	const narrowed = { ...wanted, features, ...dropUnused(wanted, features) };
	return facts.template === "harness" ? carriedByHarness(narrowed) : ok(narrowed);
}

function dropUnused(wanted: Requirements, features: readonly Feature[]): Omit<Requirements, "features"> {
	return {
		autoStopping: features.includes("OPTIMIZATION") ? wanted.autoStopping : [],
		governancePolicyArns: features.includes("GOVERNANCE") ? wanted.governancePolicyArns : [],
		commitmentWrite: features.includes("COMMITMENT_ORCHESTRATOR") && wanted.commitmentWrite,
	};
}

function carriedByHarness(
	wanted: Requirements,
): Result<Requirements, { readonly field: keyof Requirements; readonly detail: string }> {
	const cannot = "Harness's published template cannot carry this. Upload ours in Settings first.";
	if (wanted.autoStopping.length > 0) return failed({ field: "autoStopping", detail: cannot });
	if (wanted.governancePolicyArns.length > 0)
		return failed({ field: "governancePolicyArns", detail: cannot });
	return ok(wanted);
}
