import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	CHAIN_START,
	type ChainFacts,
	chainText,
	followChain,
	storableJson,
	storableText,
} from "./audit-chain.ts";

const sha256Hex = (text: string) => createHash("sha256").update(text).digest("hex");

function facts(seq: number, change: Partial<ChainFacts> = {}): ChainFacts {
	return {
		seq,
		at: new Date("2026-11-22T12:00:00Z"),
		actorKind: "person",
		actorId: "ada",
		actor: "Ada",
		action: "connector.created",
		subject: `connector${seq}`,
		outcome: "done",
		address: null,
		requestId: null,
		details: { b: 1, a: [2] },
		...change,
	};
}

function chained(entries: readonly ChainFacts[]) {
	let previous = CHAIN_START.hash;
	return entries.map((entry) => {
		previous = sha256Hex(chainText(previous, entry));
		return { ...entry, hash: previous };
	});
}

describe("the chain of the audit log", () => {
	it("is the same text for the same entry, whatever the order of its keys, and another after another hash", () => {
		const one = chainText("abc", facts(1));
		expect(one).toBe(
			'abc\n{"action":"connector.created","actor":"Ada","actorId":"ada","actorKind":"person","address":null,' +
				'"at":"2026-11-22T12:00:00.000Z","details":{"a":[2],"b":1},"outcome":"done","requestId":null,"seq":1,' +
				'"subject":"connector1"}',
		);
		expect(chainText("abc", facts(1, { details: { a: [2], b: 1 } }))).toBe(one);
		expect(chainText("abd", facts(1))).not.toBe(one);
	});

	it("is followed to its last link, in one piece or in several", () => {
		const entries = chained([facts(1), facts(2), facts(3)]);
		const whole = followChain(CHAIN_START, entries, sha256Hex);
		expect(whole).toEqual({ last: { seq: 3, hash: entries[2]?.hash } });
		const first = followChain(CHAIN_START, entries.slice(0, 1), sha256Hex);
		if ("broken" in first) throw new Error("broken");
		expect(followChain(first.last, entries.slice(1), sha256Hex)).toEqual(whole);
	});

	it("breaks where an entry says something else than it did, or is not there", () => {
		const entries = chained([facts(1), facts(2), facts(3)]);
		const changed = entries.map((entry) => (entry.seq === 2 ? { ...entry, actor: "Eve" } : entry));
		expect(followChain(CHAIN_START, changed, sha256Hex)).toEqual({ broken: { seq: 2, fault: "changed" } });
		const shorter = entries.filter(({ seq }) => seq !== 2);
		expect(followChain(CHAIN_START, shorter, sha256Hex)).toEqual({ broken: { seq: 2, fault: "missing" } });
	});
});

describe("what is stored", () => {
	it("holds no character that PostgreSQL refuses, and nothing else is changed", () => {
		expect(storableJson({ "a\u0000": ["\ud800", 1, null, true], at: new Date(0), no: undefined })).toEqual({
			"a\uFFFD": ["\uFFFD", 1, null, true],
			at: "1970-01-01T00:00:00.000Z",
		});
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), (text) => {
				fc.pre(!text.includes("\u0000"));
				expect(storableText(text)).toBe(text);
			}),
		);
	});
});
