import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DiffLine, diffLines, diffParts } from "./diff-lines.ts";

const texts = fc.array(fc.constantFrom("a", "b", "c", "d e", "{"), { maxLength: 30 });
const side = (lines: readonly DiffLine[], without: DiffLine["kind"]) =>
	lines.filter(({ kind }) => kind !== without).map(({ text }) => text);

/** The length of the longest common subsequence, by the plain table. */
function commonLength(a: readonly string[], b: readonly string[]): number {
	const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
	const at = (x: number, y: number) => table[x]?.[y] ?? 0;
	for (let x = 1; x <= a.length; x++)
		for (let y = 1; y <= b.length; y++) {
			const value = a[x - 1] === b[y - 1] ? at(x - 1, y - 1) + 1 : Math.max(at(x - 1, y), at(x, y - 1));
			table[x]?.splice(y, 1, value);
		}
	return at(a.length, b.length);
}

describe("diffLines", () => {
	test("gives back both texts, with as many lines kept as can be", () => {
		fc.assert(
			fc.property(texts, texts, (a, b) => {
				const lines = diffLines(a.join("\n"), b.join("\n"));
				expect(side(lines, "added")).toEqual(a);
				expect(side(lines, "removed")).toEqual(b);
				expect(lines.filter(({ kind }) => kind === "same")).toHaveLength(commonLength(a, b));
			}),
		);
	});

	test("numbers the lines of each side from one", () => {
		expect(diffLines("a\nb\n", "a\r\nc\r\n")).toEqual([
			{ kind: "same", text: "a", beforeLine: 1, afterLine: 1 },
			{ kind: "removed", text: "b", beforeLine: 2, afterLine: null },
			{ kind: "added", text: "c", beforeLine: null, afterLine: 2 },
		]);
	});

	test("texts that have nothing in common are one block instead of another, however long", () => {
		const of = (letter: string) => Array.from({ length: 3_000 }, (_, at) => `${letter}${at}`);
		const lines = diffLines(of("a").join("\n"), of("b").join("\n"));
		expect(side(lines, "added")).toEqual(of("a"));
		expect(side(lines, "removed")).toEqual(of("b"));
	});
});

describe("diffParts", () => {
	test("leaves out what is far from any change, and says how much", () => {
		const many = Array.from({ length: 20 }, (_, at) => String(at));
		const parts = diffParts(diffLines(many.join("\n"), many.with(10, "changed").join("\n")));
		expect(parts.map((part) => (part.kind === "lines" ? part.lines.length : -part.count))).toEqual([
			-7, 8, -6,
		]);
	});

	test("loses no line", () => {
		fc.assert(
			fc.property(texts, texts, (a, b) => {
				const lines = diffLines(a.join("\n"), b.join("\n"));
				const counts = diffParts(lines, 1).map((part) =>
					part.kind === "lines" ? part.lines.length : part.count,
				);
				expect(counts.reduce((sum, count) => sum + count, 0)).toBe(lines.length);
			}),
		);
	});
});
