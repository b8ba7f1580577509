import { createHash } from "node:crypto";
import { assert, property, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import { checkWords } from "./check-words.ts";

const hex = (...bytes: number[]) =>
	Buffer.from([...bytes, ...Array(32 - bytes.length).fill(0)]).toString("hex");

describe("check words", () => {
	it("have a word of their own for each of 256 bytes, plain enough to be said", () => {
		const words = Array.from({ length: 256 }, (_, byte) => checkWords(hex(byte))[0]);
		expect(new Set(words).size).toBe(256);
		expect(words.every((word) => /^[a-z]{3,9}$/.test(word ?? ""))).toBe(true);
	});

	it("are the same for the same request, and tell any two digests apart by their first 32 bits", () => {
		const digest = uint8Array({ minLength: 32, maxLength: 32 });
		assert(
			property(digest, digest, (a, b) => {
				const [one, other] = [a, b].map((bytes) => Buffer.from(bytes).toString("hex"));
				const isSameStart = one?.slice(0, 8) === other?.slice(0, 8);
				expect(checkWords(one ?? "").join() === checkWords(other ?? "").join()).toBe(isSameStart);
			}),
		);
	});

	it("are made of a digest and of nothing else", () => {
		expect(() => checkWords("acorn")).toThrow(RangeError);
		expect(checkWords(createHash("sha256").update("").digest("hex"))).toHaveLength(4);
	});
});
