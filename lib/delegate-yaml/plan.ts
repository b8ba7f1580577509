import type { JsonValue } from "#lib/domain/check.ts";
import type { Splice } from "./splice.ts";
import {
	isAlias,
	isMap,
	isScalar,
	isSeq,
	type KubeObject,
	type MapNode,
	type PairNode,
	pairOf,
	stringAt,
	type YamlFile,
	type YamlNode,
} from "./yaml-file.ts";
import type { YamlProblem } from "./yaml-problem.ts";

export type YamlPath = readonly (string | number)[];

/** A splice of the text, and what it makes of the parsed document. */
export type Edit = Splice & {
	/** What it is about: "ClusterRoleBinding harness-delegate-cluster-admin: name of the subject". */
	readonly what: string;
	/** What stood there and what stands there now; both empty: the rest of another edit. */
	readonly before: string;
	readonly after: string;
	/** Which document of the file, and what it has at the path afterwards. */
	readonly index: number;
	readonly path: YamlPath;
	readonly value: JsonValue;
};
export type YamlNote = { readonly line: number | null; readonly text: string };

/** What is to be done, gathered step by step. Nothing is done while there is a problem. */
export type Plan = {
	readonly file: YamlFile;
	readonly edits: Edit[];
	readonly notes: YamlNote[];
	readonly problems: YamlProblem[];
};

/** Where a step of the plan looks: the object, a path in it, and words for a person. */
export type Place = { readonly object: KubeObject; readonly path: YamlPath; readonly what: string };

/** The map that holds the path's last key, and that key's pair where there is one. */
export type Slot = {
	readonly parent: MapNode;
	readonly key: string;
	readonly pair: PairNode | null;
	/** Behind the key that holds the parent; null at the top of a document and in a list. */
	readonly headAt: number | null;
	/** Inside braces or brackets, where nothing may take a line of its own. */
	readonly isFlow: boolean;
};

/** Finds where a path ends. Null, with a problem noted, where it ends nowhere or in something shared. */
export function slotAt(plan: Plan, { object, path, what }: Place): Slot | null {
	let node: YamlNode | null = object.map;
	let isFlow = false;
	let headAt: number | null = null;
	for (const key of path.slice(0, -1)) {
		if (!isFree(plan, node, what)) return null;
		isFlow ||= isInline(node);
		headAt = isMap(node) && typeof key === "string" ? (pairOf(node, key)?.key.range[1] ?? null) : null;
		node = childOf(node, key);
	}
	const last = path.at(-1);
	if (!isFree(plan, node, what)) return null;
	if (!isMap(node) || typeof last !== "string") {
		refuse(plan, node ?? object.map, "not-understood", `${what}: the object has no ${path.join(".")}.`);
		return null;
	}
	const pair = pairOf(node, last);
	if (pair !== null && !isFree(plan, pair.value, what)) return null;
	return { parent: node, key: last, pair, headAt, isFlow: isFlow || isInline(node) };
}

function childOf(node: YamlNode | null, key: string | number): YamlNode | null {
	if (isMap(node) && typeof key === "string") return pairOf(node, key)?.value ?? null;
	if (isSeq(node) && typeof key === "number") return node.items[key] ?? null;
	return null;
}

function isInline(node: YamlNode | null): boolean {
	return (isMap(node) || isSeq(node)) && node.flow === true;
}

/** Whether the node stands for itself alone. */
function isFree(plan: Plan, node: YamlNode | null, what: string): boolean {
	if (node === null) return true;
	const isShared =
		isAlias(node) ||
		(node.anchor !== undefined && plan.file.leanedOn.has(node.anchor)) ||
		(isMap(node) && pairOf(node, "<<") !== null);
	if (isShared)
		refuse(
			plan,
			node,
			"anchor",
			`${what}: this uses an anchor, an alias or <<. Write it out, then try again.`,
		);
	return !isShared;
}

export function refuse(plan: Plan, node: YamlNode, kind: YamlProblem["kind"], message: string): undefined {
	plan.problems.push({ kind, line: plan.file.lineOf(node.range[0]), message });
}

export function isBlockText(node: YamlNode | null): boolean {
	return isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");
}

export function push(
	plan: Plan,
	{ object, path, what }: Place,
	edit: Pick<Edit, keyof Splice | "before" | "after" | "value">,
): undefined {
	const { start, end, text, before, after, value } = edit;
	plan.edits.push({ start, end, text, before, after, value, what, index: object.index, path });
}

/** "ClusterRoleBinding harness-delegate-cluster-admin" */
export function labelOf(object: KubeObject): string {
	const name = stringAt(object.map, "metadata", "name");
	return name === null ? object.kind : `${object.kind} ${name}`;
}
