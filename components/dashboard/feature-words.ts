import type { Feature } from "#lib/domain/features.ts";

/** Harness's features, short enough for a cell. */
export const FEATURE_WORDS = {
	BILLING: "Billing",
	VISIBILITY: "Inventory",
	OPTIMIZATION: "AutoStopping",
	GOVERNANCE: "Governance",
	COMMITMENT_ORCHESTRATOR: "Commitments",
} as const satisfies Record<Feature, string>;
