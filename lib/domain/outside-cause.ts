import type { CheckResult } from "./check.ts";
import type { FailureCode } from "./failures.ts";
import { healthLimitMinutes } from "./health.ts";

/** Nothing about the account follows from these: AWS, Harness, the network or our own side is the reason. */
const OUTSIDE: ReadonlySet<FailureCode> = new Set<FailureCode>([
	"AWS_THROTTLED",
	"AWS_UNAVAILABLE",
	"AWS_TIMEOUT",
	"AWS_UNEXPECTED",
	"VERIFIER_CREDENTIALS_MISSING",
	"VERIFIER_CREDENTIALS_REFUSED",
	"VERIFIER_NOT_ALLOWED",
	"VERIFIER_NO_CREDENTIALS_FOR_PARTITION",
	"CANARY_FAILED",
	"HARNESS_NOT_CONFIGURED",
	"HARNESS_UNAUTHORIZED",
	"HARNESS_FORBIDDEN",
	"HARNESS_RATE_LIMITED",
	"HARNESS_UNAVAILABLE",
	"HARNESS_TIMEOUT",
	"HARNESS_UNEXPECTED_ANSWER",
	"UNEXPECTED",
]);

/** Whether a result says only that nobody could tell, for a reason that is not the account's. */
export function isCausedOutside({ outcome, code }: Pick<CheckResult, "outcome" | "code">): boolean {
	return outcome === "unknown" && code !== null && OUTSIDE.has(code);
}

/**
 * Whether a scheduled verification's result takes the place of what is known. An outage is not evidence: while
 * STS is down, what was decided before stays until its own limit, so that a fleet becomes unknown by age and
 * nothing fails. A decided result that has expired, or one that was unknown itself, is replaced.
 *
 * @param known the newest result of the same check; undefined: none
 * @example replacesEvidence({ outcome: "unknown", code: "AWS_TIMEOUT", … }, passedAnHourAgo, now) // false
 */
export function replacesEvidence(result: CheckResult, known: CheckResult | undefined, now: Date): boolean {
	if (!isCausedOutside(result)) return true;
	if (known === undefined || known.outcome === "unknown") return true;
	// A quarantine does not age: only a clear answer ends it.
	if (known.outcome === "failed") return false;
	const limitMs = healthLimitMinutes(known.checkId) * 60_000;
	return known.checkedAt.getTime() + limitMs < now.getTime();
}
