import { describe, expect, test } from "vitest";
import { organizationTemplateInForce } from "#lib/connectors/organization-template-in-force.ts";
import { REPORT_TEMPLATE, REPORT_TEMPLATE_PARAMETERS } from "#lib/domain/cost-report-stack.ts";
import { ORGANIZATION_TEMPLATE_PARAMETERS } from "#lib/domain/rollout/organization-template.ts";
import { SINGLE_STACK_PARAMETERS, TEMPLATE_PARAMETERS } from "#lib/domain/template-parameters.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { checkTemplates } from "./check-templates.ts";

const ROLE_URL = "https://templates.s3.us-east-1.amazonaws.com/role.yaml?versionId=1";
const ORGANIZATION_URL = "https://templates.s3.us-east-1.amazonaws.com/organization.yaml?versionId=1";

/** CloudFormation knows these parameters at each address. */
function world(parameters: Readonly<Record<string, readonly string[]>>): TestContext {
	const answered = <T>(value: T) => ({
		kind: "answered" as const,
		value,
		requestId: "r",
		region: "us-east-1",
	});
	const ctx = testContext({
		aws: {
			templateSummary: async ({ templateUrl }) => answered({ parameters: parameters[templateUrl] ?? [] }),
			readTemplate: async ({ templateUrl }) => answered(new TextEncoder().encode(templateUrl)),
		},
	});
	ctx.store.settings = {
		...ctx.store.settings,
		templateSource: "ours",
		templateUrl: ROLE_URL,
		organizationTemplateUrl: ORGANIZATION_URL,
	};
	return ctx;
}
const known = { [ROLE_URL]: TEMPLATE_PARAMETERS, [ORGANIZATION_URL]: ORGANIZATION_TEMPLATE_PARAMETERS };

async function outcomes(ctx: TestContext) {
	const checks = await checkTemplates(ctx);
	return checks.map(({ url, partition, result }) => [url, partition, result.outcome]);
}

describe("the templates' own check", () => {
	test("looks at both, in both partitions, by the parameters that each must know", async () => {
		expect(await outcomes(world(known))).toEqual([
			[ROLE_URL, "aws", "passed"],
			[ORGANIZATION_URL, "aws", "passed"],
			[ROLE_URL, "aws-us-gov", "passed"],
			[ORGANIZATION_URL, "aws-us-gov", "passed"],
		]);
	});

	test("lets an older upload go on with single accounts, and stops one that lacks what a link carries", async () => {
		const older = { ...known, [ROLE_URL]: SINGLE_STACK_PARAMETERS };
		expect(await outcomes(world(older))).toContainEqual([ROLE_URL, "aws", "passed"]);
		const lacking = { [ROLE_URL]: ["ExternalId"], [ORGANIZATION_URL]: TEMPLATE_PARAMETERS };
		expect((await outcomes(world(lacking))).map(([, , outcome]) => outcome)).toEqual(
			Array.from({ length: 4 }, () => "failed"),
		);
	});

	test("compares each with its own digest", async () => {
		const ctx = world(known);
		ctx.store.settings = { ...ctx.store.settings, organizationTemplateSha256: "0".repeat(64) };
		const checks = await checkTemplates(ctx);
		expect(checks.map(({ result }) => result.code)).toEqual([
			null,
			"TEMPLATE_DIGEST_DIFFERS",
			null,
			"TEMPLATE_DIGEST_DIFFERS",
		]);
	});
});

describe("the organization's template in force", () => {
	test("is none while it is not uploaded, or while links use Harness's", async () => {
		const ctx = world(known);
		ctx.store.settings = { ...ctx.store.settings, organizationTemplateUrl: "" };
		expect(await organizationTemplateInForce(ctx, "aws")).toBeNull();
		ctx.store.settings = {
			...ctx.store.settings,
			organizationTemplateUrl: ORGANIZATION_URL,
			templateSource: "harness",
		};
		expect(await organizationTemplateInForce(ctx, "aws")).toBeNull();
		expect((await checkTemplates(ctx)).map(({ url }) => url)).not.toContain(ORGANIZATION_URL);
	});

	test("is the environment's before that of Settings, and its address says its digest", async () => {
		const ctx = world(known);
		const sha256 = "ab".repeat(32);
		const url = `https://templates.s3.us-east-1.amazonaws.com/harness-ccm-organization/${sha256}.yaml`;
		const fixed = { ...ctx, config: { ...ctx.config, organizationTemplateUrl: url } };
		expect(await organizationTemplateInForce(fixed, "aws")).toEqual({ source: "ours", url, sha256 });
	});
});

describe("the cost report's template", () => {
	test("is looked at beside a role template that was published, by the digest that this build brings", async () => {
		const folder = "https://templates.s3.us-east-1.amazonaws.com/";
		const role = `${folder}harness-ccm-role/${"a".repeat(64)}.yaml?versionId=1`;
		const report = `${folder}harness-ccm-cost-report/${REPORT_TEMPLATE.sha256}.yaml`;
		const ctx = world({ ...known, [role]: TEMPLATE_PARAMETERS, [report]: REPORT_TEMPLATE_PARAMETERS });
		ctx.store.settings = { ...ctx.store.settings, templateUrl: role };
		const about = (await checkTemplates(ctx)).filter(({ url }) => url === report);
		// The world answers every body with its address, whose digest is another.
		expect(about.map(({ partition, result }) => [partition, result.code])).toEqual([
			["aws", "TEMPLATE_DIGEST_DIFFERS"],
		]);
	});
});
