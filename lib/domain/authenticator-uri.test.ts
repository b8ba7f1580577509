import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authenticatorUri, base32 } from "./authenticator-uri.ts";

function fromBase32(text: string): Uint8Array {
	const bits = [...text].map((letter) =>
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
	);
	const bytes = bits.join("").match(/.{8}/g) ?? [];
	return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}

describe("base32", () => {
	it.each([
		["", ""],
		["f", "MY"],
		["fo", "MZXQ"],
		["foo", "MZXW6"],
		["foob", "MZXW6YQ"],
		["fooba", "MZXW6YTB"],
		["foobar", "MZXW6YTBOI"],
	])("writes %j as RFC 4648 does", (text, written) => {
		expect(base32(new TextEncoder().encode(text))).toBe(written);
	});

	it("loses no byte", () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
				expect(fromBase32(base32(bytes))).toEqual(bytes);
			}),
		);
	});
});

describe("the address of an authenticator app", () => {
	it("reads back as what was put in, whatever the account is called", () => {
		fc.assert(
			fc.property(fc.string(), fc.string({ minLength: 1 }), (account, secret) => {
				const uri = new URL(authenticatorUri({ issuer: "Rolebridge", account, secret }));
				expect(uri.protocol).toBe("otpauth:");
				expect([...uri.searchParams.keys()]).toEqual(["secret", "issuer", "algorithm", "digits", "period"]);
				expect(fromBase32(uri.searchParams.get("secret") ?? "")).toEqual(new TextEncoder().encode(secret));
				expect(decodeURIComponent(uri.pathname)).toContain(`Rolebridge:${account.toWellFormed()}`);
			}),
		);
	});
});
