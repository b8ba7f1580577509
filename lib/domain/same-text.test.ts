import fc from "fast-check";
import { expect, test } from "vitest";
import { isSameText } from "./same-text.ts";

test("says what === says, of any two texts", () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), (one, other) => isSameText(one, other) === (one === other)),
	);
	fc.assert(fc.property(fc.string(), (text) => isSameText(text, `${text}`)));
});

test("a text that differs in its first or last letter only is another", () => {
	expect(isSameText("abc", "xbc")).toBe(false);
	expect(isSameText("abc", "abx")).toBe(false);
	expect(isSameText("abc", "abcd")).toBe(false);
	expect(isSameText("", "")).toBe(true);
});
