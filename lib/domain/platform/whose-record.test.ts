import { expect, test } from "vitest";
import type { AwsConnector } from "./aws-connector-body.ts";
import { roleArn } from "./platform.test-support.ts";
import { whoseRecord } from "./whose-record.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour));
const ours = { awsAccountId: "200000000003", harnessLastModifiedAt: at(11) };

function record(roleOf?: string): AwsConnector {
	const crossAccountAccess =
		roleOf === undefined ? undefined : { crossAccountRoleArn: roleArn(`arn:aws:iam::${roleOf}:role/x`) };
	const credential = { type: "Irsa", ...(crossAccountAccess && { crossAccountAccess }) };
	return { name: "x", identifier: "x", type: "Aws", spec: { credential } };
}

test.each([
	["with a role of our account", "200000000003", at(10), "ours"],
	["with such a role, though nothing is known of its age", "200000000003", null, "ours"],
	["with such a role, but made after ours", "200000000003", at(12), "foreign"],
	["with a role of another account", "999999999999", at(10), "foreign"],
	["without a role, there when we wrote ours", undefined, at(10), "ours"],
	["without a role, made after ours", undefined, at(12), "foreign"],
	["without a role, of unknown age", undefined, null, "unknown"],
])("a record %s", (_, account, createdAt, whose) => {
	expect(whoseRecord({ connector: record(account), createdAt }, ours)).toBe(whose);
});

test("a record without a role is nobody's where we do not know when we wrote ours", () => {
	const about = { ...ours, harnessLastModifiedAt: null };
	expect(whoseRecord({ connector: record(), createdAt: at(10) }, about)).toBe("unknown");
});
