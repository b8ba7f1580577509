import { describe, expect, it } from "vitest";
import { createSecretBox, deriveSecret, parseKeyRing } from "./crypto.ts";

const keyA = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7)).toString("base64");
const keyB = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 5 + 1)).toString("base64");

describe("secret box", () => {
	it("opens what it sealed, under the same row only", () => {
		const box = createSecretBox(parseKeyRing(`a:${keyA}`));
		const sealed = box.seal("pat.account.token.secret", "harness_account:1");
		expect(box.open(sealed, "harness_account:1")).toBe("pat.account.token.secret");
		expect(() => box.open(sealed, "harness_account:2")).toThrow();
	});

	it("never holds the text, and seals the same text differently each time", () => {
		const box = createSecretBox(parseKeyRing(`a:${keyA}`));
		const sealed = box.seal("very secret", "row");
		expect(sealed).not.toContain("very");
		expect(box.seal("very secret", "row")).not.toBe(sealed);
	});

	it("refuses a changed byte", () => {
		const box = createSecretBox(parseKeyRing(`a:${keyA}`));
		const [id, nonce, tag, body] = box.seal("very secret", "row").split(".");
		const flipped = Buffer.from(Buffer.from(body ?? "", "base64url").map((byte) => byte ^ 1));
		expect(() => box.open([id, nonce, tag, flipped.toString("base64url")].join("."), "row")).toThrow();
	});

	it("opens with an older key after a newer one was put in front", () => {
		const sealed = createSecretBox(parseKeyRing(`a:${keyA}`)).seal("text", "row");
		expect(createSecretBox(parseKeyRing(`b:${keyB},a:${keyA}`)).open(sealed, "row")).toBe("text");
		expect(() => createSecretBox(parseKeyRing(`b:${keyB}`)).open(sealed, "row")).toThrow(/No key "a"/);
	});
});

describe("parseKeyRing", () => {
	it.each([
		["", /holds no key/],
		["abc", /id:base64/],
		[`a:${Buffer.alloc(16).toString("base64")}`, /16 bytes/],
		[`a:${Buffer.alloc(32, 7).toString("base64")}`, /too weak/],
		[`a:${keyA},a:${keyB}`, /twice/],
	])("refuses %j", (text, message) => {
		expect(() => parseKeyRing(text)).toThrow(message);
	});

	it("derives different secrets for different purposes", () => {
		const ring = parseKeyRing(`a:${keyA}`);
		expect(deriveSecret(ring, "sessions")).not.toBe(deriveSecret(ring, "links"));
		expect(deriveSecret(ring, "sessions")).toBe(deriveSecret(ring, "sessions"));
	});
});
