import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideRequest, type PolicyRequest, preparePolicies } from "./evaluate.ts";
import type { Policy } from "./policy.ts";
import { anyPolicy, anyRequest, variable } from "./policy-world.test-support.ts";

const policy = (...Statement: readonly unknown[]) => ({ Version: "2012-10-17", Statement });
const get: PolicyRequest = { action: "s3:GetObject", resource: "arn:aws:s3:::acme/report.csv" };
const allowGet = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" };
const decision = (policies: readonly unknown[], request: PolicyRequest) =>
	decideRequest(policies, request).decision;
const under = (Condition: unknown, context?: PolicyRequest["context"]) =>
	decision([policy({ ...allowGet, Condition })], { ...get, ...(context && { context }) });

describe("identity policies", () => {
	it("allow what a statement allows, and nothing else", () => {
		expect(decideRequest([policy(allowGet)], get)).toEqual({
			decision: "allowed",
			reason: "Statement 1 allows it.",
			statement: { policy: 0, index: 0, sid: null },
		});
		expect(decideRequest([policy(allowGet)], { ...get, action: "s3:PutObject" })).toEqual({
			decision: "denied",
			reason: "No statement allows it.",
		});
		expect(decision([policy(allowGet)], { ...get, resource: "arn:aws:s3:::other/report.csv" })).toBe(
			"denied",
		);
	});

	it("deny explicitly whatever allows it, in any of the documents", () => {
		const deny = policy({ Sid: "NoReports", Effect: "Deny", Action: "s3:Get*", Resource: "*" });
		expect(decideRequest([policy(allowGet), deny], get)).toEqual({
			decision: "denied",
			reason: "Statement 1 of policy 2 (NoReports) denies it.",
			statement: { policy: 1, index: 0, sid: "NoReports" },
		});
	});

	it("take actions in any case and resources in theirs", () => {
		const loud = policy({ ...allowGet, Action: "S3:GETOBJECT" });
		expect(decision([loud], get)).toBe("allowed");
		expect(decision([loud], { ...get, resource: "arn:aws:s3:::ACME/report.csv" })).toBe("denied");
	});

	it("read NotAction and NotResource as everything else", () => {
		const others = policy({ Effect: "Allow", NotAction: "iam:*", NotResource: "arn:aws:s3:::acme/*" });
		expect(decision([others], get)).toBe("denied");
		expect(decision([others], { ...get, resource: "arn:aws:s3:::other/x" })).toBe("allowed");
		expect(decision([others], { action: "iam:PassRole", resource: "arn:aws:iam::1:role/x" })).toBe("denied");
	});

	it("match a star over slashes, at the end over colons, and leave open what only runs over a colon", () => {
		const on = (Resource: string, resource: string) =>
			decision([policy({ Effect: "Allow", Action: "*", Resource })], { action: "s3:GetObject", resource });
		expect(on("arn:aws:s3:::acme/*", "arn:aws:s3:::acme/a/b/c")).toBe("allowed");
		expect(on("arn:aws:s3:*", "arn:aws:s3:::acme/a")).toBe("allowed");
		expect(on("arn:aws:*:acme/a", "arn:aws:s3:::acme/a")).toBe("unknown");
	});
});

describe("what cannot be told", () => {
	it("is unknown: a key that is not given, an operator nobody knows, a variable without a value", () => {
		expect(under({ StringEquals: { "aws:RequestedRegion": "us-east-1" } })).toBe("unknown");
		expect(under({ StringResembles: { "aws:RequestedRegion": "us-east-1" } }, {})).toBe("unknown");
		const own = { ...allowGet, Resource: variable("arn:aws:s3:::acme/", "*") };
		expect(decision([policy(own)], get)).toBe("unknown");
		expect(decision([policy(own)], { ...get, context: { "aws:username": ["report"] } })).toBe("allowed");
		expect(decision([policy(own)], { ...get, context: { "aws:username": ["ann"] } })).toBe("denied");
		expect(decision([policy(own)], { ...get, context: { "aws:username": ["*"] } })).toBe("unknown");
	});

	it("is no obstacle where the answer is the same anyhow", () => {
		const open = { ...allowGet, Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } };
		expect(decision([policy(open, allowGet)], get)).toBe("allowed");
		expect(decision([policy({ ...open, Effect: "Deny" }, allowGet)], get)).toBe("unknown");
		expect(decision([policy({ ...open, Action: "s3:PutObject" })], get)).toBe("denied");
	});

	it("is a policy against IAM's grammar, and a statement for somebody else", () => {
		for (const broken of [null, "text", {}, [], policy({ Effect: "Maybe", Action: "*", Resource: "*" })]) {
			expect(decision([broken, policy(allowGet)], get)).toBe("unknown");
		}
		expect(decision([policy({ ...allowGet, Principal: "*" })], get)).toBe("unknown");
		expect(decision([policy({ Effect: "Allow", Action: "*" })], get)).toBe("unknown");
		expect(decision(["text", policy({ Effect: "Deny", Action: "*", Resource: "*" })], get)).toBe("denied");
	});

	it("is a pattern where one action or one resource is asked for", () => {
		expect(decision([policy(allowGet)], { ...get, action: "s3:Get*" })).toBe("unknown");
		expect(decision([policy(allowGet)], { ...get, resource: "arn:aws:s3:::acme/*" })).toBe("unknown");
	});

	it("is every resource at once where a statement names some", () => {
		const all = { action: "s3:GetObject", resource: "*" };
		const any = { Effect: "Allow", Action: "s3:*", Resource: "*" };
		expect(decision([policy(any)], all)).toBe("allowed");
		expect(decision([policy(any, { ...allowGet, Effect: "Deny" })], all)).toBe("unknown");
		expect(decision([policy({ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::x" })], all)).toBe(
			"unknown",
		);
	});
});

describe("a condition", () => {
	const key = "aws:RequestedRegion";
	it.each([
		["StringEquals", "us-east-1", ["us-east-1"], "allowed"],
		["StringEquals", "us-east-1", ["US-EAST-1"], "denied"],
		["StringEqualsIgnoreCase", "us-east-1", ["US-EAST-1"], "allowed"],
		["StringLike", "us-*", ["us-west-2"], "allowed"],
		["StringNotLike", "us-*", ["us-west-2"], "denied"],
		["StringNotEquals", "us-east-1", [], "allowed"],
		["StringEquals", "us-east-1", [], "denied"],
		["StringEqualsIfExists", "us-east-1", [], "allowed"],
		["StringEqualsIfExists", "us-east-1", ["eu-west-1"], "denied"],
		["StringEquals", "us-east-1", ["us-east-1", "eu-west-1"], "unknown"],
		["ForAllValues:StringEquals", "us-east-1", ["us-east-1", "eu-west-1"], "denied"],
		["ForAllValues:StringEquals", "us-east-1", [], "allowed"],
		["ForAnyValue:StringEquals", "us-east-1", ["us-east-1", "eu-west-1"], "allowed"],
		["ForAnyValue:StringEquals", "us-east-1", [], "denied"],
		["ForAnyValue:StringEqualsIfExists", "us-east-1", [], "unknown"],
		["ForAnyValue:StringNotEquals", "us-east-1", ["us-east-1", "eu-west-1"], "allowed"],
		["ForAllValues:StringNotEquals", "us-east-1", ["us-east-1", "eu-west-1"], "denied"],
		["Null", "true", [], "allowed"],
		["Null", "false", [], "denied"],
		["Null", "maybe", [], "unknown"],
		["NumericLessThan", "10", ["9.5"], "allowed"],
		["NumericGreaterThanEquals", "10", ["9.5"], "denied"],
		["NumericNotEquals", "10", ["11"], "allowed"],
		["NumericEquals", "ten", ["10"], "unknown"],
		["NumericEquals", "", ["0"], "unknown"],
		["DateGreaterThan", "2026-01-01T00:00:00Z", ["2026-06-01T00:00:00Z"], "allowed"],
		["DateLessThan", "2026-01-01T00:00:00Z", ["1767225600"], "denied"],
		["DateLessThan", "next week", ["2026-06-01T00:00:00Z"], "unknown"],
		["Bool", "true", ["TRUE"], "allowed"],
		["Bool", "true", ["yes"], "unknown"],
		["BinaryEquals", "QmluYXJ5", ["QmluYXJ5"], "allowed"],
		["IpAddress", "10.1.0.0/16", ["10.1.255.255"], "allowed"],
		["IpAddress", "10.1.0.0/16", ["10.2.0.0"], "denied"],
		["NotIpAddress", "0.0.0.0/0", ["10.2.0.0"], "denied"],
		["IpAddress", "2001:db8::/32", ["2001:db8::1"], "unknown"],
		["IpAddress", "10.1.0.0/33", ["10.1.0.0"], "unknown"],
		["ArnLike", "arn:aws:iam::*:role/a*", ["arn:aws:iam::111122223333:role/abc"], "allowed"],
		["ArnNotLike", "arn:aws:iam::*:role/a*", ["arn:aws:iam::111122223333:role/abc"], "denied"],
		["ArnEquals", "arn:*", ["arn:aws:iam::111122223333:role/abc"], "unknown"],
		["constructor", "x", ["x"], "unknown"],
	])("%s %j of %j: %s", (operator, wanted, actual, expected) => {
		expect(under({ [operator]: { [key]: wanted } }, { [key.toLowerCase()]: actual })).toBe(expected);
	});

	it("takes policy variables by the version that knows them, and as plain text by the one that does not", () => {
		const Condition = { StringEquals: { "s3:prefix": variable("home/") } };
		const context = { "s3:prefix": ["home/ann"], "aws:username": ["ann"] };
		expect(under(Condition, context)).toBe("allowed");
		expect(decision([{ Statement: { ...allowGet, Condition } }], { ...get, context })).toBe("denied");
	});

	it("whose key is given twice with different values is not known", () => {
		expect(under({ StringEquals: { a: "1" } }, { a: ["1"], A: ["2"] })).toBe("unknown");
	});

	it("holds only where every operator and every key does", () => {
		const both = { StringEquals: { a: "1", b: "2" }, Null: { c: "true" } };
		expect(under(both, { a: ["1"], b: ["2"], c: [] })).toBe("allowed");
		expect(under(both, { a: ["1"], b: ["x"], c: [] })).toBe("denied");
		expect(under(both, { a: ["1"], b: ["2"], c: ["3"] })).toBe("denied");
	});
});

describe("against a second, slow reading of IAM's rules", () => {
	const like = (pattern: string, text: string, flags = "s") =>
		new RegExp(
			`^${pattern
				.replace(/[.+^${}()|[\]\\]/g, "\\$&")
				.replaceAll("*", ".*")
				.replaceAll("?", ".")}$`,
			flags,
		).test(text);

	/** Knows every key, no variables, no colons within wildcards: plain yes or no. */
	function allows(policies: readonly Policy[], request: PolicyRequest): boolean {
		const holds = policies
			.flatMap(({ Statement }) => Statement)
			.filter(
				({ Action, Resource, Condition = {} }) =>
					Action.some((action) => like(action, request.action, "is")) &&
					Resource.some((resource) => like(resource, request.resource)) &&
					Object.entries(Condition).every(([operator, keys]) =>
						Object.entries(keys).every(([key, wanted]) => {
							const [value] = Object.entries(request.context ?? {}).find(
								([name]) => name.toLowerCase() === key.toLowerCase(),
							)?.[1] ?? [""];
							const isHit = wanted.some((one) =>
								operator.endsWith("Like") ? like(one, value ?? "") : one === value,
							);
							return operator.includes("Not") ? !isHit : isHit;
						}),
					),
			);
		return holds.every(({ Effect }) => Effect === "Allow") && holds.length > 0;
	}

	it("agrees wherever it decides, and decides where everything is known", () => {
		const known = anyRequest.map((request) => ({
			...request,
			context: {
				"aws:RequestedRegion": ["us-east-1"],
				"aws:SecureTransport": ["true"],
				"aws:UserName": ["ann"],
				...Object.fromEntries(
					Object.entries(request.context).filter(([, list]) => list.length > 0 && !list.includes("a*")),
				),
			},
		}));
		let decided = 0;
		fc.assert(
			fc.property(fc.array(anyPolicy, { maxLength: 3 }), known, (policies, request) => {
				const { decision: answer } = decideRequest(policies, request);
				const isPlain = policies.every(({ Statement }) =>
					Statement.every(({ Resource }) => Resource.every((one) => !/\$|:\*:/.test(one))),
				);
				if (!isPlain || request.resource === "*") return;
				decided += 1;
				expect(answer).toBe(allows(policies, request) ? "allowed" : "denied");
			}),
			{ numRuns: 5_000 },
		);
		expect(decided).toBeGreaterThan(200);
	});
});

it("answers the same whether policies are read once or anew", () => {
	fc.assert(
		fc.property(anyPolicy, fc.array(anyRequest, { minLength: 1 }), (one, requests) => {
			const decide = preparePolicies([one]);
			for (const request of requests) {
				expect(decide(request)).toEqual(decideRequest([one], request));
				expect(decide(request)).toEqual(decideRequest([one], request));
			}
		}),
	);
});

describe("policies that a stranger wrote to take long", () => {
	const statement = (patterns: readonly string[]) => ({
		Effect: "Allow",
		Action: "s3:*",
		Resource: patterns,
	});
	const inTime = (policies: readonly unknown[], requests: readonly PolicyRequest[]) => {
		const begun = performance.now();
		const decide = preparePolicies(policies);
		const decisions = requests.map((request) => decide(request).decision);
		expect(performance.now() - begun).toBeLessThan(3_000);
		return decisions;
	};
	const many = (count: number, resource: string): readonly PolicyRequest[] =>
		Array.from({ length: count }, (_, index) => ({ action: `s3:Get${index}`, resource }));

	it.each<readonly [string, readonly string[], string]>([
		["nearly matching runs", Array.from({ length: 380 }, () => `*${"a".repeat(140)}b`), "a".repeat(250)],
		[
			"wandering question marks",
			Array.from({ length: 50 }, () => `*${"a?".repeat(500)}b*`),
			"a".repeat(2_000),
		],
		["variables that grow", [variable("aws:userid").repeat(4_000)], "a"],
		["nothing but stars", Array.from({ length: 15_000 }, () => "*x"), "a".repeat(2_000)],
	])("end in time: %s", (_, patterns, resource) => {
		const policy = { Version: "2012-10-17", Statement: [statement(patterns)] };
		const context = { "aws:userid": ["a".repeat(2_000)] };
		const decisions = inTime(
			[policy],
			many(5_000, resource).map((request) => ({ ...request, context })),
		);
		expect(decisions).not.toContain("allowed");
		expect(decisions.at(-1)).toBe("unknown");
	});

	it("leave a role's real policies decided: 20 of them, 200 requests", () => {
		const buckets = Array.from({ length: 150 }, (_, index) => `arn:aws:s3:::acme-artifacts-${index}/*`);
		const policies = Array.from({ length: 20 }, () => ({
			Version: "2012-10-17",
			Statement: [statement(buckets)],
		}));
		const decisions = inTime(policies, many(200, "arn:aws:s3:::acme-artifacts-149/x"));
		expect(new Set(decisions)).toEqual(new Set(["allowed"]));
	});
});

it.each([
	{ NotAction: [], Resource: "*" },
	{ Action: "*", NotResource: [] },
	{ Action: "*", Resource: "*", Condition: { StringNotEquals: { "aws:username": [] } } },
])("a statement with an empty list, %j, is unknown, not all or nothing", (elements) => {
	const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...elements }] };
	const request = {
		action: "s3:GetObject",
		resource: "arn:aws:s3:::a/b",
		context: { "aws:username": ["ann"] },
	};
	expect(decideRequest([policy], request).decision).toBe("unknown");
});

it("a denial under an empty list of values is not overlooked", () => {
	const denial = {
		Effect: "Deny",
		Action: "*",
		Resource: "*",
		Condition: { StringEquals: { "aws:username": [] } },
	};
	expect(decision([policy(allowGet, denial)], { ...get, context: { "aws:username": ["ann"] } })).toBe(
		"unknown",
	);
});
