/** Plots are drawn in a box of this size and stretched to the room there is; strokes keep their width. */
export const PLOT = { width: 600, height: 100 } as const;

/** The round number at the top of an axis, at least `least`; its half is round too. */
export function niceTop(highest: number, least = 1): number {
	const wanted = Math.max(highest, least);
	const power = 10 ** Math.floor(Math.log10(wanted));
	const step = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= wanted) ?? 10;
	return step * power;
}

/** A line through the values, evenly spaced; where nothing was measured (null) it breaks. A lone value is a dash. */
export function linePath(values: readonly (number | null)[], top: number): string {
	let path = "";
	let isDrawing = false;
	for (const [index, value] of values.entries()) {
		if (value === null) {
			isDrawing = false;
			continue;
		}
		const point = `${round(x(index, values.length))} ${round(y(value, top))}`;
		path += `${isDrawing ? "L" : "M"}${point}`;
		if (!isDrawing && (values[index + 1] ?? null) === null) path += "h2";
		isDrawing = true;
	}
	return path;
}

/** The ground between two lines of a stack: `floor[i]` up to `floor[i] + values[i]`. */
export function bandPath(values: readonly number[], floor: readonly number[], top: number): string {
	if (values.length === 0) return "";
	const above = values.map((value, index) => at(index, values.length, value + (floor[index] ?? 0), top));
	const below = values.map((_, index) => at(index, values.length, floor[index] ?? 0, top)).reverse();
	return `M${[...above, ...below].join("L")}Z`;
}

function at(index: number, count: number, value: number, top: number): string {
	return `${round(x(index, count))} ${round(y(value, top))}`;
}

function x(index: number, count: number): number {
	return count < 2 ? 0 : (index / (count - 1)) * PLOT.width;
}

function y(value: number, top: number): number {
	return PLOT.height - (Math.min(value, top) / top) * PLOT.height;
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
