import type { JsonValue } from "#lib/domain/check.ts";
import { isBlockText, type Place, type Plan, push, refuse, type Slot, slotAt } from "./plan.ts";
import { columnOf, linesAfter, linesBefore, plainOrQuoted, quotedLike, slotOf } from "./splice.ts";
import { isScalar, isSeq, type MapNode, type PairNode, pairOf } from "./yaml-file.ts";

/**
 * Has the path hold this word: replaces the scalar that stands there in its own style of quotes, or adds the key to the
 * map that is there. `atTop`: a key that is added comes first.
 */
export function setText(plan: Plan, place: Place, value: string, { atTop = false } = {}): undefined {
	const slot = slotAt(plan, place);
	if (slot === null) return;
	const node = slot.pair?.value ?? null;
	if (slot.pair === null)
		return addKey(plan, place, slot, { inline: plainOrQuoted(value), block: [], value, atTop });
	if (node !== null && (!isScalar(node) || isBlockText(node)))
		return refuse(plan, node, "not-understood", `${place.what}: a single word is expected here.`);
	if (node !== null && node.value === value) return;
	replaceScalar(plan, place, slot.pair, quotedLike(node, value), value);
}

export function replaceScalar(
	plan: Plan,
	place: Place,
	pair: PairNode,
	written: string,
	value: string,
): undefined {
	const { start, end, text: lead, isAbsent } = slotOf(plan.file.text, pair);
	const before = isAbsent ? "" : plan.file.text.slice(start, end);
	push(plan, place, { start, end, text: lead + written, before, after: written, value });
}

/** What stands behind a new key: on its line, and on lines of their own below it. */
type Written = {
	readonly inline: string;
	readonly block: readonly string[];
	readonly value: JsonValue;
	readonly atTop?: boolean;
};

export function addKey(plan: Plan, place: Place, slot: Slot, written: Written): undefined {
	const { parent, key, headAt, isFlow } = slot;
	const { inline, block, value, atTop = false } = written;
	const { text } = plan.file;
	const entry = `${key}: ${inline}`.trimEnd();
	const about = { before: "", after: [entry, ...block].join("\n"), value };
	const first = parent.items[0];
	if (isFlow) {
		const start = parent.range[0] + 1;
		const word = first === undefined ? entry : `${entry}, `;
		return push(plan, place, { start, end: start, text: word, ...about });
	}
	if (first === undefined) return refuse(plan, parent, "not-understood", `${place.what}: the map is empty.`);
	const column = " ".repeat(columnOf(text, first.key.range[0]));
	const lines = [entry, ...block.map((line) => (line === "" ? "" : `  ${line}`))];
	const indented = lines.map((line) => (line === "" ? "" : column + line));
	const sibling = oneLinerOf(parent, text);
	const at = atTop ? headAt : (sibling?.value?.range[1] ?? null);
	const splice =
		at === null ? linesBefore(text, first.key.range[0], indented) : linesAfter(text, at, indented);
	push(plan, place, { ...splice, ...about });
}

/** `name`, or else the first pair whose value is a word on the key's line: behind it a line can be put in. */
function oneLinerOf(map: MapNode, text: string): PairNode | null {
	const fits = ({ key, value }: PairNode) =>
		isScalar(value) && !isBlockText(value) && !text.slice(key.range[0], value.range[1]).includes("\n");
	const name = pairOf(map, "name");
	return name !== null && fits(name) ? name : (map.items.find(fits) ?? null);
}

/** An item of a list: on lines of its own, and the same on one line. */
export type Item = { readonly lines: readonly string[]; readonly flow: string; readonly value: JsonValue };

/** Adds an item to the top of the list under the path, which is made where there is none. */
export function addItem(plan: Plan, place: Place, { lines, flow, value }: Item): undefined {
	const slot = slotAt(plan, place);
	if (slot === null) return;
	const { pair, isFlow } = slot;
	if (pair === null)
		return addKey(plan, place, slot, {
			inline: isFlow ? `[${flow}]` : "",
			block: isFlow ? [] : lines,
			value: [value],
		});
	const list = pair.value;
	if (!isSeq(list))
		return refuse(plan, list ?? pair.key, "not-understood", `${place.what}: a list is expected here.`);
	const document = plan.file.documents[place.object.index];
	const now: readonly JsonValue[] = document === undefined ? [] : list.toJS(document);
	const about = { before: "", after: isFlow ? flow : lines.join("\n"), value: [value, ...now] };
	const { text } = plan.file;
	if (isFlow || list.flow === true) {
		const start = list.range[0] + 1;
		return push(plan, place, { start, end: start, text: now.length === 0 ? flow : `${flow}, `, ...about });
	}
	const column = " ".repeat(columnOf(text, list.range[0]));
	const indented = lines.map((line) => (line === "" ? "" : column + line));
	push(plan, place, { ...linesBefore(text, list.range[0], indented), ...about });
}
