import { expect, test } from "vitest";
import { RolloutDraftSchema } from "./rollout-input.ts";
import { DraftSchema } from "./step-input.ts";

const SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const DRAFT = {
	connectorId: "abcdefghij0123456789",
	values: { secretKeyRef: SECRET_KEY, region: "us-east-1" },
};

test("a secret key that was pasted where a name belongs is not kept with the unsaved typing", () => {
	const kept = DraftSchema.parse({ ...DRAFT, step: "credentials" });
	expect(kept.values).toEqual({ region: "us-east-1" });
});

test.each(["overview", "credentials", "delegate", "role"])(
	"nor is one that was pasted into another field of %s, however deep and whatever stands around it",
	(step) => {
		for (const pasted of [
			SECRET_KEY,
			`aws_secret_access_key=${SECRET_KEY}`,
			`SET AWS_SECRET_ACCESS_KEY=${SECRET_KEY}`,
			`AKIAIOSFODNN7EXAMPLE${SECRET_KEY}`,
			`arn:${SECRET_KEY}`,
		]) {
			const values = { description: pasted, tags: [{ key: pasted, value: { deep: [pasted] } }], [pasted]: 1 };
			expect(JSON.stringify(DraftSchema.parse({ ...DRAFT, step, values }))).not.toContain("wJalrXUtn");
			const rollout = { rolloutId: DRAFT.connectorId, step: "organization", values };
			expect(JSON.stringify(RolloutDraftSchema.parse(rollout))).not.toContain("wJalrXUtn");
		}
	},
);

test("a key that is typed half into a field of names is not kept there", () => {
	const values = {
		secretKeyRef: SECRET_KEY.slice(0, 30),
		accessKeyId: "wJalrXUtnFEMI",
		accessKeyRef: "org.key",
	};
	expect(DraftSchema.parse({ ...DRAFT, step: "credentials", values }).values).toEqual({
		accessKeyRef: "org.key",
	});
});

test.each([
	["a commit", "0123456789abcdef0123456789abcdef01234567"],
	["a template's digest", `${"0123456789abcdef".repeat(4)}`],
	["a role's ARN", `arn:aws:iam::123456789012:role/Team1/${"HarnessDeploy2".repeat(3)}`],
	[
		"a template's address",
		"https://b.s3.amazonaws.com/t.yaml?versionId=3HL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY+MTRCxf3vjVBH40Nr8X8gdRQBpUMLUo",
	],
	["a long role name", "HarnessCostManagementCrossAccountAccessRole"],
	["an external ID", "harness:891928451355:EfOfrUbHTtupeZjUqxlHBg"],
	["lines of accounts", "123456789012,Payments,payments@example.com\n210987654321,Data,data@example.com"],
])("what is typed is kept as it is: %s", (_, typed) => {
	const values = { description: typed, list: [typed, 7, true, null] };
	expect(DraftSchema.parse({ ...DRAFT, step: "overview", values }).values).toEqual(values);
});

test("dropping what was kept stays possible", () => {
	expect(DraftSchema.parse({ ...DRAFT, step: "credentials", values: null }).values).toBeNull();
});
