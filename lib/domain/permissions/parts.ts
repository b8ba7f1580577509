import type { CostReportType } from "../connector.ts";
import { AUTOSTOPPING_FEATURES, type Feature } from "../features.ts";
import type { ManifestAction, ManifestStatement } from "./manifest-types.ts";
import type { PartKind } from "./part-in-force.ts";
import { actionsOf } from "./summary.ts";

export type PermissionPart = PartKind & {
	readonly feature: Feature;
	/** Riskiest first. */
	readonly actions: readonly ManifestAction[];
};

/**
 * A feature's permissions in the parts that step 3 turns on and off, so that a page can show what any choice
 * would add without knowing the manifest.
 *
 * @param costReportType null: the account has no report of its own
 * @example permissionParts("COMMITMENT_ORCHESTRATOR", null).map((part) => part.kind) // ["base", "write"]
 */
export function permissionParts(
	feature: Feature,
	costReportType: CostReportType | null,
	manifest?: readonly ManifestStatement[],
): readonly PermissionPart[] {
	const bare = { features: [feature], autoStopping: [], governancePolicyArns: [], commitmentWrite: false };
	const base = actionsOf(feature, bare, costReportType, manifest);
	if (feature === "OPTIMIZATION") {
		const narrow = AUTOSTOPPING_FEATURES.map((choice) => ({
			feature,
			kind: "narrow" as const,
			choice,
			actions: actionsOf(feature, { ...bare, autoStopping: [choice] }, costReportType),
		}));
		return [{ feature, kind: "wide", actions: base }, ...narrow];
	}
	if (feature === "COMMITMENT_ORCHESTRATOR") {
		const known = new Set(base.map(({ action }) => action));
		const all = actionsOf(feature, { ...bare, commitmentWrite: true }, costReportType);
		const actions = all.filter(({ action }) => !known.has(action));
		return [
			{ feature, kind: "base", actions: base },
			{ feature, kind: "write", actions },
		];
	}
	return [{ feature, kind: "base", actions: base }];
}
