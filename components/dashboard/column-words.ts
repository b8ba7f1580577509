import type { DashboardColumn, DashboardSort } from "#lib/domain/dashboard-query.ts";

export const COLUMN_WORDS = {
	account: "Account",
	type: "Type",
	timeline: "Last 30 days",
	proof: "Proof",
	since: "Since",
	features: "Features",
	tags: "Tags",
	template: "Template",
	partition: "Partition",
} as const satisfies Record<DashboardColumn, string>;

/** Columns whose header sorts. */
export const COLUMN_SORTS = {
	account: "account",
	since: "since",
	proof: "proof",
} as const satisfies Partial<Record<DashboardColumn, DashboardSort>>;

/** What each order is called, by the way it goes. */
export const SORT_WORDS = {
	health: { asc: "Health, worst first", desc: "Health, best first" },
	name: { asc: "Name, A to Z", desc: "Name, Z to A" },
	account: { asc: "Account, lowest first", desc: "Account, highest first" },
	since: { asc: "State, oldest first", desc: "State, newest first" },
	proof: { asc: "Proof, oldest first", desc: "Proof, newest first" },
} as const satisfies Record<DashboardSort, Record<"asc" | "desc", string>>;
