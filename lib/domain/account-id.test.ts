import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatAccountId, parseAccountId } from "./account-id.ts";

const twelveDigits = fc.stringMatching(/^[0-9]{12}$/);

describe("parseAccountId", () => {
	test("any twelve digits come back unchanged, leading zeros included", () => {
		fc.assert(
			fc.property(twelveDigits, (text) => {
				expect(parseAccountId(text)).toEqual({ ok: true, value: text });
			}),
		);
	});

	test.each([
		["0123-4567-8901"],
		[" 0123 4567 8901\n"],
		["\u201c012345678901\u201d"],
		["'0123\u20114567\u20138901'"],
		["\u200b0123\u00a045678901"],
	])("decoration around and between digits falls away: %j", (text) => {
		expect(parseAccountId(text)).toEqual({ ok: true, value: "012345678901" });
	});

	test.each([
		["", "empty", 0],
		[" - ", "empty", 0],
		["12345678901", "wrong-length", 11],
		["1234567890123", "wrong-length", 13],
		["12345678901a", "wrong-characters", 11],
		["12.5", "wrong-characters", 3],
		["1e11", "wrong-characters", 3],
		["arn:aws:iam::123456789012:root", "wrong-characters", 12],
		["\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660\u0661\u0662", "wrong-characters", 0],
	])("%j is refused as %s and counts %i digits", (text, kind, digitsFound) => {
		expect(parseAccountId(text)).toMatchObject({ ok: false, failure: { kind, digitsFound } });
	});

	test("nothing but twelve digits ever comes out", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (text) => {
				const parsed = parseAccountId(text);
				expect(!parsed.ok || /^[0-9]{12}$/.test(parsed.value)).toBe(true);
			}),
		);
	});
});

test("the displayed form parses back to the same account", () => {
	fc.assert(
		fc.property(twelveDigits, (text) => {
			const parsed = parseAccountId(text);
			if (!parsed.ok) throw new Error("twelve digits must parse");
			expect(parseAccountId(formatAccountId(parsed.value))).toEqual(parsed);
			expect(formatAccountId(parsed.value)).toMatch(/^\d{4}-\d{4}-\d{4}$/);
		}),
	);
});
