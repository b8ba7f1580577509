import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAccountId } from "../account-id.ts";
import { harnessExternalId, nearMisses, verifierExternalId } from "../external-id.ts";
import { decideAssumeRole } from "../trust-policy.ts";
import { correctTrustPolicy } from "./correct-trust-policy.ts";
import { expectedTrustPolicy } from "./expected-trust.ts";
import type { LintCode } from "./lint-findings.ts";
import { lintTrustPolicy } from "./lint-trust-policy.ts";

function account(text: string) {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error("not an account");
	return parsed.value;
}
const HARNESS = "891928451355";
const OURS = "210987654321";
const STRANGER = "111122223333";
const ID = harnessExternalId(account(HARNESS), "EfOfrUbHTtupeZjUqxlHBg");
const OUR_ID = verifierExternalId(new Uint8Array(20).fill(7));
const ROOT = `arn:aws:iam::${HARNESS}:root`;
const OUR_ROLE = `arn:aws:iam::${OURS}:role/ops/Rolebridge`;
const harness = { principalArn: ROOT, externalId: ID };
const verifier = { accountId: account(OURS), principalArn: OUR_ROLE, externalId: OUR_ID };
const expected = { harness, verifier };
const harnessOnly = { harness, verifier: null };

type Json = Readonly<Record<string, unknown>>;
const statement = (Condition?: Json, AWS: unknown = ROOT) => ({
	Effect: "Allow",
	Principal: { AWS },
	Action: "sts:AssumeRole",
	...(Condition && { Condition }),
});
const policy = (...Statement: readonly unknown[]) => ({ Version: "2012-10-17", Statement });
const exactly = (id: string) => ({ StringEquals: { "sts:ExternalId": id } });

describe("correctTrustPolicy", () => {
	test("leaves the expected policy as it is", () => {
		const given = expectedTrustPolicy(expected);
		expect(correctTrustPolicy(given, expected)).toEqual({ policy: given, changes: [], left: [] });
	});

	test.each<readonly [string, Json | undefined]>([
		["no condition", undefined],
		["a wildcard", { StringLike: { "sts:ExternalId": `harness:${HARNESS}:*` } }],
		["IfExists", { StringEqualsIfExists: { "sts:ExternalId": ID } }],
		["ForAllValues", { "ForAllValues:StringEquals": { "sts:externalid": ID } }],
		["no regard to case", { StringEqualsIgnoreCase: { "sts:ExternalId": ID.toUpperCase() } }],
		["a negation", { StringNotEquals: { "sts:ExternalId": "somebody" } }],
		["Null", { Null: { "sts:ExternalId": "false" } }],
		["an ID too many", { StringEquals: { "sts:ExternalId": ["old", ID] } }],
	])("asks for exactly the expected external ID in place of %s", (_, condition) => {
		const corrected = correctTrustPolicy(policy(statement(condition)), harnessOnly);
		expect(corrected.policy).toEqual(policy(statement(exactly(ID))));
		expect(corrected.changes).toHaveLength(1);
		expect(corrected.left).toEqual([]);
	});

	test("keeps the conditions beside the external ID", () => {
		const given = policy(
			statement({
				StringLike: { "sts:ExternalId": "harness:*", "sts:RoleSessionName": "h-*" },
				Bool: { "aws:SecureTransport": true },
			}),
		);
		expect(correctTrustPolicy(given, harnessOnly).policy).toEqual(
			policy(
				statement({
					StringLike: { "sts:RoleSessionName": "h-*" },
					Bool: { "aws:SecureTransport": true },
					...exactly(ID),
				}),
			),
		);
	});

	test("names everybody's principal, each party with its own external ID", () => {
		const given = policy({ ...statement(undefined, "*"), Sid: "All", Action: "sts:*" });
		const { policy: corrected, changes, left } = correctTrustPolicy(given, expected);
		expect(corrected).toEqual(
			policy(
				{ ...statement(exactly(ID)), Sid: "All" },
				{ ...statement(exactly(OUR_ID), OUR_ROLE), Sid: "All2" },
			),
		);
		expect(left).toEqual([]);
		expect(changes.map(({ kind }) => kind)).toContain("principal-named");
		for (const { explanation } of changes) expect(explanation).toMatch(/^[A-Z].*\.$/);
	});

	test("names whom the role is for although somebody else of the account is named beside the *", () => {
		const user = `arn:aws:iam::${HARNESS}:user/ce`;
		const { policy: corrected } = correctTrustPolicy(policy(statement(undefined, ["*", user])), harnessOnly);
		expect(corrected).toEqual(policy(statement(exactly(ID), [user, ROOT])));
	});

	test("splits an entry from a stranger's, which is left to a person", () => {
		const { policy: corrected, left } = correctTrustPolicy(
			policy(statement(undefined, [ROOT, STRANGER])),
			harnessOnly,
		);
		expect(corrected).toEqual(policy(statement(exactly(ID)), statement(undefined, STRANGER)));
		expect(left.map(({ code, statement }) => [code, statement])).toEqual([
			["EXTRA_PRINCIPAL", 1],
			["NO_CONDITION", 1],
		]);
	});

	test("takes out a principal that was deleted, which IAM would not store again", () => {
		const given = policy(statement(exactly(ID), [ROOT, "AIDAJQABLZS4A3QDU576Q"]));
		expect(correctTrustPolicy(given, harnessOnly).policy).toEqual(policy(statement(exactly(ID))));
	});

	test("does not put in an ID that the policy refuses: that would let somebody in", () => {
		const given = policy(statement(exactly("harness:somebody-else")));
		const { policy: corrected, changes, left } = correctTrustPolicy(given, harnessOnly);
		expect(corrected).toEqual(given);
		expect(changes).toEqual([]);
		expect(left.map(({ code }) => code)).toEqual(["VALUE_DIFFERS", "HARNESS_REFUSED"]);
	});

	test("a policy that only lets in others has nothing left to correct", () => {
		const given = policy(statement({ StringLike: { "sts:ExternalId": "other:*" } }));
		const { policy: corrected, changes, left } = correctTrustPolicy(given, harnessOnly);
		expect(corrected).toBeNull();
		expect(changes.map(({ kind }) => kind)).toEqual(["entry-removed"]);
		expect(left.map(({ code }) => code)).toContain("WILDCARD_IN_EXTERNAL_ID");
	});

	test("what is no policy is left to a person", () => {
		const { policy: corrected, left } = correctTrustPolicy("text", expected);
		expect(corrected).toBeNull();
		expect(left.map(({ code }) => code)).toEqual(["UNREADABLE"]);
	});
});

const misses = nearMisses(ID).map(({ externalId }) => externalId);
const ids = [
	undefined,
	ID,
	OUR_ID,
	"old",
	"other:1",
	...misses,
	...nearMisses(OUR_ID).map((m) => m.externalId),
];
const operators = [
	...["StringEquals", "StringLike", "StringEqualsIfExists", "StringNotEquals", "StringEqualsIgnoreCase"],
	...["ForAllValues:StringEquals", "ForAnyValue:StringLike", "StringNotLike", "StringMatches"],
];
const values = fc.constantFrom(
	ID,
	OUR_ID,
	"old",
	"*",
	"harness:*",
	`${ID}?`,
	ID.toUpperCase(),
	"other:*",
	`$\{x}`,
);
const clause = fc.oneof(
	fc.tuple(fc.constantFrom(...operators), fc.uniqueArray(values, { minLength: 1, maxLength: 3 })),
	fc.tuple(fc.constant("Null"), fc.constantFrom(["true"], ["false"])),
);
const condition = fc
	.array(clause, { maxLength: 2 })
	.map((clauses) =>
		Object.fromEntries(clauses.map(([operator, list]) => [operator, { "sts:ExternalId": list }])),
	);
const principals = [
	...[ROOT, HARNESS, `arn:aws:iam::${HARNESS}:user/ce`, OUR_ROLE, `arn:aws:iam::${OURS}:root`, STRANGER],
	...["*", "AIDAJQABLZS4A3QDU576Q", "arn:aws:iam::783764615875:root"],
];
const anyStatement = fc.record({
	Sid: fc.constantFrom("A", "B"),
	Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
	Principal: fc.oneof(
		fc.constant("*"),
		fc.record({ AWS: fc.uniqueArray(fc.constantFrom(...principals), { minLength: 1, maxLength: 3 }) }),
		fc.constant({ Service: "ec2.amazonaws.com" }),
	),
	Action: fc.constantFrom<unknown>(
		"sts:AssumeRole",
		"sts:*",
		["sts:AssumeRole", "sts:TagSession"],
		"iam:Get*",
	),
	Condition: condition,
});
const anyPolicy = fc.array(anyStatement, { minLength: 1, maxLength: 4 }).map((all) => policy(...all));
const callers = [ROOT, `arn:aws:iam::${HARNESS}:user/ce`, OUR_ROLE, `arn:aws:iam::${STRANGER}:root`];

describe("any policy", () => {
	test("admits nobody, corrected, whom it refused before", () => {
		fc.assert(
			fc.property(anyPolicy, fc.constantFrom(expected, harnessOnly), (given, trust) => {
				const { policy: corrected } = correctTrustPolicy(given, trust);
				for (const principalArn of callers)
					for (const externalId of ids) {
						const question = { principalArn, externalId, sessionName: "rolebridge-x" };
						const before = decideAssumeRole({ policy: given, ...question }).decision;
						if (before !== "denied") continue;
						expect(decideAssumeRole({ policy: corrected ?? policy(), ...question }).decision).toBe("denied");
					}
			}),
			{ numRuns: 500 },
		);
	});

	test("keeps in whoever sends what is expected of them", () => {
		fc.assert(
			fc.property(anyPolicy, (given) => {
				const { policy: corrected } = correctTrustPolicy(given, expected);
				for (const { principalArn, externalId } of [harness, verifier]) {
					const question = { principalArn, externalId, sessionName: "rolebridge-x" };
					if (decideAssumeRole({ policy: given, ...question }).decision !== "allowed") continue;
					expect(decideAssumeRole({ policy: corrected, ...question }).decision).toBe("allowed");
				}
			}),
			{ numRuns: 500 },
		);
	});

	test("has none of the faults left, corrected, that can be corrected", () => {
		const corrected: readonly LintCode[] = [
			...(["WILDCARD_PRINCIPAL", "DELETED_PRINCIPAL", "NULL_TRAP", "IGNORES_CASE"] as const),
			...(["ADMITS_WITHOUT_ID", "ADMITS_NEAR_MISS", "IF_EXISTS_TRAP", "FOR_ALL_VALUES_TRAP"] as const),
			...(["NO_CONDITION", "NEGATED_OPERATOR", "WILDCARD_IN_EXTERNAL_ID"] as const),
		];
		fc.assert(
			fc.property(anyPolicy, (given) => {
				const text = JSON.stringify(given);
				// What cannot be decided, and what is somebody else's, is a person's to judge.
				fc.pre(!/StringMatches|\$\{x\}|111122223333|783764615875/.test(text));
				const { policy: next } = correctTrustPolicy(given, expected);
				const codes = next === null ? [] : lintTrustPolicy(next, expected).findings.map(({ code }) => code);
				expect(codes.filter((code) => corrected.includes(code))).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});

	test("has nothing more to be corrected once it was corrected", () => {
		fc.assert(
			fc.property(anyPolicy, (given) => {
				const { policy: once } = correctTrustPolicy(given, expected);
				fc.pre(once !== null);
				expect(correctTrustPolicy(once, expected).policy).toEqual(once);
			}),
		);
	});
});
