import { expect, test } from "vitest";
import { bandPath, linePath, niceTop, PLOT } from "./chart-shapes.ts";

test.each([
	[0, 1],
	[1, 1],
	[3, 3],
	[12, 12],
	[13, 16],
	[4_112, 5_000],
	[0.2, 1],
])("the axis of %d ends at %d", (highest, top) => {
	expect(niceTop(highest)).toBe(top);
});

test("a line spans the plot from the first value to the last, high values at the top", () => {
	expect(linePath([0, 5, 10], 10)).toBe(`M0 100L${PLOT.width / 2} 50L${PLOT.width} 0`);
});

test("where nothing was measured the line breaks, and a lone value is still seen", () => {
	expect(linePath([10, null, 0], 10)).toBe(`M0 0h2M${PLOT.width} 100h2`);
	expect(linePath([null, null], 10)).toBe("");
});

test("a band runs along its top and back along its floor", () => {
	expect(bandPath([2, 2], [3, 3], 10)).toBe("M0 50L600 50L600 70L0 70Z");
	expect(bandPath([], [], 10)).toBe("");
});
