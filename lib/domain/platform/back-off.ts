import type { BackOff } from "./platform-settings.ts";

/** The wait before one retry. `attempt` counts from 1; times in milliseconds. */
export type Delay = {
	readonly attempt: number;
	readonly minMs: number;
	readonly maxMs: number;
	readonly expectedMs: number;
};

/** Doublings stop here, as in the SDK: far beyond any longest delay. */
const MAX_DOUBLINGS = 30;

/**
 * How long the AWS SDK waits before each retry. Fixed delay: always the same. Full jitter: anything up to a ceiling of
 * base × 2ⁿ, at most the longest delay. Equal jitter: half of that ceiling, and anything up to the other half.
 *
 * @example delaysOf({ type: "FullJitterBackoffStrategy", baseDelay: 100, maxBackoffTime: 300, retryCount: 3 })
 * // ceilings 100, 200, 300; expected 50, 100, 150
 * @see https://docs.aws.amazon.com/AWSJavaSDK/latest/javadoc/com/amazonaws/retry/PredefinedBackoffStrategies.html
 */
export function delaysOf(backOff: BackOff): readonly Delay[] {
	return Array.from({ length: backOff.retryCount }, (_, index) => {
		const [minMs, maxMs] = boundsOf(backOff, index);
		return { attempt: index + 1, minMs, maxMs, expectedMs: (minMs + maxMs) / 2 };
	});
}

/** All waiting together where every retry is needed, in milliseconds. */
export function totalWaiting(delays: readonly Delay[]): Omit<Delay, "attempt"> {
	const sum = (part: (delay: Delay) => number) => delays.reduce((total, delay) => total + part(delay), 0);
	return {
		minMs: sum(({ minMs }) => minMs),
		maxMs: sum(({ maxMs }) => maxMs),
		expectedMs: sum(({ expectedMs }) => expectedMs),
	};
}

function boundsOf(backOff: BackOff, retriesBefore: number): readonly [min: number, max: number] {
	if (backOff.type === "FixedDelayBackoffStrategy") return [backOff.fixedBackoff, backOff.fixedBackoff];
	const doubled = backOff.baseDelay * 2 ** Math.min(retriesBefore, MAX_DOUBLINGS);
	const ceiling = Math.min(doubled, backOff.maxBackoffTime);
	const half = Math.floor(ceiling / 2);
	return backOff.type === "FullJitterBackoffStrategy" ? [0, ceiling] : [half, half * 2];
}
