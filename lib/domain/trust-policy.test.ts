import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideAssumeRole } from "./trust-policy.ts";

const ACCOUNT = "891928451355";
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const USER = `arn:aws:iam::${ACCOUNT}:user/prod-data-pipeline`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/team/Worker`;
const PLAIN_ROLE = `arn:aws:iam::${ACCOUNT}:role/Worker`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/Worker/job-1`;
const OTHER = "arn:aws:iam::111122223333:root";
const ID = `harness:${ACCOUNT}:EfOfrUbHTtupeZjUqxlHBg`;
const VARIABLE = ["$", "{aws:username}"].join("");
type Json = Readonly<Record<string, unknown>>;

function allow(more: Json = {}): Json {
	return { Effect: "Allow", Principal: { AWS: ROOT }, Action: "sts:AssumeRole", ...more };
}
function policy(...statements: readonly unknown[]): Json {
	return { Version: "2012-10-17", Statement: statements };
}
const when = (Condition: Json) => policy(allow({ Condition }));
type Case = readonly [
	string,
	unknown,
	{ principalArn?: string; externalId?: string; sessionName?: string },
	string,
];

function check([, given, request, decision]: Case): void {
	expect(decideAssumeRole({ principalArn: USER, policy: given, ...request }).decision).toBe(decision);
}

describe("principals", () => {
	const to = (Principal: unknown) => policy(allow({ Principal }));
	test.each<Case>([
		["the account's root covers its users", to({ AWS: ROOT }), {}, "allowed"],
		["and its roles", to({ AWS: ROOT }), { principalArn: ROLE }, "allowed"],
		["and its sessions", to({ AWS: ROOT }), { principalArn: SESSION }, "allowed"],
		["and the root itself", to({ AWS: ROOT }), { principalArn: ROOT }, "allowed"],
		["a bare account id is its root", to({ AWS: ACCOUNT }), {}, "allowed"],
		["another account is not covered", to({ AWS: OTHER }), {}, "denied"],
		[
			"nor the same number in another partition",
			to({ AWS: `arn:aws-us-gov:iam::${ACCOUNT}:root` }),
			{},
			"denied",
		],
		["* is everybody", to("*"), {}, "allowed"],
		["so is AWS *", to({ AWS: "*" }), {}, "allowed"],
		["one of a list is enough", to({ AWS: [OTHER, USER] }), {}, "allowed"],
		["an empty list is nobody", to({ AWS: [] }), {}, "denied"],
		["a user is that user", to({ AWS: USER }), {}, "allowed"],
		["and no other", to({ AWS: USER }), { principalArn: `${USER}2` }, "denied"],
		["and not the root", to({ AWS: USER }), { principalArn: ROOT }, "denied"],
		["case counts in a user's name", to({ AWS: USER.replace("prod", "Prod") }), {}, "denied"],
		["a user's path counts", to({ AWS: `arn:aws:iam::${ACCOUNT}:user/x/prod-data-pipeline` }), {}, "denied"],
		["a role covers its sessions", to({ AWS: PLAIN_ROLE }), { principalArn: SESSION }, "allowed"],
		["whatever its path", to({ AWS: ROLE }), { principalArn: SESSION }, "allowed"],
		[
			"a role does not cover another role's sessions",
			to({ AWS: `${PLAIN_ROLE}s` }),
			{ principalArn: SESSION },
			"denied",
		],
		["a session is only that session", to({ AWS: SESSION }), { principalArn: SESSION }, "allowed"],
		["not another one", to({ AWS: `${SESSION}2` }), { principalArn: SESSION }, "denied"],
		["of a role nobody knows which session", to({ AWS: SESSION }), { principalArn: PLAIN_ROLE }, "unknown"],
		["a service is no account", to({ Service: "lambda.amazonaws.com" }), {}, "denied"],
		["nor a federation", to({ Federated: "arn:aws:iam::1:saml-provider/x" }), {}, "denied"],
		["nor a canonical user", to({ CanonicalUser: "79a59d" }), {}, "denied"],
		[
			"a service beside an account takes nothing away",
			to({ Service: "ec2.amazonaws.com", AWS: ROOT }),
			{},
			"allowed",
		],
		["a deleted principal is nobody", to({ AWS: "AROAJQABLZS4A3QDU576Q" }), {}, "denied"],
		["a kind that IAM does not know", to({ Robot: "x" }), {}, "unknown"],
		["a wildcard inside an ARN", to({ AWS: `arn:aws:iam::${ACCOUNT}:user/*` }), {}, "unknown"],
		["no principal at all", policy({ Effect: "Allow", Action: "sts:AssumeRole" }), {}, "unknown"],
		[
			"NotPrincipal",
			policy({ Effect: "Allow", NotPrincipal: { AWS: OTHER }, Action: "sts:AssumeRole" }),
			{},
			"unknown",
		],
		[
			"NotPrincipal in a statement that fails anyway",
			policy({ Effect: "Allow", NotPrincipal: { AWS: OTHER }, Action: "sts:TagSession" }),
			{},
			"denied",
		],
		["a caller that is no principal", to("*"), { principalArn: "lambda.amazonaws.com" }, "unknown"],
	])("%s", (...row) => check(row));
});

describe("actions", () => {
	const doing = (Action: unknown) => policy(allow({ Action }));
	test.each<Case>([
		["case does not count", doing("STS:assumerole"), {}, "allowed"],
		["sts:*", doing("sts:*"), {}, "allowed"],
		["*", doing("*"), {}, "allowed"],
		["a wildcard in the middle", doing("sts:Assume*"), {}, "allowed"],
		["a single-character wildcard", doing("sts:AssumeRol?"), {}, "allowed"],
		["a list", doing(["sts:TagSession", "sts:AssumeRole"]), {}, "allowed"],
		["another action", doing("sts:AssumeRoleWithSAML"), {}, "denied"],
		["an empty list", doing([]), {}, "denied"],
		[
			"NotAction of another",
			policy(allow({ Action: undefined, NotAction: "sts:TagSession" })),
			{},
			"allowed",
		],
		["NotAction of it", policy(allow({ Action: undefined, NotAction: "sts:assume*" })), {}, "denied"],
		["both", policy(allow({ NotAction: "sts:TagSession" })), {}, "unknown"],
		["neither", policy(allow({ Action: undefined })), {}, "unknown"],
	])("%s", (...row) => check(row));
});

describe("statements", () => {
	const deny = (more: Json = {}) => ({ ...allow(more), Effect: "Deny" });
	test.each<Case>([
		["no statement", policy(), {}, "denied"],
		["a single statement without a list", { Statement: allow() }, {}, "allowed"],
		["an explicit deny wins", policy(allow(), deny()), {}, "denied"],
		["wherever it stands", policy(deny(), allow()), {}, "denied"],
		["a deny for others is none", policy(allow(), deny({ Principal: { AWS: OTHER } })), {}, "allowed"],
		["one allow of several is enough", policy(allow({ Principal: { AWS: OTHER } }), allow()), {}, "allowed"],
		[
			"a deny that might apply",
			policy(allow(), deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } })),
			{},
			"unknown",
		],
		[
			"a deny that might apply where nothing allows",
			policy(deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } })),
			{},
			"denied",
		],
		[
			"a deny for a missing ID",
			policy(allow(), deny({ Condition: { Null: { "sts:ExternalId": "true" } } })),
			{},
			"denied",
		],
		[
			"is none with one",
			policy(allow(), deny({ Condition: { Null: { "sts:ExternalId": "true" } } })),
			{ externalId: ID },
			"allowed",
		],
		[
			"deny all but the ID",
			policy(allow(), deny({ Condition: { StringNotEquals: { "sts:ExternalId": ID } } })),
			{},
			"denied",
		],
		["a statement that is none", policy(allow(), "x"), {}, "unknown"],
		["unless a deny decides", policy(deny(), "x"), {}, "denied"],
		["an effect in lower case", policy({ ...allow(), Effect: "allow" }), {}, "unknown"],
		["null", null, {}, "unknown"],
		["a string", JSON.stringify(policy(allow())), {}, "unknown"],
		["a list", [allow()], {}, "unknown"],
		["a resource, which no trust policy has", policy(allow({ Resource: "*" })), {}, "unknown"],
		["a condition that is no object", policy(allow({ Condition: "x" })), {}, "unknown"],
	])("%s", (...row) => check(row));

	test("the deciding statement is named", () => {
		const answer = decideAssumeRole({
			policy: policy(allow({ Principal: { AWS: OTHER } }), allow({ Sid: "Us" })),
			principalArn: USER,
		});
		expect(answer).toEqual({
			decision: "allowed",
			reason: "Statement 2 (Us) allows it.",
			statement: { index: 1, sid: "Us" },
		});
	});
});

describe("conditions on the external ID", () => {
	const id = (operator: string, values: unknown) => when({ [operator]: { "sts:ExternalId": values } });
	const right = { externalId: ID };
	test.each<Case>([
		["StringEquals takes the ID", id("StringEquals", ID), right, "allowed"],
		["and no other case", id("StringEquals", ID), { externalId: ID.toUpperCase() }, "denied"],
		["and no suffix", id("StringEquals", ID), { externalId: `${ID}0` }, "denied"],
		["and none", id("StringEquals", ID), {}, "denied"],
		["and * only as itself", id("StringEquals", "harness:*"), right, "denied"],
		["one of several values", id("StringEquals", ["x", ID]), right, "allowed"],
		["no value at all", id("StringEquals", []), right, "denied"],
		["the key's case does not count", when({ StringEquals: { "STS:externalID": ID } }), right, "allowed"],
		["a number is text", id("StringEquals", 12345), { externalId: "12345" }, "allowed"],
		["StringNotEquals refuses the value", id("StringNotEquals", ID), right, "denied"],
		["takes every other", id("StringNotEquals", ID), { externalId: "x1" }, "allowed"],
		["and a missing one", id("StringNotEquals", ID), {}, "allowed"],
		["and must differ from all", id("StringNotEquals", ["x1", ID]), right, "denied"],
		["StringEqualsIgnoreCase", id("StringEqualsIgnoreCase", ID), { externalId: ID.toUpperCase() }, "allowed"],
		[
			"StringNotEqualsIgnoreCase",
			id("StringNotEqualsIgnoreCase", ID),
			{ externalId: ID.toUpperCase() },
			"denied",
		],
		[
			"StringLike with a wildcard",
			id("StringLike", `harness:${ACCOUNT}:*`),
			{ externalId: `harness:${ACCOUNT}:other` },
			"allowed",
		],
		[
			"StringLike with ?",
			id("StringLike", `${ID.slice(0, -1)}?`),
			{ externalId: `${ID.slice(0, -1)}x` },
			"allowed",
		],
		["StringLike regards case", id("StringLike", "HARNESS:*"), right, "denied"],
		["StringLike without an ID", id("StringLike", "*"), {}, "denied"],
		["StringNotLike", id("StringNotLike", "harness:*"), right, "denied"],
		["StringNotLike without an ID", id("StringNotLike", "harness:*"), {}, "allowed"],
		["IfExists lets a missing one in", id("StringEqualsIfExists", ID), {}, "allowed"],
		["IfExists still compares", id("StringEqualsIfExists", ID), { externalId: "x1" }, "denied"],
		["IfExists negated", id("StringNotEqualsIfExists", ID), {}, "allowed"],
		["ForAllValues lets a missing one in", id("ForAllValues:StringEquals", ID), {}, "allowed"],
		["ForAllValues still compares", id("ForAllValues:StringEquals", ID), { externalId: "x1" }, "denied"],
		["ForAllValues negated", id("ForAllValues:StringNotEquals", ID), right, "denied"],
		["ForAnyValue compares", id("ForAnyValue:StringEquals", [ID]), right, "allowed"],
		["ForAnyValue refuses a missing one", id("ForAnyValue:StringEquals", ID), {}, "denied"],
		["even negated", id("ForAnyValue:StringNotEquals", ID), {}, "denied"],
		["unless IfExists", id("ForAnyValue:StringNotEqualsIfExists", ID), {}, "allowed"],
		["Null true wants none", id("Null", "true"), {}, "allowed"],
		["Null true with one", id("Null", true), right, "denied"],
		["Null false wants one", id("Null", "false"), right, "allowed"],
		["Null false without", id("Null", false), {}, "denied"],
		["Null of nonsense", id("Null", "maybe"), {}, "unknown"],
		["Null has no IfExists", id("NullIfExists", "true"), {}, "unknown"],
		["an unknown operator", id("StringMatches", ID), right, "unknown"],
		["an operator in lower case", id("stringequals", ID), right, "unknown"],
		["toString is no operator", id("toString", ID), right, "unknown"],
		["a policy variable", id("StringEquals", VARIABLE), right, "unknown"],
		["beside a value that matches", id("StringEquals", [VARIABLE, ID]), right, "allowed"],
		["a policy variable with no ID sent", id("StringEquals", VARIABLE), {}, "denied"],
		["an object as value", id("StringEquals", { a: 1 }), right, "unknown"],
		[
			"the value is literal without a version",
			{ Statement: allow({ Condition: { StringEquals: { "sts:ExternalId": VARIABLE } } }) },
			{ externalId: VARIABLE },
			"allowed",
		],
		["ArnLike is not for IDs", id("ArnLike", ID), right, "unknown"],
	])("%s", (...row) => check(row));
});

describe("other keys", () => {
	const by = (operator: string, key: string, value: unknown) => when({ [operator]: { [key]: value } });
	const session = { principalArn: SESSION };
	test.each<Case>([
		["PrincipalArn of a user", by("ArnEquals", "aws:PrincipalArn", USER), {}, "allowed"],
		[
			"PrincipalArn of a session is its role",
			by("ArnEquals", "aws:PrincipalArn", PLAIN_ROLE),
			session,
			"allowed",
		],
		["not the session itself", by("ArnEquals", "aws:PrincipalArn", SESSION), session, "denied"],
		["nor another role", by("ArnEquals", "aws:PrincipalArn", `${PLAIN_ROLE}2`), session, "denied"],
		[
			"a session does not tell its role's path",
			by("ArnEquals", "aws:PrincipalArn", ROLE),
			session,
			"unknown",
		],
		["a role does", by("ArnEquals", "aws:PrincipalArn", ROLE), { principalArn: ROLE }, "allowed"],
		[
			"ArnEquals takes wildcards",
			by("ArnEquals", "aws:PrincipalArn", `arn:aws:iam::${ACCOUNT}:role/*`),
			{ principalArn: ROLE },
			"allowed",
		],
		[
			"a wildcard stays inside its part",
			by("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*/Worker"),
			{ principalArn: ROLE },
			"unknown",
		],
		[
			"any account",
			by("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/team/Worker"),
			{ principalArn: ROLE },
			"allowed",
		],
		["ArnNotEquals", by("ArnNotEquals", "aws:PrincipalArn", ROLE), { principalArn: ROLE }, "denied"],
		[
			"ArnNotLike",
			by("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:user/*"),
			{ principalArn: ROLE },
			"allowed",
		],
		[
			"StringLike on an ARN",
			by("StringLike", "aws:PrincipalArn", "*Worker"),
			{ principalArn: ROLE },
			"allowed",
		],
		["root's own ARN", by("ArnEquals", "aws:PrincipalArn", ROOT), { principalArn: ROOT }, "allowed"],
		["PrincipalAccount", by("StringEquals", "aws:principalaccount", ACCOUNT), {}, "allowed"],
		["another PrincipalAccount", by("StringEquals", "aws:PrincipalAccount", "111122223333"), {}, "denied"],
		[
			"RoleSessionName",
			by("StringLike", "sts:RoleSessionName", "rolebridge-*"),
			{ sessionName: "rolebridge-a" },
			"allowed",
		],
		[
			"another RoleSessionName",
			by("StringLike", "sts:RoleSessionName", "rolebridge-*"),
			{ sessionName: "a" },
			"denied",
		],
		["RoleSessionName not known", by("StringLike", "sts:RoleSessionName", "rolebridge-*"), {}, "unknown"],
		["it is always there", by("Null", "sts:RoleSessionName", "true"), {}, "denied"],
		["another key", by("StringEquals", "aws:PrincipalOrgID", "o-1"), {}, "unknown"],
		[
			"another key in a statement that fails",
			policy(
				allow({ Principal: { AWS: OTHER }, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
			),
			{},
			"denied",
		],
		[
			"all operators must hold",
			when({ StringEquals: { "sts:ExternalId": ID }, ArnEquals: { "aws:PrincipalArn": ROLE } }),
			{ externalId: ID },
			"denied",
		],
		[
			"all keys must hold",
			when({ StringEquals: { "sts:ExternalId": ID, "aws:PrincipalAccount": ACCOUNT } }),
			{ externalId: ID },
			"allowed",
		],
		[
			"a failing key outweighs an unknown one",
			when({ StringEquals: { "sts:ExternalId": ID, "aws:PrincipalOrgID": "o-1" } }),
			{},
			"denied",
		],
	])("%s", (...row) => check(row));
});

test("no policy, however odd, makes it throw or allow without an Allow statement", () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.anything(),
				fc.anything().map((Statement) => ({ Statement })),
			),
			(odd) => {
				expect(decideAssumeRole({ policy: odd, principalArn: USER }).decision).not.toBe("allowed");
			},
		),
	);
});

test("adding a deny for everybody denies whatever else the policy says", () => {
	const condition = fc.constantFrom({}, { Condition: { StringEquals: { "sts:ExternalId": ID } } });
	fc.assert(
		fc.property(fc.array(condition.map(allow), { maxLength: 4 }), fc.nat(4), (statements, at) => {
			const all = statements.toSpliced(at, 0, { Effect: "Deny", Principal: "*", Action: "*" });
			expect(decideAssumeRole({ policy: policy(...all), principalArn: USER, externalId: ID }).decision).toBe(
				"denied",
			);
		}),
	);
});
