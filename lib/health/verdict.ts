import type { AwsRefusal } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { CheckDetails, CheckId, CheckResult, Outcome } from "#lib/domain/check.ts";
import type { FailureCode } from "#lib/domain/failures.ts";

/** What a check found, before its time and duration are added. */
export type Verdict = {
	readonly outcome: Outcome;
	readonly code?: FailureCode | null;
	readonly observed: string;
	readonly details?: CheckDetails;
	readonly requestId?: string | null;
	readonly region?: string | null;
};

export function passed(observed: string, more: Partial<Verdict> = {}): Verdict {
	return { outcome: "passed", observed, ...more };
}

export function skipped(observed: string, code: FailureCode | null = null): Verdict {
	return { outcome: "skipped", observed, code };
}

/** AWS did not let us tell: its code and words are kept, and nothing is concluded. */
export function undecided(observed: string, refusal: AwsRefusal, code: FailureCode = refusal.code): Verdict {
	return { outcome: "unknown", code, observed, ...aws(refusal) };
}

/** Request id, region and, for "Details", AWS's own words. */
export function aws(answer: {
	requestId: string | null;
	region: string;
	message?: string;
	awsCode?: string | null;
}) {
	const details: CheckDetails =
		answer.message === undefined ? {} : { awsMessage: answer.message, awsCode: answer.awsCode ?? null };
	return { requestId: answer.requestId, region: answer.region || null, details };
}

/** Runs a check and adds when it was done and how long it took. */
export async function timed(
	ctx: Context,
	checkId: CheckId,
	check: () => Verdict | Promise<Verdict>,
): Promise<CheckResult> {
	const startedAt = ctx.now();
	const verdict = await check();
	return checkResult(checkId, verdict, startedAt, ctx.now());
}

export function checkResult(
	checkId: CheckId,
	verdict: Verdict,
	startedAt: Date,
	checkedAt: Date,
): CheckResult {
	return {
		checkId,
		outcome: verdict.outcome,
		code: verdict.code ?? null,
		observed: verdict.observed,
		details: verdict.details ?? {},
		requestId: verdict.requestId ?? null,
		region: verdict.region ?? null,
		durationMs: Math.max(0, checkedAt.getTime() - startedAt.getTime()),
		checkedAt,
	};
}
