import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSweepSlots } from "./sweep-slots.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** Work that ends when it is told to. */
function controlled() {
	const ends: (() => void)[] = [];
	const run = () => new Promise<void>((resolve) => ends.push(resolve));
	return { ends, run };
}

test("no more run at once than there are slots, and the next begins when one ends", async () => {
	const slots = createSweepSlots(2);
	const { ends, run } = controlled();
	for (let count = 0; count < 3; count += 1) slots.start(run);
	expect([slots.inFlight(), slots.free()]).toEqual([2, 0]);
	ends[0]?.();
	await vi.advanceTimersByTimeAsync(0);
	expect(slots.inFlight()).toBe(2);
	expect(ends).toHaveLength(3);
});

test("one that takes long gives its slot back and keeps nobody waiting", async () => {
	const slots = createSweepSlots(2);
	const { ends, run } = controlled();
	for (let count = 0; count < 4; count += 1) slots.start(run);
	await vi.advanceTimersByTimeAsync(2_001);
	expect(slots.inFlight()).toBe(4);
	expect(ends).toHaveLength(4);
});

test("however many are slow, what is in flight stays bounded", async () => {
	const slots = createSweepSlots(2);
	const { run } = controlled();
	for (let count = 0; count < 100; count += 1) slots.start(run);
	await vi.advanceTimersByTimeAsync(600_000);
	expect(slots.inFlight()).toBe(20);
	expect(slots.free()).toBe(0);
});

test("where all are slow, as with a small request budget, long is what is long for them", async () => {
	const slots = createSweepSlots(1);
	const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 1_500));
	for (let count = 0; count < 9; count += 1) slots.start(slow);
	await vi.advanceTimersByTimeAsync(9 * 1_500);
	const { run } = controlled();
	slots.start(run);
	slots.start(run);
	await vi.advanceTimersByTimeAsync(5_900);
	expect(slots.inFlight()).toBe(1);
	await vi.advanceTimersByTimeAsync(200);
	expect(slots.inFlight()).toBe(2);
});
