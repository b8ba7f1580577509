import { statusOf } from "#lib/domain/failure-status.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { Endpoint } from "./endpoints.ts";

const ALWAYS = ["API_KEY_NOT_ACCEPTED", "NOT_ALLOWED", "TOO_MANY_REQUESTS", "UNEXPECTED"] as const;

/** With what an endpoint may fail, by HTTP status. */
export function failureStatuses(
	{ params, unknownParam, query, body, failures = [] }: Endpoint,
	isWrite: boolean,
): ReadonlyMap<string, readonly FailureCode[]> {
	const takesInput = query !== undefined || body !== undefined || isWrite;
	const codes: readonly FailureCode[] = [
		...(takesInput ? (["INPUT_INVALID"] as const) : []),
		...(params !== undefined && unknownParam !== undefined ? [unknownParam] : []),
		...(body !== undefined ? (["REQUEST_TOO_LARGE"] as const) : []),
		...(isWrite ? (["IDEMPOTENT_REQUEST_RUNNING", "IDEMPOTENCY_KEY_REUSED"] as const) : []),
		...failures,
		...ALWAYS,
	];
	const unique = [...new Set(codes)];
	const byStatus = [...Map.groupBy(unique, (code) => String(statusOf(code)))];
	return new Map(byStatus.sort(([a], [b]) => Number(a) - Number(b)));
}
