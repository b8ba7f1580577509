import { expect, test } from "vitest";
import { isSelected, NOTHING, pageState, toggleOne, togglePage } from "./selection.ts";

const PAGE = ["a", "b", "c"];

test("a row is chosen, and let go again", () => {
	const chosen = toggleOne(NOTHING, "b", PAGE);
	expect(isSelected(chosen, "b")).toBe(true);
	expect(isSelected(chosen, "a")).toBe(false);
	expect(pageState(chosen, PAGE)).toBe("some");
	expect(pageState(toggleOne(chosen, "b", PAGE), PAGE)).toBe("none");
});

test("a whole page is added to what other pages hold, and taken away alone", () => {
	const elsewhere = toggleOne(NOTHING, "z", ["z"]);
	const both = togglePage(elsewhere, PAGE, PAGE);
	expect(pageState(both, PAGE)).toBe("all");
	const back = togglePage(both, PAGE, PAGE);
	expect(pageState(back, PAGE)).toBe("none");
	expect(isSelected(back, "z")).toBe(true);
});

test("one row taken out of all leaves the others in sight, and no row that nobody sees", () => {
	const rest = toggleOne({ kind: "all" }, "a", PAGE);
	expect(isSelected(rest, "a")).toBe(false);
	expect(isSelected(rest, "b")).toBe(true);
	expect(isSelected(rest, "never-seen")).toBe(false);
});
