// What of a check's result those may see who do not review trust: that it passed or failed, not what the policy says.
import type { CheckId, CheckResult, Outcome } from "./check.ts";

/** Checks whose sentence names principals or actions. */
function isOfTrust(checkId: CheckId): boolean {
	return checkId === "trust-policy" || checkId.startsWith("permissions:");
}

const SENTENCES = {
	passed: "As it should be.",
	failed: "Not as it should be. Reviewers see the details.",
	warning: "Reviewers should have a look at the details.",
	waiting: "Not answered yet.",
	unknown: "It could not be told. Reviewers see why.",
	skipped: "Does not apply.",
} as const satisfies Record<Outcome, string>;

/**
 * The result without anything that AWS or Harness said word for word, and without names of principals and actions.
 *
 * @example withoutTrust({ checkId: "trust-policy", outcome: "passed", … }).observed // "As it should be."
 */
export function withoutTrust(result: CheckResult): CheckResult {
	const { checkId, outcome, observed } = result;
	return {
		...result,
		observed: isOfTrust(checkId) ? SENTENCES[outcome] : observed,
		details: {},
		requestId: null,
	};
}

/** The same of a state's first reason; nothing is a reason that passed. */
export function reasonWithoutTrust<
	R extends { readonly checkId: CheckId | null; readonly observed: string | null },
>(reason: R): R {
	if (reason.observed === null || reason.checkId === null || !isOfTrust(reason.checkId)) return reason;
	return { ...reason, observed: null };
}
