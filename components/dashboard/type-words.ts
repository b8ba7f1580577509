import type { ConnectorType } from "#lib/domain/destination.ts";

/** What each type is called in the list: its own name, and what it is for where that does not say it. */
export const TYPE_WORDS = {
	CEAws: "Cost Management (CEAws)",
	Aws: "Platform (Aws)",
	CloudZero: "CloudZero",
} as const satisfies Record<ConnectorType, string>;

/** As short as a badge. */
export const TYPE_BADGES = {
	CEAws: "CEAws",
	Aws: "Aws",
	CloudZero: "CloudZero",
} as const satisfies Record<ConnectorType, string>;
