import type { PairNode, YamlNode } from "./yaml-file.ts";
import { isScalar } from "./yaml-file.ts";

/** `text` in the place of what stands from `start` up to `end`. */
export type Splice = { readonly start: number; readonly end: number; readonly text: string };

/** Puts whole lines behind the line of this place. */
export function linesAfter(text: string, at: number, lines: readonly string[]): Splice {
	const newline = text.indexOf("\n", at);
	const eol = eolAt(text, at);
	if (newline === -1) return { start: text.length, end: text.length, text: eol + lines.join(eol) };
	return { start: newline + 1, end: newline + 1, text: lines.map((line) => line + eol).join("") };
}

/** Puts whole lines before the line of this place. */
export function linesBefore(text: string, at: number, lines: readonly string[]): Splice {
	const start = text.lastIndexOf("\n", at - 1) + 1;
	return { start, end: start, text: lines.map((line) => line + eolAt(text, at)).join("") };
}

/** How the line of this place ends; where it does not, as the line before. */
export function eolAt(text: string, at: number): "\n" | "\r\n" {
	const next = text.indexOf("\n", at);
	const newline = next === -1 ? text.lastIndexOf("\n") : next;
	return newline > 0 && text[newline - 1] === "\r" ? "\r\n" : "\n";
}

/** From 0, counted from the start of the line; a byte order mark takes no room. */
export function columnOf(text: string, at: number): number {
	const start = text.lastIndexOf("\n", at - 1) + 1;
	return at - start - (start === 0 && text.startsWith("\uFEFF") ? 1 : 0);
}

/** Where a pair's scalar stands; for an absent one the place behind the colon, and the blank that it needs there. */
export function slotOf(text: string, { key, value }: PairNode): Splice & { readonly isAbsent: boolean } {
	if (value !== null && value.range[0] < value.range[1])
		return { start: value.range[0], end: value.range[1], text: "", isAbsent: false };
	const start = text.indexOf(":", key.range[1]) + 1;
	return { start, end: start, text: " ", isAbsent: true };
}

const CERTAIN_WORD = /^[a-z][a-z0-9./-]*$/;
const OTHER_MEANING = new Set(["null", "true", "false", "yes", "no", "on", "off", "y", "n"]);

/** A name as every version of YAML reads it back as text. */
export function plainOrQuoted(value: string): string {
	return CERTAIN_WORD.test(value) && !OTHER_MEANING.has(value) ? value : JSON.stringify(value);
}

/** The same in the quotes of what it replaces. */
export function quotedLike(node: YamlNode | null, value: string): string {
	if (isScalar(node) && node.type === "QUOTE_SINGLE") return `'${value.replaceAll("'", "''")}'`;
	if (isScalar(node) && node.type === "QUOTE_DOUBLE") return JSON.stringify(value);
	return plainOrQuoted(value);
}
