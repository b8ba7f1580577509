import { canonicalJson } from "./canonical-json.ts";
import type { JsonValue } from "./check.ts";

/** What of an entry its hash is taken of: everything that it says. */
export type ChainFacts = {
	/** Its place in the chain, from 1, without gaps. */
	readonly seq: number;
	readonly at: Date;
	readonly actorKind: string;
	readonly actorId: string;
	readonly actor: string;
	readonly action: string;
	readonly subject: string;
	readonly outcome: string;
	readonly address: string | null;
	readonly requestId: string | null;
	readonly details: JsonValue;
};
/** A link of the chain, named by its place and its hash (SHA-256 in hex; empty before the first entry). */
export type ChainLink = { readonly seq: number; readonly hash: string };

export const CHAIN_START: ChainLink = { seq: 0, hash: "" };

/**
 * The text whose SHA-256 is an entry's hash: the hash before it, a line feed, and the entry as canonical JSON. Whoever
 * changes an entry changes its hash, and with it every later one.
 *
 * @example sha256Hex(chainText(CHAIN_START.hash, firstEntry)) // the first entry's hash
 */
export function chainText(previousHash: string, facts: ChainFacts): string {
	const { seq, at, actorKind, actorId, actor, action, subject, outcome, address, requestId, details } = facts;
	const said = { seq, actorKind, actorId, actor, action, subject, outcome, address, requestId, details };
	return `${previousHash}\n${canonicalJson({ ...said, at: at.toISOString() })}`;
}

/**
 * `missing`: a place in the chain is empty. `changed`: an entry does not have its hash. `cut`: later entries were
 * known once. `outside`: an entry was added past the chain. `head`: the chain's end is not where it is said to be.
 */
export const CHAIN_FAULTS = ["missing", "changed", "cut", "outside", "head"] as const;
export type ChainFault = (typeof CHAIN_FAULTS)[number];
export type ChainBreak = { readonly seq: number; readonly fault: ChainFault };

/**
 * Follows the chain over entries in their order, from the link before the first of them.
 *
 * @returns the last link, or the first place where the chain does not hold
 */
export function followChain(
	from: ChainLink,
	entries: readonly (ChainFacts & { readonly hash: string | null })[],
	sha256Hex: (text: string) => string,
): { readonly last: ChainLink } | { readonly broken: ChainBreak } {
	let last = from;
	for (const entry of entries) {
		const seq = last.seq + 1;
		if (entry.seq !== seq) return { broken: { seq, fault: "missing" } };
		const hash = sha256Hex(chainText(last.hash, entry));
		if (hash !== entry.hash) return { broken: { seq, fault: "changed" } };
		last = { seq, hash };
	}
	return { last };
}

/**
 * A value as PostgreSQL keeps JSON and text: plain data, without U+0000 and halves of surrogate pairs, which it
 * refuses or alters. What comes back from the database then has the hash that it went in with.
 *
 * @example storableJson({ name: "a\u0000b", at: new Date(0) }) // { name: "a\uFFFDb", at: "1970-01-01T00:00:00.000Z" }
 */
export function storableJson(value: unknown): JsonValue {
	return storable(JSON.parse(JSON.stringify(value) ?? "null"));
}

/** The same for one text. */
export function storableText(text: string): string {
	return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}

function storable(value: unknown): JsonValue {
	if (typeof value === "string") return storableText(value);
	if (Array.isArray(value)) return value.map(storable);
	if (typeof value !== "object" || value === null) return leaf(value);
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key), storable(item)]));
}

/** JSON.parse() leaves nothing else below objects, lists and texts. */
function leaf(value: unknown): JsonValue {
	return typeof value === "number" || typeof value === "boolean" ? value : null;
}
