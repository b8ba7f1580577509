/** How many may be in flight, whatever else holds: waiting costs a socket and a promise, and no more. */
const TOTAL_PER_SLOT = 10;
/** Durations whose median says what is usual now. */
const REMEMBERED = 63;
const SLOW_MS = 2_000;

export type SweepSlots = {
	/** Free slots; claimed connectors that wait for one count as taken. */
	free(): number;
	/** Runs when a slot is free. Never rejects: `run` must see to its own failures. */
	start(run: () => Promise<void>): void;
	inFlight(): number;
	/** Resolves when something ends or gives its slot back, at the latest after so long. */
	changed(withinMs: number): Promise<void>;
	/** Drops what waits for a slot. */
	clear(): void;
};

/**
 * Slots for verifications. One that takes much longer than usual gives its slot back and goes on without: one slow
 * account, or hundreds of them, keep nobody else waiting. "Usual" is the median of the last ones, so that a request
 * budget which slows everybody does not multiply what is in flight.
 */
export function createSweepSlots(count: number): SweepSlots {
	const waiting: (() => Promise<void>)[] = [];
	const durations: number[] = [];
	let taken = 0;
	let total = 0;
	let wake: (() => void)[] = [];

	const notify = () => {
		const woken = wake;
		wake = [];
		for (const each of woken) each();
	};
	const startNext = () => {
		while (taken < count && total < count * TOTAL_PER_SLOT) {
			const run = waiting.shift();
			if (run === undefined) return;
			occupy(run);
		}
	};
	const occupy = (run: () => Promise<void>) => {
		taken += 1;
		total += 1;
		let isHeld = true;
		const startedAt = performance.now();
		const giveBack = () => {
			if (!isHeld) return;
			isHeld = false;
			taken -= 1;
			startNext();
			notify();
		};
		const slow = setTimeout(giveBack, Math.max(SLOW_MS, 4 * median(durations)));
		void run().finally(() => {
			clearTimeout(slow);
			total -= 1;
			durations.push(performance.now() - startedAt);
			if (durations.length > REMEMBERED) durations.shift();
			giveBack();
			startNext();
			notify();
		});
	};

	return {
		free: () => Math.max(0, Math.min(count - taken, count * TOTAL_PER_SLOT - total) - waiting.length),
		start(run) {
			waiting.push(run);
			startNext();
		},
		inFlight: () => total,
		changed: (withinMs) =>
			new Promise((resolve) => {
				const timer = setTimeout(resolve, withinMs);
				wake.push(() => {
					clearTimeout(timer);
					resolve();
				});
			}),
		clear() {
			waiting.length = 0;
		},
	};
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
