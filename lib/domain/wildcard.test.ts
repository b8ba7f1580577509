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

test("finds long parts wherever they are, as the language itself does", () => {
	const letters = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 17, maxLength: 24 });
	fc.assert(
		fc.property(letters, fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 80 }), (part, rest) => {
			for (const text of [rest, `${rest}${part}${rest}`]) {
				expect(matchesWildcard(`*${part}*`, text)).toBe(text.includes(part));
			}
		}),
	);
});

test("a long part that nearly matches everywhere takes no product of pattern and text", () => {
	const text = "a".repeat(400_000);
	const begun = performance.now();
	for (const part of [`b${"a".repeat(150_000)}`, `${"a".repeat(150_000)}b`, `ab${"a".repeat(150_000)}`]) {
		expect(matchesWildcard(`*${part}*`, text)).toBe(false);
	}
	expect(performance.now() - begun).toBeLessThan(3_000);
});

test("hasWildcard sees both signs", () => {
	expect([hasWildcard("a*"), hasWildcard("a?"), hasWildcard("a")]).toEqual([true, true, false]);
});
