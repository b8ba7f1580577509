import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAccountId } from "./account-id.ts";
import {
	type ExternalId,
	harnessExternalId,
	nearMisses,
	parseExternalId,
	parseHarnessExternalId,
	verifierExternalId,
} from "./external-id.ts";

function account(text: string) {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error("not an account");
	return parsed.value;
}
function externalId(text: string): ExternalId {
	const parsed = parseExternalId(text);
	if (!parsed.ok) throw new Error("not an external ID");
	return parsed.value;
}
const bytes = fc.uint8Array({ minLength: 16, maxLength: 64 });
const harnessIds = fc
	.tuple(fc.stringMatching(/^[0-9]{12}$/), fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/))
	.map(([aws, harness]) => harnessExternalId(account(aws), harness));
const anyIds = fc.oneof(
	harnessIds,
	bytes.map(verifierExternalId),
	fc.stringMatching(/^[A-Za-z0-9_+=,.@:/-]{2,1224}$/).map(externalId),
);

describe("Harness's form", () => {
	test("its parts come back, leading zeros and all", () => {
		fc.assert(
			fc.property(
				fc.stringMatching(/^0[0-9]{11}$/),
				fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/),
				(aws, harness) => {
					const id = harnessExternalId(account(aws), harness);
					expect(id).toBe(`harness:${aws}:${harness}`);
					expect(parseHarnessExternalId(id)).toEqual({ harnessAwsAccountId: aws, harnessAccountId: harness });
				},
			),
		);
	});

	test.each([
		"harness:123:abc",
		"harness:123456789012:",
		"harness:123456789012:a:b",
		"Harness:123456789012:abc",
		" harness:123456789012:a",
	])("%j is not in it", (text) => expect(parseHarnessExternalId(text)).toBeNull());

	test("a Harness account id with a colon is refused, so the parts stay apart", () => {
		expect(() => harnessExternalId(account("123456789012"), "a:b")).toThrow(RangeError);
	});
});

describe("our own form", () => {
	test("different bytes of one length give different IDs, and AWS takes each", () => {
		const pairs = fc.integer({ min: 16, max: 40 }).chain((length) => {
			const one = fc.uint8Array({ minLength: length, maxLength: length });
			return fc.tuple(one, one);
		});
		fc.assert(
			fc.property(pairs, ([a, b]) => {
				const same = a.every((byte, index) => byte === b[index]);
				expect(verifierExternalId(a) === verifierExternalId(b)).toBe(same);
				expect(verifierExternalId(a)).toMatch(/^rb-[0-9a-hjkmnp-tv-z]+$/);
				expect(parseExternalId(verifierExternalId(a)).ok).toBe(true);
			}),
		);
	});

	test("it carries every bit of what it was given", () => {
		expect(verifierExternalId(new Uint8Array(20))).toBe(`rb-${"0".repeat(32)}`);
		expect(verifierExternalId(new Uint8Array(20).fill(255))).toBe(`rb-${"z".repeat(32)}`);
	});

	test("fewer than 128 bits are a programming error", () => {
		expect(() => verifierExternalId(new Uint8Array(15))).toThrow(RangeError);
	});
});

test.each([
	["a", "too-short"],
	["", "too-short"],
	["a b", "wrong-characters"],
	["ab ", "wrong-characters"],
	["ä1", "wrong-characters"],
	["ab\n", "wrong-characters"],
	["a".repeat(1225), "too-long"],
])("%j is no external ID: %s", (text, kind) => {
	expect(parseExternalId(text)).toMatchObject({ ok: false, failure: { kind } });
});

describe("nearMisses", () => {
	test("are valid, distinct, never the ID itself, and the same each time", () => {
		fc.assert(
			fc.property(anyIds, (id) => {
				const misses = nearMisses(id);
				const texts = misses.map((miss) => miss.externalId);
				expect(texts).not.toContain(id);
				expect(new Set(texts).size).toBe(texts.length);
				expect(texts.every((text) => parseExternalId(text).ok)).toBe(true);
				expect(nearMisses(id)).toEqual(misses);
				expect(misses.length).toBeGreaterThan(0);
			}),
		);
	});

	test("of Harness's form cover every way a vendor's condition goes wrong", () => {
		const id = harnessExternalId(account("891928451355"), "EfOfrUbHTtupeZjUqxlHBg");
		expect(nearMisses(id)).toEqual([
			{ kind: "last-character", externalId: "harness:891928451355:EfOfrUbHTtupeZjUqxlHBq" },
			{ kind: "case", externalId: "harness:891928451355:EfOfrUbHTtupeZjUqxlHBG" },
			{ kind: "suffix", externalId: "harness:891928451355:EfOfrUbHTtupeZjUqxlHBg0" },
			{ kind: "other-tenant", externalId: "harness:891928451355:QqQqqQqQQqqqqQqQrqqQQq" },
			{ kind: "two-part", externalId: "harness:EfOfrUbHTtupeZjUqxlHBg" },
		]);
	});

	test("of our form keep the prefix with another random part, to meet StringLike rb-*", () => {
		fc.assert(
			fc.property(bytes, (random) => {
				const id = verifierExternalId(random);
				const other = nearMisses(id).find(({ kind }) => kind === "other-connector");
				expect(other?.externalId.startsWith("rb-")).toBe(true);
				expect(other?.externalId).toHaveLength(id.length);
				const differing = Array.from(id).filter((letter, index) => letter !== other?.externalId[index]);
				expect(differing).toHaveLength(id.length - "rb-".length);
			}),
		);
	});
});
