import { describe, expect, it } from "vitest";
import type { Statement } from "../permissions.ts";
import { covers, diffActions } from "./diff-actions.ts";

const want = (...actions: string[]): readonly Statement[] => [
	{ Sid: "Wanted", Effect: "Allow", Action: actions, Resource: ["*"] },
];
const allow = (...actions: string[]) => ({
	Version: "2012-10-17",
	Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
});

describe("comparing a role's actions with the manifest's", () => {
	it("finds nothing when they are the same in other letters and another order", () => {
		expect(
			diffActions([allow("EC2:startinstances", "s3:GetObject")], want("s3:GetObject", "ec2:StartInstances")),
		).toEqual({ missing: [], extra: [], isComplete: true });
	});

	it("names what is missing and what is too much", () => {
		expect(
			diffActions([allow("ec2:*"), allow("iam:PassRole")], want("ec2:StartInstances", "s3:GetObject")),
		).toEqual({
			missing: ["s3:GetObject"],
			extra: ["ec2:*", "iam:PassRole"],
			isComplete: true,
		});
	});

	it("takes a narrower action under a wanted wildcard for no surplus, and the wildcard for missing", () => {
		expect(diffActions([allow("ecs:ListClusters")], want("ecs:ListClusters*"))).toEqual({
			missing: ["ecs:ListClusters*"],
			extra: [],
			isComplete: true,
		});
	});

	it("reads single statements and single actions as well as lists", () => {
		const document = { Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } };
		expect(diffActions([document], want("s3:GetObject"))).toMatchObject({ missing: [], isComplete: true });
	});

	it("says when a policy could not be understood", () => {
		const unclear = [
			{ Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }] },
			{ Statement: [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }] },
			{ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*", Condition: {} }] },
			null,
			"not a policy",
		];
		for (const document of unclear) {
			expect(diffActions([document], want("s3:GetObject")).isComplete, JSON.stringify(document)).toBe(false);
		}
	});

	it("does not take the template's own session guard for a gap", () => {
		const guard = {
			Statement: [{ Sid: "RolebridgeSessionReadsOnly", Effect: "Deny", NotAction: ["s3:GetObject"] }],
		};
		expect(diffActions([guard, allow("s3:GetObject")], want("s3:GetObject")).isComplete).toBe(true);
	});
});

describe("an action pattern", () => {
	it("covers what IAM says it covers", () => {
		expect(covers("ec2:Describe*", "ec2:DescribeInstances*")).toBe(true);
		expect(covers("ec2:DescribeInstance?", "ec2:DescribeInstances")).toBe(true);
		expect(covers("*", "iam:PassRole")).toBe(true);
		expect(covers("ec2:DescribeInstances", "ec2:DescribeInstances*")).toBe(false);
		expect(covers("s3:Get.bject", "s3:GetObject")).toBe(false);
		expect(covers("ec2:Describe?", "ec2:Describe*")).toBe(false);
		expect(covers("ec2:?escribe*", "ec2:Describe*")).toBe(true);
	});

	it("answers at once for a pattern that would make a backtracking matcher hang", () => {
		expect(covers("*a".repeat(40), `ec2:${"a".repeat(400)}b`)).toBe(false);
	});
});
