import { describe, expect, test } from "vitest";
import { deleteStackCommand, roleConsoleUrl } from "./stack-deletion.ts";

describe("deleteStackCommand", () => {
	const place = { partition: "aws", region: "us-east-1", stackName: "role-stack", stackId: null } as const;

	test("names the stack in its region, and waits until it is gone", () => {
		expect(deleteStackCommand(place)).toBe(
			[
				"aws cloudformation delete-stack \\\n  --region us-east-1 \\\n  --stack-name role-stack",
				"aws cloudformation wait stack-delete-complete \\\n  --region us-east-1 \\\n  --stack-name role-stack",
			].join(" && "),
		);
	});

	test("takes the stack's id where it is known, so that a later stack of the same name is spared", () => {
		const stackId = "arn:aws:cloudformation:us-east-1:123456789012:stack/role-stack/6f0c1a";
		expect(deleteStackCommand({ ...place, stackId })).toContain(`--stack-name ${stackId}`);
	});

	test.each(["a; rm -rf ~", "$(id)", "it's", "a\nb"])("keeps %j one word of the shell", (stackName) => {
		const quoted = `'${stackName.replaceAll("'", "'\\''")}'`;
		expect(deleteStackCommand({ ...place, stackName })).toContain(`--stack-name ${quoted}`);
	});
});

describe("roleConsoleUrl", () => {
	test.each([
		[
			"aws",
			"eu-west-1",
			"https://eu-west-1.console.aws.amazon.com/iam/home?region=eu-west-1#/roles/details/Role",
		],
		[
			"aws-us-gov",
			"us-gov-west-1",
			"https://console.amazonaws-us-gov.com/iam/home?region=us-gov-west-1#/roles/details/Role",
		],
	] as const)("opens the role in the console of %s", (partition, region, url) => {
		expect(roleConsoleUrl(partition, region, "Role")).toBe(url);
	});

	test("encodes what a role's name may have", () => {
		expect(roleConsoleUrl("aws", "us-east-1", "a+b=c,d.e@f-g")).toMatch(/details\/a%2Bb%3Dc%2Cd\.e%40f-g$/);
	});

	test("refuses a region of another partition", () => {
		expect(() => roleConsoleUrl("aws-us-gov", "us-east-1", "Role")).toThrow(RangeError);
	});
});
