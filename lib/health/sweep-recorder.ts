import type { EvidenceWrite, KnownEvidence } from "#lib/db/evidence-port.ts";
import type { CheckId, CheckResult } from "#lib/domain/check.ts";
import { replacesEvidence } from "#lib/domain/outside-cause.ts";
import { keepsQuarantine, type Recorder } from "./recorder.ts";

export type SweepRecorder = Recorder & {
	/** What was found, for the batch that writes it. */
	found(): Required<Pick<EvidenceWrite, "results" | "undecided" | "facts">>;
};

const NEVER = { first: null, last: null };

/** Keeps a scheduled verification's results until it is complete; asks the database for nothing. */
export function createSweepRecorder(known: KnownEvidence, now: () => Date): SweepRecorder {
	const before = new Map(known.latest.map((result) => [result.checkId, result]));
	const newest = new Map<CheckId, CheckResult>(before);
	const results: CheckResult[] = [];
	const undecided: CheckResult[] = [];
	let facts: NonNullable<EvidenceWrite["facts"]> = {};
	return {
		async record(result) {
			const old = before.get(result.checkId);
			if (!replacesEvidence(result, old, now())) {
				undecided.push(result);
			} else if (!keepsQuarantine(old, result) && !isSameSkip(old, result)) {
				newest.set(result.checkId, result);
				results.push(result);
			}
		},
		results: () => [...newest.values()],
		previous: (checkId) => before.get(checkId),
		passedTimes: async (checkId) => known.passed.get(checkId) ?? NEVER,
		async observe(more) {
			facts = { ...facts, ...more };
		},
		// The schedule looks again at what is pending by itself.
		askAgain: async () => undefined,
		found: () => ({ results, undecided, facts }),
	};
}

/** "Does not apply" does not age: told once, it would only fill the history. */
function isSameSkip(before: CheckResult | undefined, result: CheckResult): boolean {
	return result.outcome === "skipped" && before?.outcome === "skipped" && before.code === result.code;
}
