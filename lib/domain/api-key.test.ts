import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVERYWHERE, isWithin, ROLES, type Scope } from "./access.ts";
import { apiKeyId, apiKeyPrefix, bearerOf, formatApiKey, isScopeWithin, lesserRole } from "./api-key.ts";

const ID = "k3f6qmz2w7xy5abcdefg";
const SECRET = Buffer.alloc(32, 251).toString("base64url");

describe("an API key", () => {
	test("gives its id back, whatever its secret is made of", () => {
		const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 });
		fc.assert(
			fc.property(secrets, (bytes) => {
				const secret = Buffer.from(bytes).toString("base64url");
				expect(apiKeyId(formatApiKey({ id: ID, secret }))).toBe(ID);
			}),
		);
	});

	test.each([
		"",
		"rb_",
		`rb_${ID}`,
		`rb_${ID}_short`,
		`rb_${ID.toUpperCase()}_${SECRET}`,
		`rb_${ID}_${SECRET}x`,
		`xx_${ID}_${SECRET}`,
		`rb_${ID}_${SECRET}\n`,
	])("is not what looks like %j", (text) => {
		expect(apiKeyId(text)).toBeNull();
	});

	test("shows none of its secret in a list", () => {
		const key = formatApiKey({ id: ID, secret: SECRET });
		expect(apiKeyPrefix(key)).toBe("rb_k3f6qm");
	});

	test("is read from an Authorization header and from no other scheme", () => {
		const key = formatApiKey({ id: ID, secret: SECRET });
		expect(bearerOf(`Bearer ${key}`)).toBe(key);
		expect(bearerOf(`bearer  ${key}`)).toBe(key);
		for (const header of [null, "", key, `Basic ${key}`, `Bearer ${key} x`, `Bearer ${key}\r\nX-A: b`]) {
			expect(bearerOf(header), String(header)).toBeNull();
		}
	});
});

describe("what a key may do", () => {
	test("is never more than its maker may", () => {
		for (const [a, one] of ROLES.entries()) {
			for (const [b, other] of ROLES.entries()) {
				expect(lesserRole(one, other)).toBe(ROLES[Math.min(a, b)]);
			}
		}
	});

	const tag = fc.record({ key: fc.constantFrom("team", "stage"), value: fc.constantFrom("a", "b") });
	const scope: fc.Arbitrary<Scope> = fc.record({
		harnessAccountRefs: fc.uniqueArray(fc.constantFrom("one", "two")),
		tags: fc.array(tag, { maxLength: 3 }),
	});
	const connector = fc.record({
		harnessAccountRef: fc.constantFrom("one", "two", "three"),
		tags: fc.dictionary(fc.constantFrom("team", "stage"), fc.constantFrom("a", "b")),
	});

	test("reaches no connector outside of a scope that it is said to lie within", () => {
		fc.assert(
			fc.property(scope, scope, connector, (inner, outer, each) => {
				fc.pre(isScopeWithin(inner, outer));
				expect(isWithin(inner, each) && !isWithin(outer, each)).toBe(false);
			}),
			{ numRuns: 500 },
		);
	});

	test("a limit lies within no limit, and no limit within none but itself", () => {
		fc.assert(
			fc.property(scope, (each) => {
				expect(isScopeWithin(each, EVERYWHERE)).toBe(true);
				expect(isScopeWithin(each, each)).toBe(true);
			}),
		);
		expect(isScopeWithin(EVERYWHERE, { harnessAccountRefs: ["one"], tags: [] })).toBe(false);
	});
});
