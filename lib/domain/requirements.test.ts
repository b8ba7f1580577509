import { expect, it } from "vitest";
import type { Requirements } from "./features.ts";
import { governancePolicyArns, isSameRequirements, needsLambdaRole } from "./requirements.ts";

const base: Requirements = {
	features: ["BILLING"],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
};
const only = (some: Partial<Requirements>): Requirements => ({ ...base, ...some });

it("attaches AWS's ReadOnlyAccess for Cloud Governance, or exactly the chosen policies", () => {
	const chosen = ["arn:aws:iam::123456789012:policy/Enforce"];
	expect(governancePolicyArns(only({ features: ["GOVERNANCE"] }), "aws-us-gov")).toEqual([
		"arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess",
	]);
	expect(
		governancePolicyArns(only({ features: ["GOVERNANCE"], governancePolicyArns: chosen }), "aws"),
	).toEqual(chosen);
	expect(governancePolicyArns(only({ features: ["BILLING"] }), "aws")).toEqual([]);
});

it("needs the Lambda role for a load balancer or the wide policy only", () => {
	expect(needsLambdaRole(only({ features: ["OPTIMIZATION"] }))).toBe(true);
	expect(needsLambdaRole(only({ features: ["OPTIMIZATION"], autoStopping: ["ALB"] }))).toBe(true);
	expect(needsLambdaRole(only({ features: ["OPTIMIZATION"], autoStopping: ["EC2"] }))).toBe(false);
	expect(needsLambdaRole(only({ features: ["BILLING"], autoStopping: ["ALB"] }))).toBe(false);
});

it("makes no difference in which order it is named", () => {
	const a: Requirements = { ...base, features: ["BILLING", "VISIBILITY"] };
	expect(isSameRequirements(a, { ...a, features: ["VISIBILITY", "BILLING"] })).toBe(true);
	expect(isSameRequirements(a, base)).toBe(false);
	expect(isSameRequirements(a, { ...a, commitmentWrite: true })).toBe(false);
});
