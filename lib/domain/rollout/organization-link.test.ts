import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuickCreateUrl } from "../quick-create-url.ts";
import { LINK_LENGTH_LIMIT, organizationLink, organizationStack } from "./organization-link.ts";
import { FEATURES, HOSTILE, LAUNCH, requirementsWith, TRUST } from "./rollout.test-support.ts";
import { organizationParameters } from "./stack-set.ts";

const digest = "0123456789abcdef".repeat(4);
const bucket = "https://an-average-template-bucket.s3.us-east-1.amazonaws.com";
const urlOf = (name: string) => `${bucket}/${name}/${digest}.yaml?versionId=${"v".repeat(32)}`;
const everything = requirementsWith({
	features: ["BILLING", "VISIBILITY", "OPTIMIZATION", "GOVERNANCE", "COMMITMENT_ORCHESTRATOR"],
	autoStopping: ["EC2", "SPOT", "ASG", "RDS", "ECS", "ALB", "PROXY"],
	governancePolicyArns: ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"],
});

function linkFor(unitCount: number, isFull: boolean) {
	const units = Array.from({ length: unitCount }, (_, index) => `ou-ab12-${String(index).padStart(8, "0")}`);
	const launch = { ...LAUNCH, waves: [units] };
	const features = isFull
		? {
				...FEATURES,
				member: everything,
				payer: FEATURES.payer && { ...FEATURES.payer, requirements: everything },
			}
		: FEATURES;
	const parameters = organizationParameters({
		...{ trust: TRUST, features, role: launch.role, launch, makesStackSet: true },
		roleTemplateUrl: urlOf("harness-ccm-role"),
		managementAccountId: "123456789012",
	});
	return organizationLink("aws", organizationStack(launch, urlOf("harness-ccm-organization"), parameters));
}
const lengthOf = (unitCount: number, isFull: boolean) => {
	const link = linkFor(unitCount, isFull);
	return link.kind === "link" ? link.url.length : link.length;
};

describe("the link to the organization's stack", () => {
	test("comes back as it was built, on AWS's own console", () => {
		const link = linkFor(3, true);
		const parsed = link.kind === "link" ? parseQuickCreateUrl(link.url) : null;
		expect(parsed).toMatchObject({
			partition: "aws",
			region: "us-east-1",
			stackName: "harness-ccm-organization",
			templateUrl: urlOf("harness-ccm-organization"),
			parameters: {
				OrganizationalUnitIds: "ou-ab12-00000000,ou-ab12-00000001,ou-ab12-00000002",
				RoleTemplateUrl: urlOf("harness-ccm-role"),
			},
		});
	});

	test("stays short: what the template does by itself is left out", () => {
		expect(lengthOf(1, false)).toBeLessThan(2000);
		expect(lengthOf(10, true)).toBeLessThan(3500);
		expect(lengthOf(50, true)).toBeLessThan(LINK_LENGTH_LIMIT);
	});

	test("is not handed out once browsers and mail programs would cut it", () => {
		expect(linkFor(500, true)).toEqual({ kind: "too-long", length: expect.any(Number) });
	});

	test.each(HOSTILE)("%j in a name cannot add a parameter", (value) => {
		const parameters = { OrganizationalUnitIds: value, StackSetName: value };
		const link = organizationLink("aws", {
			region: "us-east-1",
			stackName: value,
			templateUrl: value,
			parameters,
		});
		const parsed = link.kind === "link" ? parseQuickCreateUrl(link.url) : null;
		expect(parsed).toMatchObject({ stackName: value, templateUrl: value, parameters });
		expect(Object.keys(parsed?.parameters ?? {})).toEqual(Object.keys(parameters));
	});

	test("every text comes back unchanged", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
				const stack = {
					region: "us-east-1",
					stackName: text,
					templateUrl: text,
					parameters: { RoleName: text },
				};
				const link = organizationLink("aws", stack);
				expect(link.kind === "link" && parseQuickCreateUrl(link.url)).toEqual({ partition: "aws", ...stack });
			}),
		);
	});
});
