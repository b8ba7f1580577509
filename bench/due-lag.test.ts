import { expect, test } from "vitest";
import { simulateDueLag } from "./due-lag.ts";

const PLAN = { connectors: 100_000, hours: 2, requestsPerSecond: 300, failingPerMille: 10, seed: 7 };

test("at 100,000 connectors on the default schedule nobody waits for a minute", () => {
	const { longestSeconds, used } = simulateDueLag(PLAN);
	expect(longestSeconds).toBeLessThan(60);
	expect(used).toBeGreaterThan(0.5);
	expect(used).toBeLessThan(0.9);
});

test("the simulation shows a budget that is too small", () => {
	expect(
		simulateDueLag({ ...PLAN, connectors: 10_000, requestsPerSecond: 12 }).longestSeconds,
	).toBeGreaterThan(600);
});
