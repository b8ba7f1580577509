import type { CostReportType } from "./connector.ts";
import { AUTOSTOPPING_FEATURES, FEATURES, type Feature, type Requirements } from "./features.ts";
import type { Partition } from "./partition.ts";
import type { ManifestAction, ManifestStatement } from "./permissions/manifest-types.ts";
import { actionsOf } from "./permissions/summary.ts";
import { governancePolicyArns } from "./requirements.ts";

/** What one feature's part of the role gains and loses. */
export type FeatureChange = {
	readonly feature: Feature;
	readonly kind: "added" | "removed" | "changed";
	/** Riskiest first. */
	readonly added: readonly ManifestAction[];
	readonly removed: readonly ManifestAction[];
	/** Policies that Cloud Governance attaches by ARN. */
	readonly addedPolicies: readonly string[];
	readonly removedPolicies: readonly string[];
};

type Place = {
	readonly partition: Partition;
	readonly costReportType: CostReportType | null;
	/** Harness Cloud Cost Management's where nothing is said. */
	readonly manifest?: readonly ManifestStatement[];
};

/**
 * The difference between two choices of features, feature by feature in the wizard's order; what stays the same is
 * left out.
 *
 * @example featureChanges(billing, { ...billing, features: ["BILLING", "VISIBILITY"] }, place)[0]?.kind // "added"
 */
export function featureChanges(
	before: Requirements,
	after: Requirements,
	place: Place,
): readonly FeatureChange[] {
	return FEATURES.flatMap((feature) => {
		const [had, has] = [actionsIn(feature, before, place), actionsIn(feature, after, place)];
		const [hadPolicies, hasPolicies] = [
			policiesIn(feature, before, place),
			policiesIn(feature, after, place),
		];
		const change = {
			feature,
			kind: kindOf(before.features.includes(feature), after.features.includes(feature)),
			added: without(has, had),
			removed: without(had, has),
			addedPolicies: hasPolicies.filter((arn) => !hadPolicies.includes(arn)),
			removedPolicies: hadPolicies.filter((arn) => !hasPolicies.includes(arn)),
		};
		return isNothing(change) ? [] : [change];
	});
}

/**
 * What the role must carry while a change is under way: what Harness uses now and what it is to use next. Harness
 * is told once the role has it all; what is no longer needed is taken from the role after that.
 *
 * @example whileChanging({ features: ["BILLING"], … }, { features: ["VISIBILITY"], … }).features // ["BILLING", "VISIBILITY"]
 */
export function whileChanging(before: Requirements, after: Requirements): Requirements {
	const newest = (feature: Feature) => (after.features.includes(feature) ? after : before);
	return {
		features: FEATURES.filter(
			(feature) => before.features.includes(feature) || after.features.includes(feature),
		),
		autoStopping: autoStoppingWhileChanging(before, after),
		// Harness's connector names neither: the role can go straight to what is wanted.
		governancePolicyArns: newest("GOVERNANCE").governancePolicyArns,
		commitmentWrite: newest("COMMITMENT_ORCHESTRATOR").commitmentWrite,
	};
}

/** An empty list is the wide policy, which covers every narrower choice. */
function autoStoppingWhileChanging(before: Requirements, after: Requirements): Requirements["autoStopping"] {
	if (!after.features.includes("OPTIMIZATION")) return before.autoStopping;
	if (!before.features.includes("OPTIMIZATION")) return after.autoStopping;
	if (before.autoStopping.length === 0 || after.autoStopping.length === 0) return [];
	return AUTOSTOPPING_FEATURES.filter(
		(choice) => before.autoStopping.includes(choice) || after.autoStopping.includes(choice),
	);
}

/**
 * The parameters whose value another set of them changes; a name that one side lacks counts as its default.
 *
 * @example parameterChanges({ RoleName: "a", EventsEnabled: "false" }, { RoleName: "a", EventsEnabled: "true" }, {})
 * // { EventsEnabled: "true" }
 */
export function parameterChanges(
	before: Readonly<Record<string, string>>,
	after: Readonly<Record<string, string>>,
	defaults: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
	const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
	const valueIn = (from: Readonly<Record<string, string>>, name: string) =>
		from[name] ?? defaults[name] ?? "";
	return Object.fromEntries(
		names
			.filter((name) => valueIn(before, name) !== valueIn(after, name))
			.map((name) => [name, valueIn(after, name)]),
	);
}

function actionsIn(feature: Feature, requirements: Requirements, { costReportType, manifest }: Place) {
	if (!requirements.features.includes(feature)) return [];
	return actionsOf(feature, requirements, costReportType, manifest);
}

function policiesIn(feature: Feature, requirements: Requirements, { partition }: Place) {
	return feature === "GOVERNANCE" ? governancePolicyArns(requirements, partition) : [];
}

function kindOf(was: boolean, is: boolean): FeatureChange["kind"] {
	if (was === is) return "changed";
	return is ? "added" : "removed";
}

function without(actions: readonly ManifestAction[], others: readonly ManifestAction[]) {
	const known = new Set(others.map(({ action }) => action));
	return actions.filter(({ action }) => !known.has(action));
}

function isNothing({ kind, added, removed, addedPolicies, removedPolicies }: FeatureChange): boolean {
	const isEmpty = [added, removed, addedPolicies, removedPolicies].every(({ length }) => length === 0);
	return kind === "changed" && isEmpty;
}
