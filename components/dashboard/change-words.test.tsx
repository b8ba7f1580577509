import { expect, test } from "vitest";
import type { ChangeGroup } from "#lib/db/dashboard-port.ts";
import { changeWords, splitChanges } from "./change-words.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const group = (about: Partial<ChangeGroup>): ChangeGroup => ({
	health: "failing",
	code: "ORGANIZATION_DENY",
	count: 3,
	firstAt: Date.UTC(2026, 10, 22, 2, 51),
	lastAt: Date.UTC(2026, 10, 22, 2, 51, 40),
	examples: [],
	...about,
});

test("what happened within a minute has one time", () => {
	expect(changeWords(group({}), NOW)).toBe("3 began failing at 02:51 UTC");
});

test("what took longer has two, with the day where it was yesterday", () => {
	const words = changeWords(group({ firstAt: Date.UTC(2026, 10, 21, 23), health: "unknown" }), NOW);
	expect(words).toBe("3 lost their proof between 23:00 on 21 Nov and 02:51 UTC");
});

test("one connector is spoken of as one", () => {
	expect(changeWords(group({ health: "paused", count: 1 }), NOW)).toBe("1 was paused at 02:51 UTC");
});

test("the gravest comes first, however few; recoveries stand apart", () => {
	const { trouble, rest } = splitChanges([
		group({ health: "healthy", code: null, count: 90 }),
		group({ health: "degraded", count: 50 }),
		group({ health: "quarantined", count: 1 }),
	]);
	expect(trouble.map(({ health }) => health)).toEqual(["quarantined", "degraded"]);
	expect(rest.map(({ health }) => health)).toEqual(["healthy"]);
});
