import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GIVE_UP_AFTER_MS, MOST_ATTEMPTS, nextAttempt } from "./delivery-retry.ts";

const createdAt = new Date("2026-11-22T02:00:00Z");

describe("nextAttempt", () => {
	it("doubles its waits, each between half and all of its length", () => {
		const wait = (attempts: number, random: number) =>
			(nextAttempt({ attempts, createdAt, now: createdAt, random })?.getTime() ?? 0) - createdAt.getTime();
		expect([wait(1, 0), wait(1, 0.999), wait(2, 0), wait(3, 0)]).toEqual([7_500, 14_993, 15_000, 30_000]);
	});

	it("ends after twelve tries or a day, whatever chance says", () => {
		fc.assert(
			fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (random) => {
				let now = createdAt;
				let attempts = 0;
				for (;;) {
					attempts += 1;
					const next = nextAttempt({ attempts, createdAt, now, random });
					if (next === null) break;
					expect(next > now).toBe(true);
					now = next;
				}
				expect(attempts).toBeLessThanOrEqual(MOST_ATTEMPTS);
				expect(now.getTime() - createdAt.getTime()).toBeLessThanOrEqual(GIVE_UP_AFTER_MS);
				expect(attempts).toBeGreaterThan(9);
			}),
		);
	});
});
