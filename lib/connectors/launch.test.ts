import { describe, expect, it } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { parseQuickCreateUrl } from "#lib/domain/quick-create-url.ts";
import { TEMPLATE_PARAMETERS } from "#lib/domain/template-parameters.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { createDraft } from "./create-draft.ts";
import { launch } from "./launch.ts";

const TEMPLATE = `https://templates.s3.us-east-1.amazonaws.com/harness-ccm-role/${"a".repeat(64)}.yaml`;
const VERIFIER = "arn:aws:iam::555566667777:role/rolebridge/verifier";

function resultAt(checkedAt: Date, outcome: CheckResult["outcome"] = "passed"): CheckResult {
	const about = { code: null, observed: "", details: {}, requestId: null, region: null, durationMs: 1 };
	return { checkId: "template-current", outcome, checkedAt, ...about };
}

async function ready() {
	const plain = testContext();
	const ctx = { ...plain, config: { ...plain.config, templateUrl: TEMPLATE } };
	await ctx.db.harnessAccounts.save({
		ref: "default",
		accountId: "EfOfrUbHTtupeZjUqxlHBg",
		baseUrl: "https://app.harness.io",
	});
	const account = { partition: "aws", accountId: "555566667777", principalArn: VERIFIER } as const;
	await ctx.db.verifiers.save({ ...account, result: { ...resultAt(ctx.now()), checkId: "verifier-self" } });
	const created = await createDraft(ctx, { requiresAutoStopping: false });
	const awsAccountId = parseAccountId("123456789012");
	if (!created.ok || !awsAccountId.ok) throw new Error("the test's own facts are wrong");
	const connector: Connector = {
		...created.value,
		overview: {
			name: "Payer",
			identifier: "Payer",
			awsAccountId: awsAccountId.value,
			description: "",
			tags: {},
			isGovCloud: false,
		},
		costReport: { kind: "own", reportName: "r", bucketName: "bucket", reportType: "CUR2.0" },
		requirements: {
			features: ["BILLING"],
			autoStopping: [],
			governancePolicyArns: [],
			commitmentWrite: false,
		},
	};
	const checked = (parameters: readonly string[], result = resultAt(ctx.now())) =>
		ctx.db.templateChecks.save({
			url: TEMPLATE,
			partition: "aws",
			parameters,
			sha256: "a".repeat(64),
			result,
		});
	return { ctx, connector, checked };
}

describe("launch", () => {
	it("hands out no link before CloudFormation was asked about the template", async () => {
		const { ctx, connector } = await ready();
		expect(await launch(ctx, connector)).toMatchObject({
			ok: false,
			failure: { code: "TEMPLATE_NOT_CHECKED" },
		});
	});

	it("hands out no link to a template that does not know every parameter of it", async () => {
		const { ctx, connector, checked } = await ready();
		await checked(TEMPLATE_PARAMETERS.filter((name) => name !== "VerifierExternalId"));
		expect(await launch(ctx, connector)).toMatchObject({
			ok: false,
			failure: { code: "TEMPLATE_PARAMETERS_UNKNOWN" },
		});
	});

	it("takes CloudFormation's word for an hour, and a failed check for no longer than that", async () => {
		const { ctx, connector, checked } = await ready();
		await checked(TEMPLATE_PARAMETERS, resultAt(new Date(ctx.now().getTime() - 61 * 60_000)));
		expect(await launch(ctx, connector)).toMatchObject({
			ok: false,
			failure: { code: "TEMPLATE_NOT_CHECKED" },
		});
		await checked(TEMPLATE_PARAMETERS, { ...resultAt(ctx.now(), "failed"), code: "TEMPLATE_DIGEST_DIFFERS" });
		expect(await launch(ctx, connector)).toMatchObject({
			ok: false,
			failure: { code: "TEMPLATE_DIGEST_DIFFERS" },
		});
	});

	it("takes it for less where nothing but the digest holds the template to what it was, which must be known", async () => {
		const { ctx, connector, checked } = await ready();
		const ago = (minutes: number) => resultAt(new Date(ctx.now().getTime() - minutes * 60_000));
		await checked(TEMPLATE_PARAMETERS, ago(24));
		expect((await launch(ctx, connector)).ok).toBe(true);
		await checked(TEMPLATE_PARAMETERS, ago(26));
		expect(await launch(ctx, connector)).toMatchObject({ failure: { code: "TEMPLATE_NOT_CHECKED" } });
		const notCompared = { partition: "aws", parameters: TEMPLATE_PARAMETERS, sha256: null } as const;
		await ctx.db.templateChecks.save({
			...notCompared,
			url: TEMPLATE,
			result: resultAt(ctx.now(), "warning"),
		});
		expect(await launch(ctx, connector)).toMatchObject({ failure: { code: "TEMPLATE_UNREADABLE" } });
		const url = `${TEMPLATE}?versionId=v1`;
		const pinned = { ...ctx, config: { ...ctx.config, templateUrl: url } };
		await ctx.db.templateChecks.save({ ...notCompared, url, result: ago(59) });
		expect((await launch(pinned, connector)).ok).toBe(true);
	});

	it("carries the IDs that the server made, the verifier that AWS knows, and the account it is meant for", async () => {
		const { ctx, connector, checked } = await ready();
		await checked(TEMPLATE_PARAMETERS);
		const launched = await launch(ctx, connector);
		expect(launched.ok && parseQuickCreateUrl(launched.value.url)).toMatchObject({
			partition: "aws",
			region: "us-east-1",
			templateUrl: TEMPLATE,
			parameters: {
				ExternalId: "harness:891928451355:EfOfrUbHTtupeZjUqxlHBg",
				VerifierExternalId: connector.verifierExternalId,
				VerifierPrincipalArn: VERIFIER,
				ExpectedAccountId: "123456789012",
				BillingEnabled: "true",
				BucketName: "bucket",
			},
		});
	});

	it("hands out no link while nobody knows who we are to AWS", async () => {
		const { ctx, connector, checked } = await ready();
		await checked(TEMPLATE_PARAMETERS);
		const gone = { partition: "aws", accountId: null, principalArn: null } as const;
		const result = { ...resultAt(ctx.now(), "failed"), code: "VERIFIER_CREDENTIALS_REFUSED" } as const;
		await ctx.db.verifiers.save({ ...gone, result });
		expect(await launch(ctx, connector)).toMatchObject({
			ok: false,
			failure: { code: "VERIFIER_CREDENTIALS_REFUSED" },
		});
	});

	it("uses no external ID that Harness states and we cannot derive", async () => {
		const { ctx, connector, checked } = await ready();
		await checked(TEMPLATE_PARAMETERS);
		const connection = { harnessAwsAccountId: "891928451355", externalId: connector.verifierExternalId };
		await ctx.db.harnessAccounts.observe("default", { connection });
		expect(await launch(ctx, connector)).toMatchObject({
			ok: false,
			failure: { code: "HARNESS_EXTERNAL_ID_DIFFERS" },
		});
	});

	it("signs in through IAM Identity Center first, where a portal is named", async () => {
		const { ctx, connector, checked } = await ready();
		await checked(TEMPLATE_PARAMETERS);
		const role = {
			...connector.role,
			portalUrl: "https://d-1234567890.awsapps.com",
			permissionSetName: "Admin",
		};
		const launched = await launch(ctx, { ...connector, role });
		const url = launched.ok ? launched.value.url : "";
		expect(url).toMatch(/^https:\/\/d-1234567890\.awsapps\.com\/start\/#\/console\?account_id=123456789012&/);
		expect(url).toContain(encodeURIComponent("https://us-east-1.console.aws.amazon.com/cloudformation"));
	});
});
