import { expect, test } from "vitest";
import { dashboardTotals } from "./dashboard.test-support.ts";
import { staleSince } from "./stale-proof.ts";

const MINUTE = 60_000;

test("a fleet of which none was proven for eleven minutes is said to have stopped", () => {
	expect(staleSince(dashboardTotals({ healthy: 4_000 }, 0), 11 * MINUTE)).toBe(0);
	expect(staleSince(dashboardTotals({ healthy: 4_000 }, 0), 9 * MINUTE)).toBeNull();
});

test("a handful that is looked at every half hour raises no false alarm", () => {
	expect(staleSince(dashboardTotals({ healthy: 1 }, 0), 31 * MINUTE)).toBeNull();
	expect(staleSince(dashboardTotals({ healthy: 1 }, 0), 46 * MINUTE)).toBe(0);
});

test("where nothing could be proven, nothing is missed", () => {
	expect(staleSince(dashboardTotals({ reported: 40, paused: 3 }, 0), 600 * MINUTE)).toBeNull();
	expect(staleSince(dashboardTotals({ unknown: 40 }, null), 600 * MINUTE)).toBeNull();
});
