import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { arrivalCommands, eksctlCommands, type GuideCommand } from "./eksctl.ts";

const SET_UP = {
	clusterName: "test-eks",
	namespace: "harness-delegate-ng",
	serviceAccountName: "cdp-admin",
	region: "us-east-1",
	policyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
};

/** The words that a real shell makes of a command; what stands behind a pipe is a command of its own. */
function words({ command }: GuideCommand): readonly string[] {
	const show = `printf '%s\\0' "$@"`;
	const script = `eksctl() { ${show}; }\nkubectl() { ${show}; }\ngrep() { cat; ${show}; }\n${command}`;
	return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

describe("eksctl", () => {
	test("a real shell reads the flags of the document, the region with two hyphens among them", () => {
		expect(eksctlCommands(SET_UP).map(words)).toEqual([
			["utils", "associate-iam-oidc-provider", "--cluster", "test-eks", "--region", "us-east-1", "--approve"],
			[
				"create",
				"iamserviceaccount",
				"--cluster",
				"test-eks",
				"--region",
				"us-east-1",
				"--namespace",
				"harness-delegate-ng",
				"--name",
				"cdp-admin",
				"--attach-policy-arn",
				"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
				"--override-existing-serviceaccounts",
				"--approve",
			],
		]);
	});

	test.each(["'; rm -rf /; '", "$(id)", "`id`", "a\nb", "a b", '"', "—region"])(
		"%j stays one word in every place",
		(value) => {
			const hostile = {
				clusterName: value,
				namespace: value,
				serviceAccountName: value,
				region: value,
				policyArn: value,
			};
			const read = [...eksctlCommands(hostile), ...arrivalCommands(hostile)].map(words);
			expect(read.flat().filter((word) => word === value)).toHaveLength(10);
		},
	);
});

test("what arrived is read from the account's annotation and from the pods", () => {
	const [role, apply, variables] = arrivalCommands(SET_UP).map(words);
	expect(role).toEqual([
		"get",
		"serviceaccount",
		"cdp-admin",
		"--namespace",
		"harness-delegate-ng",
		"--output",
		"jsonpath={.metadata.annotations.eks\\.amazonaws\\.com/role-arn}",
	]);
	expect(apply).toEqual(["apply", "--filename", "harness-delegate.yaml"]);
	expect(variables).toEqual([
		"describe",
		"pods",
		"--namespace",
		"harness-delegate-ng",
		"-E",
		"^Name:|AWS_ROLE_ARN|AWS_WEB_IDENTITY_TOKEN_FILE",
	]);
});
