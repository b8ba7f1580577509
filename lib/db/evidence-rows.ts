// The rows that a batch of verifications comes to, put together before anything is written: each statement then
// touches a row once, and connectors, checks, days and minutes always come in the same order.

import type { CheckId, CheckResult } from "#lib/domain/check.ts";
import { DURATION_BUCKETS_MS, durationBucket, STATES_BY_SEVERITY } from "#lib/domain/fleet.ts";
import type { Health, HealthState } from "#lib/domain/health.ts";
import type { EvidenceWrite } from "./evidence-port.ts";

/** What is known of a check before and while a batch is put together. */
export type KnownResult = Pick<
	CheckResult,
	"checkId" | "outcome" | "code" | "observed" | "details" | "checkedAt"
> & {
	readonly firstPassedAt: Date | null;
	readonly lastPassedAt: Date | null;
};
type NewestResult = CheckResult & KnownResult & { connectorId: string; connectorVersion: number };

/** Clocks of two machines may differ by so much; what lies further ahead was written by a clock gone wrong. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * The newest of two results, by when it was checked and not by when it was written: a verification that was asked
 * for by hand and a scheduled one may end in any order. Null: what is known stays.
 */
export function newerResult(
	result: CheckResult,
	known: KnownResult | undefined,
	now: Date,
): (CheckResult & KnownResult) | null {
	const isAhead = known !== undefined && known.checkedAt.getTime() > now.getTime() + CLOCK_SKEW_MS;
	if (known !== undefined && !isAhead && known.checkedAt > result.checkedAt) return null;
	const passedAt = result.outcome === "passed" ? result.checkedAt : null;
	const past = isAhead ? undefined : known;
	return {
		...result,
		firstPassedAt: past?.firstPassedAt ?? passedAt,
		lastPassedAt: passedAt ?? past?.lastPassedAt ?? null,
	};
}

export type Projection = {
	readonly connectorId: string;
	readonly health: Health | null;
	readonly lastProofAt: Date | null;
	readonly reasonObserved: string | null;
	readonly evaluatedAt: Date | null;
	readonly facts: EvidenceWrite["facts"];
};
export type Change = {
	readonly connectorId: string;
	readonly from: HealthState | null;
	readonly to: HealthState;
	readonly checkId: CheckId | null;
	readonly code: string | null;
	readonly at: Date;
};
type Day = { connectorId: string; day: string; worstState: HealthState; sweeps: number; misses: number };
type Minute = {
	minute: string;
	checks: number;
	failed: number;
	unknown: number;
	sweeps: number;
	durations: number[];
};
export type Reschedule = {
	readonly connectorId: string;
	/** Null: as it was. */
	readonly dueAt: Date | null;
	readonly misses: number;
	readonly fullAt: Date | null;
	readonly harnessTestAt: Date | null;
	readonly isReleased: boolean;
};

/** Collects the rows of one batch. */
export class BatchRows {
	readonly history: object[] = [];
	readonly changes: Change[] = [];
	readonly #newest = new Map<string, NewestResult>();
	readonly #projections = new Map<string, Projection>();
	readonly #days = new Map<string, Day>();
	readonly #minutes = new Map<string, Minute>();
	readonly #schedule = new Map<string, Reschedule>();

	addHistory(write: EvidenceWrite, results: readonly CheckResult[]): void {
		const { connectorId, connectorVersion, runId } = write;
		for (const result of results) {
			this.history.push({ ...result, connectorId, connectorVersion, runId });
			const minute = this.#minuteOf(result.checkedAt);
			minute.checks += 1;
			if (result.outcome === "failed") minute.failed += 1;
			if (result.outcome === "unknown") minute.unknown += 1;
		}
	}

	setNewest(newest: NewestResult): void {
		this.#newest.set(`${newest.connectorId} ${newest.checkId}`, newest);
	}

	project(projection: Projection): void {
		const known = this.#projections.get(projection.connectorId);
		this.#projections.set(projection.connectorId, {
			...projection,
			facts: { ...known?.facts, ...projection.facts },
		});
	}

	countSweep(connectorId: string, state: HealthState, now: Date, durationMs: number | null): void {
		const day = now.toISOString().slice(0, 10);
		const key = `${connectorId} ${day}`;
		const known = this.#days.get(key) ?? { connectorId, day, worstState: state, sweeps: 0, misses: 0 };
		known.worstState = worse(known.worstState, state);
		known.sweeps += 1;
		if (state !== "healthy" && state !== "reported") known.misses += 1;
		this.#days.set(key, known);
		if (durationMs === null) return;
		const minute = this.#minuteOf(now);
		minute.sweeps += 1;
		const bucket = durationBucket(durationMs);
		minute.durations[bucket] = (minute.durations[bucket] ?? 0) + 1;
	}

	reschedule(row: Reschedule): void {
		this.#schedule.set(row.connectorId, row);
	}

	newest = () => sorted(this.#newest);
	projections = () => sorted(this.#projections);
	days = () => sorted(this.#days);
	minutes = () => sorted(this.#minutes);
	schedule = () => sorted(this.#schedule);

	#minuteOf(at: Date): Minute {
		const minute = `${at.toISOString().slice(0, 16)}:00Z`;
		const known = this.#minutes.get(minute);
		if (known !== undefined) return known;
		const durations = Array.from({ length: DURATION_BUCKETS_MS.length + 1 }, () => 0);
		const made = { minute, checks: 0, failed: 0, unknown: 0, sweeps: 0, durations };
		this.#minutes.set(minute, made);
		return made;
	}
}

function worse(a: HealthState, b: HealthState): HealthState {
	return STATES_BY_SEVERITY.indexOf(a) >= STATES_BY_SEVERITY.indexOf(b) ? a : b;
}

function sorted<T>(rows: ReadonlyMap<string, T>): readonly T[] {
	return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
