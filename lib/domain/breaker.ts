/** What one answer of an outside system says about that system; not what it says about the account asked about. */
export type SystemAnswer = {
	/** No answer, a server error, or nothing that could be read. Refusals and throttling are answers. */
	readonly isOutage: boolean;
	/** The account that was asked about, or null where the call was about the system itself. */
	readonly account: string | null;
	/** Epoch milliseconds. */
	readonly at: number;
};

/** Whether a call may be made: at once, not in time (no room), or not at all (the system is down). */
export type Admission = "go" | "later" | "away";

/** When a system counts as down. */
export type BreakerRule = {
	readonly windowMs: number;
	/** Fewer answers than this prove nothing. */
	readonly minAnswers: number;
	/** So many accounts must be struck: a few hostile or broken ones are not the system. */
	readonly minAccounts: number;
	/** Of the accounts asked, each counted once by its newest answer. */
	readonly share: number;
	readonly openMs: number;
	readonly maxOpenMs: number;
	readonly probes: number;
};

export const STS_BREAKER: BreakerRule = {
	windowMs: 30_000,
	minAnswers: 20,
	minAccounts: 5,
	share: 0.6,
	openMs: 15_000,
	maxOpenMs: 120_000,
	probes: 3,
};

/** Harness is asked seldom and about itself, so fewer answers over a longer time must do. */
export const HARNESS_BREAKER: BreakerRule = {
	...STS_BREAKER,
	windowMs: 300_000,
	minAnswers: 5,
	minAccounts: 1,
};

export type Breaker =
	| {
			readonly kind: "closed";
			readonly answers: readonly SystemAnswer[];
			/** How long it was open the last time; 0: not lately. */
			readonly wasOpenMs: number;
			readonly since: number;
	  }
	| { readonly kind: "open"; readonly openMs: number; readonly until: number }
	| {
			readonly kind: "half-open";
			readonly openMs: number;
			readonly probesLeft: number;
			readonly good: number;
			/** Probes that never came back are given out anew from here on. */
			readonly until: number;
	  };

export const CLOSED_BREAKER: Breaker = { kind: "closed", answers: [], wasOpenMs: 0, since: 0 };

/** Kept of the window at most: enough to judge by, bounded however fast answers come. */
const MAX_ANSWERS = 500;
/** A probe that was let through and did not answer in this time is lost. */
const PROBE_LOST_MS = 60_000;

/**
 * Asks to make one call, and counts it where only probes may pass.
 *
 * @example admitCall(breaker, STS_BREAKER, now).isAdmitted
 */
export function admitCall(
	breaker: Breaker,
	rule: BreakerRule,
	now: number,
): { readonly breaker: Breaker; readonly isAdmitted: boolean } {
	const current = breakerAt(breaker, rule, now);
	if (current.kind === "closed") return { breaker: current, isAdmitted: true };
	if (current.kind === "open" || current.probesLeft === 0) return { breaker: current, isAdmitted: false };
	return { breaker: { ...current, probesLeft: current.probesLeft - 1 }, isAdmitted: true };
}

/** The breaker as it is by now: an open one becomes half-open when its time has passed. */
export function breakerAt(breaker: Breaker, rule: BreakerRule, now: number): Breaker {
	if (breaker.kind === "closed" || !isPast(breaker.until, now, rule)) return breaker;
	const until = now + PROBE_LOST_MS;
	return { kind: "half-open", openMs: breaker.openMs, probesLeft: rule.probes, good: 0, until };
}

/** A clock that was set back must not keep a breaker open for longer than it was meant to be. */
function isPast(until: number, now: number, { maxOpenMs }: BreakerRule): boolean {
	return now >= until || until - now > Math.max(maxOpenMs, PROBE_LOST_MS);
}

/** What an answer makes of the breaker. */
export function noteAnswer(breaker: Breaker, rule: BreakerRule, answer: SystemAnswer): Breaker {
	const current = breakerAt(breaker, rule, answer.at);
	switch (current.kind) {
		case "closed":
			return noteClosed(current, rule, answer);
		case "half-open":
			return noteProbe(current, rule, answer);
		case "open":
			// Of a call that was made before it opened.
			return current;
		default:
			return current satisfies never;
	}
}

function noteClosed(
	breaker: Extract<Breaker, { kind: "closed" }>,
	rule: BreakerRule,
	answer: SystemAnswer,
): Breaker {
	// Well for as long as it may be open at most: the next outage is a new one.
	const isForgotten = answer.at - breaker.since > rule.maxOpenMs;
	const wasOpenMs = isForgotten ? 0 : breaker.wasOpenMs;
	const known =
		breaker.answers.length < 2 * MAX_ANSWERS ? breaker.answers : breaker.answers.slice(-MAX_ANSWERS);
	// Nearly all answers are good: only an outage looks through the window.
	if (!answer.isOutage) return { ...breaker, answers: [...known, answer], wasOpenMs };
	const isInWindow = ({ at }: SystemAnswer) => Math.abs(answer.at - at) < rule.windowMs;
	const answers = [...known.slice(1 - MAX_ANSWERS).filter(isInWindow), answer];
	return isDown(answers, rule) ? opened(wasOpenMs, rule, answer.at) : { ...breaker, answers, wasOpenMs };
}

function isDown(answers: readonly SystemAnswer[], rule: BreakerRule): boolean {
	if (answers.length < rule.minAnswers) return false;
	const newest = new Map(answers.map(({ account, isOutage }) => [account, isOutage]));
	const struck = [...newest.values()].filter((isOutage) => isOutage).length;
	if (struck < rule.minAccounts || struck < rule.share * newest.size) return false;
	return answers.filter(({ isOutage }) => isOutage).length >= rule.share * answers.length;
}

function noteProbe(
	breaker: Extract<Breaker, { kind: "half-open" }>,
	rule: BreakerRule,
	answer: SystemAnswer,
): Breaker {
	if (answer.isOutage) return opened(breaker.openMs, rule, answer.at);
	const good = breaker.good + 1;
	if (good < rule.probes) return { ...breaker, good };
	return { kind: "closed", answers: [], wasOpenMs: breaker.openMs, since: answer.at };
}

function opened(wasOpenMs: number, rule: BreakerRule, now: number): Breaker {
	const openMs = Math.min(rule.maxOpenMs, wasOpenMs === 0 ? rule.openMs : wasOpenMs * 2);
	return { kind: "open", openMs, until: now + openMs };
}
