// The dashboard as pages see it. All times are epoch milliseconds, so that a page and a poll carry the same shape.
import type { CheckId } from "#lib/domain/check.ts";
import type { ConnectorStatus, Proof } from "#lib/domain/connector.ts";
import type {
	DashboardCursor,
	DashboardFilter,
	DashboardQuery,
	DashboardTable,
} from "#lib/domain/dashboard-query.ts";
import type { ConnectorType } from "#lib/domain/destination.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { Feature } from "#lib/domain/features.ts";
import type { HealthState } from "#lib/domain/health.ts";
import type { Partition } from "#lib/domain/partition.ts";
import type { DayRecord } from "#lib/domain/timeline.ts";

export type DashboardRow = {
	readonly id: string;
	/** Null: a draft in which nothing was saved yet. */
	readonly name: string | null;
	readonly identifier: string | null;
	readonly awsAccountId: string | null;
	readonly status: ConnectorStatus;
	readonly proof: Proof;
	readonly partition: Partition;
	/** Whose connector it is, by Harness's or the vendor's own name of the type. */
	readonly type: ConnectorType;
	readonly table: DashboardTable;
	readonly features: readonly Feature[];
	readonly tags: Readonly<Record<string, string>>;
	readonly roleArn: string | null;
	/** Already `unknown` when the evidence is past its limit. */
	readonly health: HealthState;
	/** When this health began; of expired evidence, when it ran out. Null: never looked at. */
	readonly since: number | null;
	/** Why: the first reason. Null: nothing is wrong, or nothing is known. */
	readonly reason: DashboardReason | null;
	/** When our own call last assumed the role. */
	readonly lastProofAt: number | null;
	/** The version tag that the role bore when it was last read. */
	readonly templateVersion: number | null;
	readonly isOffboarding: boolean;
};
/** Where a batch ended: what batches are ordered by. */
export type BatchPlace = Pick<DashboardRow, "table" | "name" | "id">;
export type DashboardReason = {
	readonly checkId: CheckId | null;
	readonly code: FailureCode | null;
	/** One sentence: what was observed. */
	readonly observed: string | null;
};

/** One page of one table. */
export type DashboardPage = {
	readonly rows: readonly DashboardRow[];
	/** How many rows stand before this page. */
	readonly offset: number;
	readonly next: DashboardCursor | null;
	readonly previous: DashboardCursor | null;
};

/** `isCapped`: there are more than `count`; show "10,000+". */
export type DashboardCount = { readonly count: number; readonly isCapped: boolean };

/** All live connectors, whatever is filtered. */
export type DashboardTotals = {
	readonly all: number;
	readonly byTable: Readonly<Record<DashboardTable, number>>;
	readonly byHealth: Readonly<Record<HealthState, number>>;
	/** Drafts among them: their set-up is not finished. */
	readonly drafts: number;
	/** Connectors that only Harness vouches for, whatever their health: candidates for "Add proof". */
	readonly harnessProof: number;
	readonly newestProofAt: number | null;
};

/** Connectors whose health changed since, and that now stand alike for likely the same reason. */
export type ChangeGroup = {
	/** As it is now. */
	readonly health: HealthState;
	/** Null: recovered, or no code is known. */
	readonly code: FailureCode | null;
	readonly count: number;
	/** The first and the last change of the group. */
	readonly firstAt: number;
	readonly lastAt: number;
	/** The newest few of them. */
	readonly examples: readonly { readonly id: string; readonly name: string | null }[];
};

export type FleetPoint = {
	readonly at: number;
	/** Over the point's whole span. */
	readonly checks: number;
	readonly failed: number;
	readonly unknown: number;
	readonly sweeps: number;
	readonly checksPerMinute: number;
	/** Milliseconds; null: nothing was verified. */
	readonly p50: number | null;
	readonly p95: number | null;
};
export type FleetStatePoint = {
	readonly at: number;
	readonly byHealth: Readonly<Partial<Record<HealthState, number>>>;
};
export type FleetSeries = {
	/** The last 24 hours in at most 96 points. */
	readonly checks: readonly FleetPoint[];
	/** The last 30 days in at most 120 points. */
	readonly states: readonly FleetStatePoint[];
};

export type DashboardRepository = {
	/** `isFew`: the filter finds some thousands at most, as a count said. */
	page(
		query: DashboardQuery,
		options: {
			readonly table: DashboardTable;
			readonly limit: number;
			readonly now: Date;
			readonly isFew?: boolean;
		},
	): Promise<DashboardPage>;
	/** Exact up to `limit`. */
	count(
		filter: DashboardFilter,
		options: { readonly table: DashboardTable; readonly limit: number; readonly now: Date },
	): Promise<DashboardCount>;
	totals(now: Date): Promise<DashboardTotals>;
	/** The largest groups first, at most 20; of the newest 20,000 changes. */
	changesSince(since: Date, now: Date): Promise<readonly ChangeGroup[]>;
	/** Days on which somebody looked, by connector. */
	days(ids: readonly string[], since: Date): Promise<Readonly<Record<string, readonly DayRecord[]>>>;
	fleet(now: Date): Promise<FleetSeries>;
	/** All that the filter finds, by name and id; `after` is the last row of the batch before. */
	batch(
		filter: DashboardFilter,
		options: { readonly after: BatchPlace | null; readonly limit: number; readonly now: Date },
	): Promise<readonly DashboardRow[]>;
	/** Only the ids, by id; `after` is the last one of the batch before. */
	ids(
		filter: DashboardFilter,
		options: { readonly after: string | null; readonly limit: number; readonly now: Date },
	): Promise<readonly string[]>;
	/** These connectors as they are now, in no order; who is gone is missing. */
	rows(ids: readonly string[], now: Date): Promise<readonly DashboardRow[]>;
	/** Tag keys that connectors bear, for the filter; at most `limit`. */
	tagKeys(limit: number): Promise<readonly string[]>;
};
