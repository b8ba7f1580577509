import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	isLikeSecret,
	parseAccessKeyId,
	parseSecretReference,
	secretSearch,
	withoutSecrets,
} from "./secret-reference.ts";

const identifier = fc.stringMatching(/^[a-z_][a-z0-9_$]{0,30}$/);
const secretKey = fc.stringMatching(/^[A-Za-z0-9/+]{40}$/);

describe("a secret's reference", () => {
	test("is an identifier, with the place above before it", () => {
		fc.assert(
			fc.property(fc.constantFrom("", "account.", "org."), identifier, (place, name) => {
				expect(parseSecretReference(` ${place}${name} `)).toEqual({ ok: true, value: `${place}${name}` });
			}),
		);
	});

	test.each([
		["", "empty"],
		["project.key", "wrong-form"],
		["account.org.key", "wrong-form"],
		["account.", "wrong-form"],
		["9key", "wrong-form"],
		["a b", "wrong-form"],
		["<+secrets.getValue('x')>", "wrong-form"],
		["a_".repeat(65), "wrong-form"],
	])("is not %s", (text, kind) => {
		expect(parseSecretReference(text)).toMatchObject({ ok: false, failure: { kind } });
	});

	test("is never a secret key, and the refusal does not repeat it", () => {
		fc.assert(
			fc.property(secretKey, fc.constantFrom("", "account.", "org.", " "), (key, before) => {
				const refused = parseSecretReference(before + key);
				expect(refused).toMatchObject({ ok: false, failure: { kind: "a-secret" } });
				expect(JSON.stringify(refused)).not.toContain(key);
			}),
		);
	});
});

describe("what may be a secret", () => {
	test.each([
		["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
		["aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
		["aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
		["SET AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
		["AKIAIOSFODNN7EXAMPLEwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
		["arn:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
		[`IQoJb3JpZ2luX2VjE${"Ab1/".repeat(40)}`],
	])("is found in %s", (text) => {
		expect(isLikeSecret(text)).toBe(true);
	});

	test.each([
		"account.aws_secret_key",
		"AKIAIOSFODNN7EXAMPLE",
		"payments production",
		"a".repeat(39),
		`arn:aws:iam::123456789012:role/${"a".repeat(35)}`,
	])("is not %s", (text) => {
		expect(isLikeSecret(text)).toBe(false);
	});

	test("does not stay in unsaved typing, and nothing else goes", () => {
		fc.assert(
			fc.property(secretKey, identifier, (key, name) => {
				const kept = withoutSecrets({ secretKeyRef: key, accessKeyRef: name, isCrossAccount: true });
				expect(kept).toEqual({ accessKeyRef: name, isCrossAccount: true });
			}),
		);
	});
});

test("an access key ID is one of a user or of a session", () => {
	expect(parseAccessKeyId(" AKIAIOSFODNN7EXAMPLE ")).toEqual({ ok: true, value: "AKIAIOSFODNN7EXAMPLE" });
	expect(parseAccessKeyId("ASIAIOSFODNN7EXAMPLE").ok).toBe(true);
	expect(parseAccessKeyId("AIDAIOSFODNN7EXAMPLE").ok).toBe(false);
	expect(parseAccessKeyId("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")).toMatchObject({
		failure: { kind: "a-secret" },
	});
});

describe("what Harness's names are searched for", () => {
	test("is the identifier as far as it is typed, without the place above it", () => {
		expect(secretSearch(" account.aws_se")).toBe("aws_se");
		expect(secretSearch("org.key")).toBe("key");
		expect(secretSearch(`k${"x".repeat(59)}`)).toHaveLength(32);
	});

	test("is nothing where a secret key, or no reference at all, was typed", () => {
		fc.assert(fc.property(secretKey, (key) => secretSearch(key) === "" && secretSearch(`org.${key}`) === ""));
		for (const text of ["", "account.", "a b", "a&search=b"]) expect(secretSearch(text)).toBe("");
	});
});
