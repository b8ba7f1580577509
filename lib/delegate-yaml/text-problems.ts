import { type Document, Scalar, visit, type YAMLParseError } from "yaml";
import type { YamlProblem } from "./yaml-problem.ts";

/** `{{` is YAML only by accident. A script in a block of text may hold it, and so may a comment. */
export function templateProblem(
	text: string,
	documents: readonly Document.Parsed[],
	lineOf: (offset: number) => number,
): YamlProblem | null {
	const blocks = text.includes("{{") ? blocksOf(documents) : [];
	let from = 0;
	for (let at = text.indexOf("{{"); at !== -1; at = text.indexOf("{{", from)) {
		const block = blocks.find(([start, end]) => start <= at && at < end);
		const isRemark = /(^|\s)#/.test(text.slice(text.lastIndexOf("\n", at) + 1, at));
		from = block?.[1] ?? (isRemark ? lineEnd(text, at) : 0);
		if (from > 0) continue;
		return {
			kind: "template",
			line: lineOf(at),
			message:
				"This holds {{ }}: a template of Helm or the like. Fill it in first (helm template), then edit it.",
		};
	}
	return null;
}

function lineEnd(text: string, at: number): number {
	const end = text.indexOf("\n", at);
	return end === -1 ? text.length : end;
}

function blocksOf(documents: readonly Document.Parsed[]): readonly (readonly [number, number])[] {
	const blocks: (readonly [number, number])[] = [];
	for (const document of documents)
		visit(document, {
			Scalar(_, { type, range }) {
				if ((type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED) && range)
					blocks.push([range[0], range[1]]);
			},
		});
	return blocks;
}

/** One a line, the first ten: what follows an error is mostly its consequence. */
export function syntaxProblems(
	errors: readonly YAMLParseError[],
	lineOf: (offset: number) => number,
): readonly YamlProblem[] {
	const byLine = new Map(errors.toReversed().map(({ code, pos: [at] }) => [lineOf(at), code]));
	return [...byLine]
		.toSorted(([a], [b]) => a - b)
		.slice(0, 10)
		.map(([line, code]) => ({ kind: "not-yaml", line, message: syntaxWords(code) }));
}

function syntaxWords(code: YAMLParseError["code"]): string {
	switch (code) {
		case "DUPLICATE_KEY":
			return "The same key stands twice in one place: which of them holds is not certain.";
		case "TAB_AS_INDENT":
			return "The line is indented with a tab. YAML takes spaces only.";
		case "BAD_INDENT":
			return "The indentation does not fit the lines above.";
		case "MISSING_CHAR":
			return "A closing quote, bracket or a colon is missing.";
		default:
			return "This is not YAML.";
	}
}
