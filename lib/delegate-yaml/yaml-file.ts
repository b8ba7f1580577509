import {
	type Document,
	isAlias,
	isMap,
	isScalar,
	isSeq,
	LineCounter,
	type Pair,
	type ParsedNode,
	parseAllDocuments,
	type Scalar,
	visit,
	type YAMLMap,
	type YAMLSeq,
} from "yaml";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { syntaxProblems, templateProblem } from "./text-problems.ts";
import type { YamlProblem } from "./yaml-problem.ts";

export type YamlNode = ParsedNode;
export type MapNode = YAMLMap.Parsed;
export type SeqNode = YAMLSeq.Parsed;
export type ScalarNode = Scalar.Parsed;
export type PairNode = Pair<ParsedNode, ParsedNode | null>;

/** One Kubernetes object of the file. */
export type KubeObject = {
	/** Which document of the file it is. */
	readonly index: number;
	readonly map: MapNode;
	readonly kind: string;
	readonly apiVersion: string;
};

/** A parsed file with the places of its nodes in the text. */
export type YamlFile = {
	readonly text: string;
	readonly objects: readonly KubeObject[];
	readonly documents: readonly Document.Parsed[];
	/** Names of anchors that an alias leans on: what carries one stands for more than its own place. */
	readonly leanedOn: ReadonlySet<string>;
	/** From 1. */
	readonly lineOf: (offset: number) => number;
};

const MAX_BYTES = 1_048_576;
const MAX_ALIASES = 100;

/**
 * Reads a file of Kubernetes objects, or says with line numbers why not: not YAML, a template that is still to be
 * filled in, a document that is no Kubernetes object, more aliases than any honest file has.
 */
export function readYamlFile(text: string): Result<YamlFile, readonly YamlProblem[]> {
	if (text.length > MAX_BYTES || new TextEncoder().encode(text).length > MAX_BYTES)
		return failed([{ kind: "too-large", line: null, message: "The file is larger than 1 MB." }]);
	const lines = new LineCounter();
	const documents = parseOrNull(text, lines);
	if (documents === null)
		return failed([{ kind: "not-yaml", line: null, message: "The file is nested too deeply." }]);
	const lineOf = (offset: number) => lines.linePos(offset).line;
	const template = templateProblem(text, documents, lineOf);
	if (template !== null) return failed([template]);
	const errors = documents.flatMap(({ errors: found }) => found);
	if (errors.length > 0) return failed(syntaxProblems(errors, (at) => lineOf(Math.min(at, text.length))));
	const leanedOn = aliasedAnchors(documents);
	if (leanedOn === null)
		return failed([{ kind: "aliases", line: null, message: "The file uses more than 100 aliases (*name)." }]);
	const objects = readObjects(documents, lineOf);
	return objects.ok ? ok({ text, documents, leanedOn, lineOf, objects: objects.value }) : objects;
}

function parseOrNull(text: string, lineCounter: LineCounter): readonly Document.Parsed[] | null {
	try {
		const documents = parseAllDocuments(text, { lineCounter, prettyErrors: false, logLevel: "silent" });
		return Array.isArray(documents) ? documents : [];
	} catch (cause) {
		// The parser calls itself once a level.
		if (cause instanceof RangeError) return null;
		throw cause;
	}
}

/** Null: too many. */
function aliasedAnchors(documents: readonly Document.Parsed[]): ReadonlySet<string> | null {
	const names = new Set<string>();
	let count = 0;
	for (const document of documents)
		visit(document, {
			Alias(_, { source }) {
				names.add(source);
				count += 1;
				return count > MAX_ALIASES ? visit.BREAK : undefined;
			},
		});
	return count > MAX_ALIASES ? null : names;
}

function readObjects(
	documents: readonly Document.Parsed[],
	lineOf: (offset: number) => number,
): Result<readonly KubeObject[], readonly YamlProblem[]> {
	const objects: KubeObject[] = [];
	const problems: YamlProblem[] = [];
	for (const [index, { contents }] of documents.entries()) {
		if (contents === null || (isScalar(contents) && contents.value === null)) continue;
		const kind = isMap(contents) ? stringAt(contents, "kind") : null;
		if (!isMap(contents) || kind === null || kind === "List") {
			const message =
				kind === "List"
					? "A List of objects is not read. Put each into a document of its own, with --- between them."
					: "This document is no Kubernetes object: it has no kind.";
			problems.push({ kind: "not-kubernetes", line: lineOf(contents.range[0]), message });
			continue;
		}
		objects.push({ index, map: contents, kind, apiVersion: stringAt(contents, "apiVersion") ?? "" });
	}
	return problems.length > 0 ? failed(problems) : ok(objects);
}

/** The pair of a key, or null. Keys are looked up as they are written, not through aliases or merges. */
export function pairOf(map: MapNode, key: string): PairNode | null {
	return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key) ?? null;
}

/** The node under a path of keys; null where anything is missing or of another kind. */
export function nodeAt(map: MapNode, ...path: readonly string[]): YamlNode | null {
	let node: YamlNode | null = map;
	for (const key of path) {
		if (!isMap(node)) return null;
		node = pairOf(node, key)?.value ?? null;
	}
	return node;
}

export function stringAt(map: MapNode, ...path: readonly string[]): string | null {
	return stringOf(nodeAt(map, ...path));
}

/** The map under a path; null where it is missing or something else. */
export function mapAt(map: MapNode, ...path: readonly string[]): MapNode | null {
	const node = nodeAt(map, ...path);
	return isMap(node) ? node : null;
}

/** The list under a path, with its items; null where it is missing or something else. */
export function seqAt(map: MapNode, ...path: readonly string[]): SeqNode | null {
	const node = nodeAt(map, ...path);
	return isSeq(node) ? node : null;
}

/** The items that are maps, each with its place in the list. */
export function mapsOf(seq: SeqNode | null): readonly (readonly [number, MapNode])[] {
	return [...(seq?.items ?? []).entries()].flatMap(([index, item]) =>
		isMap(item) ? [[index, item] as const] : [],
	);
}

export function stringOf(node: YamlNode | null): string | null {
	return isScalar(node) && typeof node.value === "string" ? node.value : null;
}

export { isAlias, isMap, isScalar, isSeq };
