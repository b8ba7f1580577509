import { describe, expect, it } from "vitest";
import { localTime } from "./local-time.ts";
import { mutedUntil } from "./muted-until.ts";

const now = new Date(2026, 11, 31, 23, 30);

describe("mutedUntil", () => {
	it.each([
		["1h", "2027-01-01T00:30"],
		["8h", "2027-01-01T07:30"],
		["tomorrow", "2027-01-01T09:00"],
		["custom", "2027-03-04T05:06"],
	] as const)("%s ends at %s by one's own clock", (choice, end) => {
		expect(localTime(mutedUntil({ choice, until: "2027-03-04T05:06" }, now))).toBe(end);
	});
});
