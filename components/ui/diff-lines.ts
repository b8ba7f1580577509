export type DiffLine = {
	readonly kind: "same" | "removed" | "added";
	readonly text: string;
	/** Counted from 1; null: there is no such line on that side. */
	readonly beforeLine: number | null;
	readonly afterLine: number | null;
};

/** Lines that stand together, or how many unchanged ones were left out between. */
export type DiffPart =
	| { readonly kind: "lines"; readonly lines: readonly DiffLine[] }
	| { readonly kind: "left-out"; readonly count: number; readonly firstLine: number };

/** More edits than this are shown as one block that replaces another: the search would take too long. */
const MOST_EDITS = 2_000;

/**
 * The least lines to take away and to add that make `after` out of `before`, in order. What both have in common at
 * either end costs nothing. Line ends count as nothing: `\r\n` and `\n` are the same.
 *
 * @example diffLines("a\nb", "a\nc") // same a, removed b, added c
 * @see Myers, "An O(ND) difference algorithm and its variations", 1986
 */
export function diffLines(before: string, after: string): readonly DiffLine[] {
	const [a, b] = [linesOf(before), linesOf(after)];
	const shortest = Math.min(a.length, b.length);
	let head = 0;
	while (head < shortest && a[head] === b[head]) head++;
	let tail = 0;
	while (tail < shortest - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
	const middle = editsOf(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
	const kinds = [...same(head), ...middle, ...same(tail)];
	return numbered(kinds, a, b);
}

/** What the diff shows: changes with some unchanged lines around; longer runs of those are left out. */
export function diffParts(lines: readonly DiffLine[], context = 3): readonly DiffPart[] {
	const isNear = lines.map(() => false);
	for (const [at, { kind }] of lines.entries()) {
		if (kind === "same") continue;
		isNear.fill(true, Math.max(0, at - context), Math.min(lines.length, at + context + 1));
	}
	const parts: DiffPart[] = [];
	for (let at = 0; at < lines.length; ) {
		const end = endOfRun(isNear, at);
		const run = lines.slice(at, end);
		// One line left out would need as much room as itself.
		if (isNear[at] || run.length < 2) parts.push({ kind: "lines", lines: run });
		else parts.push({ kind: "left-out", count: run.length, firstLine: run[0]?.afterLine ?? 1 });
		at = end;
	}
	return parts;
}

function endOfRun(flags: readonly boolean[], from: number): number {
	let end = from + 1;
	while (end < flags.length && flags[end] === flags[from]) end++;
	return end;
}

type Kind = DiffLine["kind"];

function linesOf(text: string): readonly string[] {
	const lines = text.split(/\r?\n/);
	// The last line's own end makes no further line.
	return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function same(count: number): readonly Kind[] {
	return Array.from({ length: count }, () => "same");
}

function numbered(kinds: readonly Kind[], a: readonly string[], b: readonly string[]): readonly DiffLine[] {
	let [inA, inB] = [0, 0];
	return kinds.map((kind): DiffLine => {
		const beforeLine = kind === "added" ? null : ++inA;
		const afterLine = kind === "removed" ? null : ++inB;
		const text = (afterLine === null ? a[inA - 1] : b[inB - 1]) ?? "";
		return { kind, text, beforeLine, afterLine };
	});
}

/** Walks outwards by number of edits; `furthest` holds for each diagonal how far into `a` it has come. */
function editsOf(a: readonly string[], b: readonly string[]): readonly Kind[] {
	const reach = Math.min(a.length + b.length, MOST_EDITS);
	const origin = reach + 1;
	const furthest = new Int32Array(2 * reach + 3);
	const trail: Int32Array[] = [];
	for (let edits = 0; edits <= reach; edits++) {
		trail.push(furthest.slice());
		for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
			let x = firstOf(furthest, origin, diagonal, edits);
			while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
			furthest[origin + diagonal] = x;
			if (x >= a.length && x - diagonal >= b.length) return backwards(trail, origin, a.length, b.length);
		}
	}
	return [...a.map((): Kind => "removed"), ...b.map((): Kind => "added")];
}

function isDown(furthest: Int32Array, origin: number, diagonal: number, edits: number): boolean {
	if (diagonal === -edits) return true;
	const left = furthest[origin + diagonal - 1] ?? 0;
	return diagonal !== edits && left < (furthest[origin + diagonal + 1] ?? 0);
}

/** How far the diagonal comes by its last edit alone: by adding from above, or by removing from the left. */
function firstOf(furthest: Int32Array, origin: number, diagonal: number, edits: number): number {
	if (isDown(furthest, origin, diagonal, edits)) return furthest[origin + diagonal + 1] ?? 0;
	return (furthest[origin + diagonal - 1] ?? 0) + 1;
}

function backwards(trail: readonly Int32Array[], origin: number, lengthA: number, lengthB: number) {
	const kinds: Kind[] = [];
	let [x, y] = [lengthA, lengthB];
	for (let edits = trail.length - 1; edits >= 0; edits--) {
		const furthest = trail[edits] ?? new Int32Array();
		const diagonal = x - y;
		const down = isDown(furthest, origin, diagonal, edits);
		const start = edits === 0 ? 0 : firstOf(furthest, origin, diagonal, edits);
		for (; x > start; x--, y--) kinds.push("same");
		if (edits > 0) kinds.push(down ? "added" : "removed");
		if (edits > 0 && down) y--;
		if (edits > 0 && !down) x--;
	}
	return kinds.reverse();
}
