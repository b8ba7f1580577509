import fc from "fast-check";
import { expect, test } from "vitest";
import { hasWildcard, matchesWildcard } from "./wildcard.ts";

test("agrees with the obvious regular expression on short texts", () => {
	const letters = fc.stringMatching(/^[ab.*?]{0,7}$/);
	fc.assert(
		fc.property(letters, fc.stringMatching(/^[ab.]{0,8}$/), (pattern, text) => {
			const source = pattern.replace(/[.]/g, "\\.").replaceAll("*", ".*").replaceAll("?", ".");
			expect(matchesWildcard(pattern, text)).toBe(new RegExp(`^(?:${source})$`, "s").test(text));
		}),
		{ numRuns: 2000 },
	);
});

test.each([
	["*", "", true],
	["?", "", false],
	["", "", true],
	["", "a", false],
	["a*", "a\nb", true],
	["A", "a", false],
	["a*b*c", "aXbYbZc", true],
	["[a]", "a", false],
	["*", "*", true],
])("%j against %j: %s", (pattern, text, expected) => {
	expect(matchesWildcard(pattern, text)).toBe(expected);
});

test("a hostile pattern is answered without trying every split", () => {
	const steps = 20_000;
	expect(matchesWildcard(`${"*a".repeat(50)}*b`, "a".repeat(steps))).toBe(false);
});

test("hasWildcard sees both signs", () => {
	expect([hasWildcard("a*"), hasWildcard("a?"), hasWildcard("a")]).toEqual([true, true, false]);
});
