import { describe, expect, it } from "vitest";
import {
	formatTimeline,
	parseTimeline,
	TIMELINE_DAYS,
	timelineCells,
	timelineStart,
	timelineText,
} from "./timeline.ts";

const now = new Date("2026-11-22T00:00:01Z");

describe("a connector's timeline", () => {
	it("has 30 days that end today (UTC), the oldest first", () => {
		const cells = timelineCells([], now);
		expect(cells).toHaveLength(TIMELINE_DAYS);
		expect(cells[0]?.day).toBe("2026-10-24");
		expect(cells.at(-1)?.day).toBe("2026-11-22");
		expect(timelineStart(now).toISOString()).toBe("2026-10-24T00:00:00.000Z");
	});

	it("shows a day without a record as one on which nobody looked", () => {
		const cells = timelineCells([{ day: "2026-11-21", worst: "failing", sweeps: 48, misses: 3 }], now);
		expect(cells.at(-2)).toEqual({ day: "2026-11-21", worst: "failing", sweeps: 48, misses: 3 });
		expect(cells.at(-1)).toEqual({ day: "2026-11-22", worst: null, sweeps: 0, misses: 0 });
	});

	it("says in words what its colours say, the worst first", () => {
		const records = Array.from({ length: 28 }, (_, index) => ({
			day: new Date(now.getTime() - index * 86_400_000).toISOString().slice(0, 10),
			worst: index === 2 ? ("failing" as const) : ("healthy" as const),
			sweeps: 48,
			misses: 0,
		}));
		expect(timelineText(timelineCells(records, now))).toBe(
			"Last 30 days: failing on 1 day (last on 2026-11-20), healthy on 27 days, not looked at on 2 days.",
		);
	});

	it("is the same after its way through a short text", () => {
		const states = [
			"quarantined",
			"failing",
			"degraded",
			"unknown",
			"pending",
			"reported",
			"paused",
			"healthy",
		] as const;
		const records = states.map((worst, index) => ({
			day: new Date(now.getTime() - index * 86_400_000).toISOString().slice(0, 10),
			worst,
			sweeps: 1,
			misses: 0,
		}));
		const cells = timelineCells(records, now);
		const text = formatTimeline(cells);
		expect(text).toBe("2026-11-22 ----------------------hzrpudfq");
		expect(parseTimeline(text)).toEqual(cells.map(({ day, worst }) => ({ day, worst })));
		expect(parseTimeline("nonsense")).toEqual([]);
	});

	it("says so when nobody ever looked", () => {
		expect(timelineText(timelineCells([], now))).toBe("Nobody looked in the last 30 days.");
	});
});
