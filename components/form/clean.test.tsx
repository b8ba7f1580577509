import { expect, test } from "vitest";
import { cleanDigits, cleanLine, cleanToken } from "./clean.ts";

test.each([
	["1234-5678-9012", "123456789012"],
	[" 1234 5678 9012\n", "123456789012"],
	["“123456789012”", "123456789012"],
	["\u200b123456789012\ufeff", "123456789012"],
	["1234\u20115678\u20139012", "123456789012"],
])("an account id pasted as %j is cleaned to its digits", (raw, cleaned) => {
	expect(cleanDigits(raw)).toBe(cleaned);
});

test("words are left for the error to speak about, not silently thinned out to digits", () => {
	expect(cleanDigits("account 12")).toBe("account12");
});

test("a name for machines loses white space and the quotes around it, and keeps the case", () => {
	expect(cleanToken("  'My-Bucket ' ")).toBe("My-Bucket");
	expect(cleanToken("arn:aws:iam::1:role/\nA")).toBe("arn:aws:iam::1:role/A");
});

test("a name for people keeps its single spaces and inner quotes", () => {
	expect(cleanLine(' "Ann\'s   account" ')).toBe("Ann's account");
});

test("cleaning twice changes nothing more", () => {
	for (const raw of [" ' a ' ", "“ 1 2 ”", "\u200b' x", "'\u200b 'y"]) {
		for (const clean of [cleanDigits, cleanToken, cleanLine]) expect(clean(clean(raw))).toBe(clean(raw));
	}
});
