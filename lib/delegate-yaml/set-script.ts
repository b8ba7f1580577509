import type { ScriptSplice } from "#lib/domain/platform/init-script.ts";
import { isBlockText, type Place, type Plan, push, refuse, slotAt } from "./plan.ts";
import { addKey, replaceScalar } from "./set-text.ts";
import { columnOf, eolAt, linesAfter, slotOf } from "./splice.ts";
import { isScalar, type PairNode, type ScalarNode } from "./yaml-file.ts";

/** How a script changes, and its whole value afterwards. */
type Changed = ScriptSplice & { readonly value: string };

/**
 * Has the path hold a script that is changed by `splice`, which is handed its lines. In a literal block only the lines
 * that change are touched; anything else becomes such a block, a text in braces a quoted one.
 */
export function setScript(
	plan: Plan,
	place: Place,
	splice: (lines: readonly string[]) => ScriptSplice,
): undefined {
	const slot = slotAt(plan, place);
	if (slot === null) return;
	const node = slot.pair?.value ?? null;
	if (node !== null && !isScalar(node))
		return refuse(plan, node, "not-understood", `${place.what}: a text is expected here.`);
	const old = node === null || node.value === null ? "" : String(node.value);
	const body = withoutLastBreaks(old);
	const lines = old === "" ? [] : body.split("\n");
	const change = splice(lines);
	if (change.lines.join("\n") === lines.slice(change.at, change.at + change.deleteCount).join("\n")) return;
	const whole = lines.toSpliced(change.at, change.deleteCount, ...change.lines);
	const value = whole.join("\n");
	if (slot.pair === null)
		return addKey(plan, place, slot, {
			inline: slot.isFlow ? JSON.stringify(value) : "|-",
			block: slot.isFlow ? [] : whole,
			value,
		});
	if (isBlockText(node) && node !== null && lines.length > 0)
		return spliceBlock(plan, place, node, { ...change, value: value + old.slice(body.length) });
	if (slot.isFlow) return replaceScalar(plan, place, slot.pair, JSON.stringify(value), value);
	writeBlock(plan, place, slot.pair, whole);
}

function withoutLastBreaks(text: string): string {
	let end = text.length;
	while (text[end - 1] === "\n") end -= 1;
	return text.slice(0, end);
}

/** Lines of a literal block are lines of the file. */
function spliceBlock(plan: Plan, place: Place, node: ScalarNode, change: Changed): undefined {
	const { text } = plan.file;
	const [from, to] = node.range;
	const header = text.slice(from, text.indexOf("\n", from)).replace(/#.*/, "");
	if (!/^\|[+-]?\s*$/.test(header))
		return refuse(
			plan,
			node,
			"not-understood",
			`${place.what}: write the script as a block that begins with |-.`,
		);
	const starts = lineStarts(text, text.indexOf("\n", from) + 1, to);
	const start = starts[change.at] ?? to;
	const end = starts[change.at + change.deleteCount] ?? to;
	const indent = /^ */.exec(text.slice(starts[0], to).replace(/^(?: *\r?\n)+/, ""))?.[0] ?? "";
	const eol = eolAt(text, from);
	const lines = change.lines.map((line) => (line === "" ? eol : `${indent}${line}${eol}`)).join("");
	// A file whose last line has no end keeps having none.
	const isOpen = end === text.length && !text.endsWith("\n");
	const lead = isOpen && start === text.length ? eol : "";
	push(plan, place, {
		start,
		end,
		text: lead + (isOpen ? lines.slice(0, -eol.length) : lines),
		before: text.slice(start, end).trim(),
		after: change.lines.join("\n"),
		value: change.value,
	});
}

function lineStarts(text: string, from: number, to: number): readonly number[] {
	const starts = [from];
	for (let next = text.indexOf("\n", from); next !== -1 && next < to; next = text.indexOf("\n", next + 1))
		starts.push(next + 1);
	return starts;
}

/** A scalar on a line makes way for a block below it; a comment behind it stays where it is. */
function writeBlock(plan: Plan, place: Place, pair: PairNode, script: readonly string[]): undefined {
	const { text } = plan.file;
	const value = script.join("\n");
	if (!isPlainText(script))
		return refuse(plan, pair.key, "not-understood", `${place.what}: write the script as a block (|-) first.`);
	const { start, end, text: lead, isAbsent } = slotOf(text, pair);
	// The range of a block with nothing in it reaches behind its own line.
	const headEnd = isBlockText(pair.value) ? start + text.slice(start, end).search(/\s|$/) : end;
	const indent = " ".repeat(columnOf(text, pair.key.range[0]) + 2);
	const lines = script.map((line) => (line === "" ? "" : indent + line));
	const before = isAbsent ? "" : text.slice(start, headEnd);
	push(plan, place, { start, end: headEnd, text: `${lead}|-`, before, after: value, value });
	push(plan, place, { ...linesAfter(text, headEnd, lines), before: "", after: "", value });
}

/** Whether a literal block gives the lines back as they are. */
function isPlainText(lines: readonly string[]): boolean {
	const first = lines.find((line) => line !== "") ?? "";
	return (
		!/^\s/.test(first) && lines.every((line) => /^[\t\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd]*$/.test(line))
	);
}
