import type { CheckId, CheckResult } from "#lib/domain/check.ts";

/** A result's columns, as each of the two tables has them. */
export type ResultRow = {
	readonly checkId: string;
	readonly outcome: string;
	readonly code: string | null;
	readonly observed: string;
	readonly details: unknown;
	readonly requestId: string | null;
	readonly region: string | null;
	readonly durationMs: number;
	readonly checkedAt: Date;
};

/** Rows are written by this adapter alone, from checked results: their texts are ids and outcomes. */
export function toResult(row: ResultRow): CheckResult {
	return {
		checkId: row.checkId as CheckId,
		outcome: row.outcome as CheckResult["outcome"],
		code: row.code as CheckResult["code"],
		observed: row.observed,
		details: row.details as CheckResult["details"],
		requestId: row.requestId,
		region: row.region,
		durationMs: row.durationMs,
		checkedAt: row.checkedAt,
	};
}
