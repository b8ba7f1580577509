import type { AwsErrorFacts, MappedError } from "./map-error.ts";

/**
 * One place decides about retries, for all services: the SDK's own are off (maxAttempts 1). Its retry quota is
 * counted per client, so sessions in many roles would each bring a full one, and it does not know a check's deadline.
 */
export type RetryPolicy = {
	readonly maxAttempts: number;
	/** Longest wait before the second attempt; doubles with each further one. */
	readonly baseDelayMs: number;
	readonly maxDelayMs: number;
	readonly random: () => number;
	readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
	readonly budget: RetryBudget;
};

/** Tokens that retries cost and successes earn back, so that an outage is not multiplied by our retries. */
export type RetryBudget = { take(cost: number): boolean; earn(): void };

export function createRetryBudget(capacity: number): RetryBudget {
	let tokens = capacity;
	return {
		take: (cost) => {
			if (tokens < cost) return false;
			tokens -= cost;
			return true;
		},
		earn: () => {
			tokens = Math.min(capacity, tokens + 1);
		},
	};
}

export type Attempt<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly facts: AwsErrorFacts; readonly mapped: MappedError };

const RETRY_COST = { soon: 5, throttled: 2 } as const;

/** Tries again while it may help, there is budget, and nobody has lost interest. */
export async function withRetries<T>(
	policy: RetryPolicy,
	signal: AbortSignal,
	attempt: () => Promise<Attempt<T>>,
): Promise<Attempt<T>> {
	for (let tried = 1; ; tried += 1) {
		const outcome = await attempt();
		if (outcome.ok) {
			policy.budget.earn();
			return outcome;
		}
		const retry = outcome.mapped.retry;
		if (retry === "no" || tried >= policy.maxAttempts || signal.aborted) return outcome;
		if (!policy.budget.take(RETRY_COST[retry])) return outcome;
		await policy.wait(delayMs(policy, tried, retry), signal);
	}
}

// Full jitter: callers that were refused together do not come back together.
function delayMs(policy: RetryPolicy, tried: number, retry: "soon" | "throttled"): number {
	const base = retry === "throttled" ? policy.baseDelayMs * 4 : policy.baseDelayMs;
	return Math.floor(policy.random() * Math.min(policy.maxDelayMs, base * 2 ** (tried - 1)));
}

/** Resolves after the time, or at once when the signal ends the wait. */
export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) return resolve();
		const done = () => {
			clearTimeout(timer);
			signal.removeEventListener("abort", done);
			resolve();
		};
		const timer = setTimeout(done, ms);
		signal.addEventListener("abort", done, { once: true });
	});
}
