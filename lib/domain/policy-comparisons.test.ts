import { describe, expect, it, test } from "vitest";
import { arnParts, matchesArn, matchNull } from "./policy-comparisons.ts";

describe("an ARN", () => {
	it("has six parts at most, whatever colons the last one holds", () => {
		expect(arnParts("arn:aws:logs:us-east-1:123456789012:log-group:acme:*")).toEqual([
			...["arn", "aws", "logs", "us-east-1", "123456789012", "log-group:acme:*"],
		]);
		expect(arnParts("arn:aws:s3")).toEqual(["arn", "aws", "s3"]);
	});

	test.each<readonly [string, string, boolean | null]>([
		["arn:aws:iam::*:role/ci", "arn:aws:iam::123456789012:role/ci", true],
		["arn:aws:iam::*:role/c?", "arn:aws:iam::123456789012:role/ci", true],
		["arn:*:role/ci", "arn:aws:iam::123456789012:role/ci", null],
		["arn:aws:iam:::role/ci", "arn:aws:iam::123456789012:role/ci", false],
		["arn:aws:iam::123456789012:role/ci", "AROAEXAMPLE", null],
	])("pattern %s is compared with %s part by part: %s", (pattern, arn, matches) => {
		expect(matchesArn(pattern, arn)).toBe(matches);
	});
});

test.each<readonly [readonly string[], boolean, boolean | null]>([
	[["true"], true, true],
	[["True"], false, false],
	[["false"], false, true],
	[["true", "false"], false, true],
	[["maybe"], true, null],
])("Null: %j of a key that is missing: %s holds: %s", (values, isMissing, holds) => {
	expect(matchNull(values, isMissing)).toBe(holds);
});
