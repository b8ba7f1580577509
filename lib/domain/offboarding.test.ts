import { describe, expect, test } from "vitest";
import { nextRefusalQuestion } from "./offboarding.ts";

const now = new Date("2026-11-22T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
const since = (seconds: number) => ({
	startedAt: ago(seconds),
	harnessRemovedAt: null,
	accessRefusedAt: null,
	askedAt: null,
	answer: null,
});

describe("nextRefusalQuestion", () => {
	test.each([
		["every 5 s while somebody watches, however late", 48 * 3_600, 3, 5],
		["every minute in the first hour", 59 * 60, null, 60],
		["every minute once the page was closed", 600, 25, 60],
		["every 15 minutes after an hour", 2 * 3_600, null, 900],
		["no more after a day", 25 * 3_600, null, null],
	])("asks %s", (_, startedAgo, watchedAgo, wanted) => {
		const watchedAt = watchedAgo === null ? null : ago(watchedAgo);
		expect(nextRefusalQuestion({ offboarding: since(startedAgo), watchedAt, now })).toBe(wanted);
	});
});
