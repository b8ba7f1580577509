import type { CostReportType } from "../connector.ts";
import type { Feature, Requirements } from "../features.ts";
import { statementsFor } from "../permissions.ts";
import type { ManifestAction, ManifestStatement, Risk } from "./manifest-types.ts";

export type PermissionSummary = Readonly<Record<Risk, number>> & { readonly total: number };

/**
 * The actions a feature adds with these requirements, riskiest first, none twice.
 *
 * @param manifest the destination's; Harness Cloud Cost Management's where nothing is said
 * @example actionsOf("COMMITMENT_ORCHESTRATOR", requirements, null)[0]?.risk // "spend"
 */
export function actionsOf(
	feature: Feature,
	requirements: Requirements,
	costReportType: CostReportType | null,
	manifest?: readonly ManifestStatement[],
): readonly ManifestAction[] {
	const withFeature = { ...requirements, features: [feature] };
	const entries = statementsFor(withFeature, costReportType, manifest)
		.filter((statement) => statement.feature === feature)
		.flatMap((statement) => statement.actions);
	const byAction = new Map<string, ManifestAction>();
	for (const entry of entries) if (!byAction.has(entry.action)) byAction.set(entry.action, entry);
	return [...byAction.values()].sort((a, b) => RISK_ORDER[a.risk] - RISK_ORDER[b.risk]);
}

const RISK_ORDER = { escalate: 0, spend: 1, change: 2, read: 3 } as const satisfies Record<Risk, number>;

/**
 * How many actions of each risk a feature adds with these requirements.
 *
 * @example permissionSummary("VISIBILITY", requirements, null)
 * // { read: 19, change: 0, spend: 0, escalate: 0, total: 19 }
 */
export function permissionSummary(
	feature: Feature,
	requirements: Requirements,
	costReportType: CostReportType | null,
	manifest?: readonly ManifestStatement[],
): PermissionSummary {
	const actions = actionsOf(feature, requirements, costReportType, manifest);
	const count = (risk: Risk) => actions.filter((entry) => entry.risk === risk).length;
	return {
		read: count("read"),
		change: count("change"),
		spend: count("spend"),
		escalate: count("escalate"),
		total: actions.length,
	};
}
