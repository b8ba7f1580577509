import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveEntry } from "./entry-statements.ts";
import { preparePolicies } from "./evaluate.ts";
import { LIBRARY } from "./library.ts";
import { coversAction, coversResource } from "./match-pattern.ts";
import { mergePolicies } from "./merge.ts";
import type { Policy, PolicyStatement } from "./policy.ts";
import { anyPolicy, anyRequest, variable } from "./policy-world.test-support.ts";

const policy = (...Statement: readonly PolicyStatement[]): Policy => ({ Version: "2012-10-17", Statement });
const allow = (Action: readonly string[], Resource: readonly string[] = ["*"]): PolicyStatement => ({
	Effect: "Allow",
	Action,
	Resource,
});

describe("a merged policy", () => {
	it("decides every request as its parts together do", () => {
		fc.assert(
			fc.property(
				fc.array(anyPolicy, { maxLength: 4 }),
				fc.array(anyRequest, { minLength: 1, maxLength: 20 }),
				(policies, requests) => {
					const decideParts = preparePolicies(policies);
					const decideWhole = preparePolicies([mergePolicies(policies)]);
					for (const request of requests)
						expect(decideWhole(request).decision).toBe(decideParts(request).decision);
				},
			),
			{ numRuns: 1_500 },
		);
	});

	it("reads the same in whatever order its parts come, and merging it again changes nothing", () => {
		fc.assert(
			fc.property(fc.array(anyPolicy, { maxLength: 4 }), (policies) => {
				const merged = mergePolicies(policies);
				const turned = policies
					.toReversed()
					.map(({ Statement, ...rest }) => ({ ...rest, Statement: Statement.toReversed() }));
				expect(mergePolicies(turned)).toEqual(merged);
				expect(mergePolicies([merged])).toEqual(merged);
				expect(JSON.stringify(mergePolicies(turned))).toBe(JSON.stringify(merged));
			}),
			{ numRuns: 1_000 },
		);
	});

	it("holds no action and no resource that another one of the same statement covers", () => {
		const isMinimal = (values: readonly string[], covers: (a: string, b: string) => boolean) =>
			values.every((value, at) => !values.some((other, index) => index !== at && covers(other, value)));
		fc.assert(
			fc.property(fc.array(anyPolicy, { maxLength: 4 }), (policies) => {
				for (const { Action, Resource } of mergePolicies(policies).Statement) {
					expect(isMinimal(Action, coversAction), Action.join()).toBe(true);
					expect(isMinimal(Resource, coversResource), Resource.join()).toBe(true);
					expect(Action.length * Resource.length).toBeGreaterThan(0);
				}
			}),
			{ numRuns: 1_000 },
		);
	});

	it("joins what stands on the same resources and folds what a wildcard or another spelling covers", () => {
		const merged = mergePolicies([
			policy(allow(["ec2:DescribeRegions"]), allow(["s3:GetObject"], ["arn:aws:s3:::acme/*"])),
			policy(allow(["ec2:Describe*", "ec2:createTags"]), allow(["ec2:CreateTags"])),
			policy(allow(["s3:PutObject"], ["arn:aws:s3:::acme/*", "arn:aws:s3:::acme/reports/*"])),
		]);
		expect(merged.Statement).toEqual([
			allow(["ec2:CreateTags", "ec2:Describe*"]),
			allow(["s3:GetObject", "s3:PutObject"], ["arn:aws:s3:::acme/*"]),
		]);
	});

	it("keeps a narrower condition beside a wider action, and drops it beside the same without one", () => {
		const held = { ...allow(["ec2:RunInstances"]), Condition: { Bool: { "aws:SecureTransport": ["true"] } } };
		expect(mergePolicies([policy(held, allow(["ec2:Describe*"]))]).Statement).toHaveLength(2);
		expect(mergePolicies([policy(held, allow(["ec2:*"]))]).Statement).toEqual([allow(["ec2:*"])]);
	});

	it("keeps a Deny, and never lets an Allow cover it", () => {
		const deny: PolicyStatement = { Effect: "Deny", Action: ["s3:DeleteObject"], Resource: ["*"] };
		expect(mergePolicies([policy(allow(["s3:*"]), deny)]).Statement).toEqual([allow(["s3:*"]), deny]);
	});

	it("does not take a policy variable for the text it is written with", () => {
		const merged = mergePolicies([
			policy(allow(["s3:GetObject"], ["arn:aws:s3:::*username*/*", variable("arn:aws:s3:::", "/*")])),
		]);
		expect(merged.Statement[0]?.Resource).toHaveLength(2);
	});

	it("of two hundred entries on buckets of their own allows what they do, in few statements", () => {
		const policies = Array.from({ length: 200 }, (_, index) => {
			const entry = LIBRARY[index % LIBRARY.length];
			const bucketNames = [`acme-artifacts-${index}`];
			const facts = {
				...{ partition: "aws" as const, bucketNames, regions: [], accountIds: [] },
				...{ otherAccountId: "999988887777", harnessBucketName: "harness-bucket" },
			};
			return policy(
				...(entry === undefined || entry.id === "serverless-full" ? [] : resolveEntry(entry, facts)),
			);
		});
		const merged = mergePolicies(policies);
		const decideParts = preparePolicies(policies);
		const decideWhole = preparePolicies([merged]);
		const context = { "aws:ResourceAccount": ["999988887777"], "iam:AWSServiceName": [] };
		for (const { Statement } of policies) {
			for (const { Action, Resource } of Statement) {
				for (const written of Action) {
					for (const pattern of Resource) {
						const [action, resource] = [written, pattern === "*" ? "*" : pattern].map((text) =>
							text === "*" ? "*" : text.replaceAll("*", "X"),
						);
						const request = { action: action ?? "", resource: resource ?? "", context };
						expect(decideWhole(request).decision).toBe(decideParts(request).decision);
					}
				}
			}
		}
		expect(merged.Statement.length).toBeLessThan(30);
	});
});
