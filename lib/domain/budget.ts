/**
 * A token bucket whose rate gives way: halved when the other side says "too much", raised again bit by bit. The
 * database applies the same rules in one statement (lib/db/budgets.ts); the test there holds both against each other.
 */
export type Budget = {
	/** May be less than zero for a moment: what was already promised is still owed. */
	readonly tokens: number;
	/** Tokens a second. */
	readonly rate: number;
	/** Epoch milliseconds. */
	readonly updatedAt: number;
	readonly loweredAt: number | null;
};

/** What the budget is worth when nobody complains. */
export type BudgetTerms = {
	/** Tokens a second. */
	readonly base: number;
	/** The most that is saved up. */
	readonly burst: number;
};

export type BudgetAsk = BudgetTerms & {
	/** At most so many tokens. */
	readonly want: number;
	/** So many must stay for those who go first. */
	readonly leave: number;
};

export type BudgetGrant = {
	/** Whole tokens, from 0 to what was wanted. */
	readonly granted: number;
	/** When nothing was granted: after so long one token will be there, if nobody else takes it. */
	readonly waitMs: number;
};

/**
 * Whether a budget is one that an outside system sets: these are shown and measured by name. What callers of ours
 * may do is no such budget, and has a name for each of them.
 *
 * @example isOutsideBudget("sts:us-east-1") // true
 */
export function isOutsideBudget(key: string): boolean {
	return OUTSIDE_BUDGETS.some((prefix) => key.startsWith(prefix));
}
export const OUTSIDE_BUDGETS = ["sts:", "harness:"] as const;

/** How the rate moves. Additive increase, multiplicative decrease: takers that share a limit find it and stay below. */
export const BUDGET_MOVES = {
	loweredBy: 0.5,
	/** Once in this time at most: a burst of refusals is one complaint. */
	lowerEveryMs: 1_000,
	/** Of the base rate. */
	floor: 0.05,
	/** Of the base rate, for each second: 5 % in two. */
	raisedPerSecond: 0.025,
} as const;

/** People go first, then what people started, then the clockwork. */
export type Lane = "people" | "rollouts" | "sweeps";

/** The part of a full bucket that a lane leaves for those before it. */
export const LANE_RESERVE = { people: 0, rollouts: 0.2, sweeps: 0.4 } as const satisfies Record<Lane, number>;

/**
 * A budget that nobody has drawn on yet.
 *
 * @example openBudget({ base: 300, burst: 75 }, Date.now()).tokens // 75
 */
export function openBudget({ base, burst }: BudgetTerms, now: number): Budget {
	return { tokens: burst, rate: base, updatedAt: now, loweredAt: null };
}

/** What the passing of time has added. A clock that was set back adds nothing. */
export function refill(budget: Budget, { base, burst }: BudgetTerms, now: number): Budget {
	const seconds = Math.max(0, now - budget.updatedAt) / 1_000;
	return {
		...budget,
		tokens: Math.min(burst, budget.tokens + Math.min(base, budget.rate) * seconds),
		rate: Math.min(base, budget.rate + base * BUDGET_MOVES.raisedPerSecond * seconds),
		updatedAt: now,
	};
}

/**
 * Takes what is there, up to what is wanted, and says how long to wait when that is nothing.
 *
 * @example takeTokens(budget, { want: 30, base: 300, burst: 75, leave: 0 }, now).grant // { granted: 30, waitMs: 0 }
 */
export function takeTokens(
	budget: Budget,
	ask: BudgetAsk,
	now: number,
): { readonly budget: Budget; readonly grant: BudgetGrant } {
	const filled = refill(budget, ask, now);
	const granted = Math.max(0, Math.min(ask.want, Math.floor(filled.tokens - ask.leave)));
	const left = { ...filled, tokens: filled.tokens - granted };
	return { budget: left, grant: { granted, waitMs: granted > 0 ? 0 : waitForOne(left, ask) } };
}

/** Milliseconds until one token is there for somebody who leaves so many; rounded up, at least one. */
export function waitForOne(
	{ tokens, rate }: Pick<Budget, "tokens" | "rate">,
	{ leave }: { leave: number },
): number {
	return Math.max(1, Math.ceil(((leave + 1 - tokens) / rate) * 1_000));
}

/** The other side complained: half the rate, nothing saved up, at most once a second. */
export function lowerBudget(budget: Budget, terms: BudgetTerms, now: number): Budget {
	const { loweredAt } = budget;
	if (loweredAt !== null && Math.abs(now - loweredAt) < BUDGET_MOVES.lowerEveryMs) return budget;
	const filled = refill(budget, terms, now);
	return {
		tokens: Math.min(0, filled.tokens),
		rate: Math.max(terms.base * BUDGET_MOVES.floor, filled.rate * BUDGET_MOVES.loweredBy),
		updatedAt: now,
		loweredAt: now,
	};
}

/**
 * STS in one region. A quarter of a second is saved up, so that a pause is not followed by a burst.
 *
 * @example stsTerms(300) // { base: 300, burst: 75 }
 */
export function stsTerms(requestsPerSecond: number): BudgetTerms {
	return { base: requestsPerSecond, burst: Math.max(1, requestsPerSecond / 4) };
}

/**
 * One Harness account. Harness counts any 60 seconds: what is saved up and what a minute brings must not be more
 * together. A twentieth is kept to burst with, and a hundredth is left over: requests do not arrive evenly as they
 * were sent. What is begun by people in bulk has the whole rate while nobody else asks: 94 % of the limit.
 * https://developer.harness.io/docs/platform/rate-limits
 *
 * @example harnessTerms(400) // { base: 6.27, burst: 20 }
 */
export function harnessTerms(requestsPerMinute: number): BudgetTerms {
	const burst = Math.max(1, Math.floor(requestsPerMinute / 20));
	return { base: (requestsPerMinute * 0.99 - burst) / 60, burst };
}
