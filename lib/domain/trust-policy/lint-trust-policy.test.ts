import { describe, expect, test } from "vitest";
import { parseAccountId } from "../account-id.ts";
import { canonicalJson } from "../canonical-json.ts";
import { harnessExternalId, verifierExternalId } from "../external-id.ts";
import { expectedTrustPolicy } from "./expected-trust.ts";
import type { LintCode } from "./lint-findings.ts";
import { lintTrustPolicy } from "./lint-trust-policy.ts";
import { whoCanAssume } from "./who-can-assume.ts";

function account(text: string) {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error("not an account");
	return parsed.value;
}
const HARNESS_ACCOUNT = "891928451355";
const ID = harnessExternalId(account(HARNESS_ACCOUNT), "EfOfrUbHTtupeZjUqxlHBg");
const OURS = verifierExternalId(new Uint8Array(20).fill(7));
const ROOT = `arn:aws:iam::${HARNESS_ACCOUNT}:root`;
const expected = {
	harness: { principalArn: ROOT, externalId: ID },
	verifier: {
		accountId: account("210987654321"),
		principalArn: "arn:aws:iam::210987654321:role/ops/Rolebridge",
		externalId: OURS,
	},
};
const harnessOnly = { ...expected, verifier: null };

type Json = Readonly<Record<string, unknown>>;
const statement = (Condition: Json | undefined, Principal: unknown = { AWS: ROOT }) => ({
	Effect: "Allow",
	Principal,
	Action: "sts:AssumeRole",
	...(Condition === undefined ? {} : { Condition }),
});
const policy = (...Statement: readonly unknown[]) => ({ Version: "2012-10-17", Statement });
const byId = (operator: string, values: unknown = ID) =>
	policy(statement({ [operator]: { "sts:ExternalId": values } }));
const codes = (given: unknown, trust = harnessOnly) =>
	lintTrustPolicy(given, trust).findings.map(({ code }) => code);

describe("lintTrustPolicy", () => {
	test("the expected policy has no finding, and is its own correction", () => {
		const given = expectedTrustPolicy(expected);
		expect(lintTrustPolicy(given, expected)).toEqual({ findings: [], corrected: given });
		expect(codes(expectedTrustPolicy(harnessOnly))).toEqual([]);
	});

	test.each<readonly [string, unknown, readonly LintCode[]]>([
		["no condition", policy(statement(undefined)), ["NO_CONDITION", "ADMITS_WITHOUT_ID", "ADMITS_NEAR_MISS"]],
		[
			"a wildcard in the ID",
			byId("StringLike", `harness:${HARNESS_ACCOUNT}:*`),
			["WILDCARD_IN_EXTERNAL_ID", "ADMITS_NEAR_MISS"],
		],
		["a literal wildcard", byId("StringEquals", "harness:*"), ["LITERAL_WILDCARD", "HARNESS_REFUSED"]],
		["everybody", policy(statement({ StringEquals: { "sts:ExternalId": ID } }, "*")), ["WILDCARD_PRINCIPAL"]],
		[
			"everybody, in a list",
			policy(statement({ StringEquals: { "sts:ExternalId": ID } }, { AWS: ["*"] })),
			["WILDCARD_PRINCIPAL"],
		],
		["IfExists", byId("StringEqualsIfExists"), ["IF_EXISTS_TRAP", "ADMITS_WITHOUT_ID"]],
		["ForAllValues", byId("ForAllValues:StringEquals"), ["FOR_ALL_VALUES_TRAP", "ADMITS_WITHOUT_ID"]],
		[
			"a negated operator",
			byId("StringNotEquals", "wrong"),
			["NEGATED_OPERATOR", "ADMITS_WITHOUT_ID", "ADMITS_NEAR_MISS"],
		],
		["Null", byId("Null", "false"), ["NULL_TRAP", "ADMITS_NEAR_MISS"]],
		["no regard to case", byId("StringEqualsIgnoreCase"), ["IGNORES_CASE", "ADMITS_NEAR_MISS"]],
		["an ID too many", byId("StringEquals", [ID, "old-id"]), ["SEVERAL_EXTERNAL_IDS"]],
		["another ID", byId("StringEquals", "old-id"), ["VALUE_DIFFERS", "HARNESS_REFUSED"]],
		["an ID with a space", byId("StringEquals", `${ID} `), ["VALUE_DIFFERS", "HARNESS_REFUSED"]],
		[
			"another cluster's account",
			policy(
				statement({ StringEquals: { "sts:ExternalId": ID } }, { AWS: "arn:aws:iam::783764615875:root" }),
			),
			["WRONG_VENDOR_ACCOUNT", "HARNESS_REFUSED"],
		],
		[
			"somebody else as well",
			policy(statement({ StringEquals: { "sts:ExternalId": ID } }, { AWS: [ROOT, "111122223333"] })),
			["EXTRA_PRINCIPAL"],
		],
		[
			"a service as well",
			policy(
				statement({ StringEquals: { "sts:ExternalId": ID } }),
				statement(undefined, { Service: "ec2.amazonaws.com" }),
			),
			["EXTRA_PRINCIPAL"],
		],
		[
			"a principal that was deleted",
			policy(statement({ StringEquals: { "sts:ExternalId": ID } }, { AWS: "AIDAJQABLZS4A3QDU576Q" })),
			["DELETED_PRINCIPAL", "HARNESS_REFUSED"],
		],
		[
			"every action",
			policy({ ...statement({ StringEquals: { "sts:ExternalId": ID } }), Action: "sts:*" }),
			["BROAD_ACTION"],
		],
		[
			"NotPrincipal",
			policy({ Effect: "Allow", NotPrincipal: { AWS: "111122223333" }, Action: "sts:AssumeRole" }),
			["NOT_PRINCIPAL", "NO_CONDITION", "UNDECIDED"],
		],
		["an unknown operator", byId("StringMatches"), ["UNDECIDED", "UNDECIDED"]],
		["nothing readable", "text", ["UNREADABLE"]],
		[
			"a denied Harness",
			policy(statement({ StringEquals: { "sts:ExternalId": ID } }), {
				...statement(undefined),
				Effect: "Deny",
			}),
			["HARNESS_REFUSED"],
		],
		[
			"a second way in without an ID",
			policy(statement({ StringEquals: { "sts:ExternalId": ID } }), statement(undefined)),
			["NO_CONDITION", "ADMITS_WITHOUT_ID", "ADMITS_NEAR_MISS"],
		],
	])("%s", (_, given, wanted) => {
		expect(codes(given)).toEqual(wanted);
	});

	test("a role that trusts only Harness refuses Rolebridge, which is no error", () => {
		const { findings } = lintTrustPolicy(expectedTrustPolicy(harnessOnly), expected);
		expect(findings.map(({ code, severity }) => [code, severity])).toEqual([["VERIFIER_REFUSED", "warning"]]);
	});

	test("each finding explains itself in sentences and offers the corrected policy", () => {
		const { findings, corrected } = lintTrustPolicy(policy(statement(undefined, "*")), expected);
		expect(findings.length).toBeGreaterThan(0);
		for (const { explanation, fix } of findings) {
			expect(explanation).toMatch(/^[A-Z*].*\.$/);
			expect(fix).toMatch(/^[A-Z*].*\.$/);
		}
		expect(lintTrustPolicy(corrected, expected).findings).toEqual([]);
	});
});

describe("whoCanAssume", () => {
	test("lists each principal once per statement with everything it needs", () => {
		const given = expectedTrustPolicy(expected);
		expect(whoCanAssume(given)).toMatchObject([
			{
				kind: "account",
				accountId: HARNESS_ACCOUNT,
				needs: [{ operator: "StringEquals", key: "sts:ExternalId", values: [ID] }],
			},
			{
				kind: "account",
				accountId: "210987654321",
				needs: [{}, {}, {}],
				statement: { index: 1, sid: "Rolebridge" },
			},
		]);
	});

	test("names the kinds of principals", () => {
		const given = policy(
			statement(undefined, {
				AWS: [
					"*",
					"111122223333",
					"AROAJQABLZS4A3QDU576Q",
					"arn:aws:iam::111122223333:role/a",
					"arn:aws:sts::111122223333:assumed-role/a/bc",
				],
			}),
			statement(undefined, { Service: "ec2.amazonaws.com", Federated: "cognito-identity.amazonaws.com" }),
			{ Effect: "Allow", NotPrincipal: "*", Action: "sts:AssumeRole" },
			{ ...statement(undefined), Action: "sts:TagSession" },
			{ ...statement(undefined), Effect: "Deny" },
		);
		const kinds = whoCanAssume(given)?.map(({ kind }) => kind);
		expect(kinds).toEqual([
			"anyone",
			"account",
			"deleted",
			"role",
			"session",
			"service",
			"federated",
			"everyone-except",
		]);
		expect(whoCanAssume(given)?.every(({ mayBeDenied }) => mayBeDenied)).toBe(true);
	});

	test("a policy that cannot be read names nobody, which is not an empty list", () => {
		expect(whoCanAssume("x")).toBeNull();
		expect(whoCanAssume(policy("x"))).toBeNull();
	});
});

test("the canonical text does not depend on the order of keys, but on everything else", () => {
	expect(canonicalJson({ b: { d: 1, c: [2, { f: 1, e: 2 }] }, a: null })).toBe(
		'{"a":null,"b":{"c":[2,{"e":2,"f":1}],"d":1}}',
	);
	expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
	expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
	expect(canonicalJson(JSON.parse('{"__proto__":{"x":1}}'))).toBe('{"__proto__":{"x":1}}');
	expect(canonicalJson(undefined)).toBe("null");
});
