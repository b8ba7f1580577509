import { describe, expect, it } from "vitest";
import type { AwsAnswer } from "#lib/aws/port.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { REPORT_TEMPLATE, REPORT_TEMPLATE_PARAMETERS } from "#lib/domain/cost-report-stack.ts";
import { parseQuickCreateUrl } from "#lib/domain/quick-create-url.ts";
import type { Result } from "#lib/domain/result.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { createDraft } from "./create-draft.ts";
import { reportStackLaunch } from "./report-stack-launch.ts";
import { saveCostReport } from "./save-cost-report.ts";
import { seeReportBucket, watchReportStack } from "./see-report-bucket.ts";
import { startReportStack } from "./start-report-stack.ts";

const BUCKET = "https://templates.s3.us-east-1.amazonaws.com/";
const ROLE_TEMPLATE = `${BUCKET}harness-ccm-role/${"a".repeat(64)}.yaml?versionId=1`;
const REPORT_URL = `${BUCKET}harness-ccm-cost-report/${REPORT_TEMPLATE.sha256}.yaml`;
const NAME = /^harness-cost-report-123456789012-[0-9a-f]{8}$/;

function unwrap<T>(result: Result<T, unknown>): T {
	if (!result.ok) throw new Error(JSON.stringify(result.failure));
	return result.value;
}

async function drafted(bucket: () => AwsAnswer<"exists" | "none"> = never) {
	const asked: string[] = [];
	const plain = testContext({
		aws: {
			headBucket: async (call) => {
				asked.push(`${call.region}/${call.bucket}`);
				return bucket();
			},
		},
	});
	const ctx: TestContext = { ...plain, config: { ...plain.config, templateUrl: ROLE_TEMPLATE } };
	await ctx.db.harnessAccounts.save({
		ref: "default",
		accountId: "EfOfrUbHTtupeZjUqxlHBg",
		baseUrl: "https://app.harness.io",
	});
	const { id, version } = unwrap(await createDraft(ctx, { requiresAutoStopping: false }));
	const overview = {
		name: "Payer",
		identifier: "Payer",
		awsAccountId: unwrap(parseAccountId("123456789012")),
		description: "",
		tags: {},
		isGovCloud: false,
	};
	const saved = await ctx.db.transaction((tx) => tx.connectors.save(id, version, { overview }));
	if (saved === null || typeof saved === "string") throw new Error("not saved");
	return { ctx, connector: saved, asked };
}

function never(): never {
	throw new Error("S3 was asked.");
}
const answered = (value: "exists" | "none") =>
	({ kind: "answered", value, requestId: "r", region: "us-east-1" }) as const;

const begin = (ctx: TestContext, { id: connectorId, version }: Connector, reportType = "CUR2.0" as const) =>
	startReportStack(ctx, { connectorId, version, reportType });

function checked(ctx: TestContext, parameters: readonly string[] = REPORT_TEMPLATE_PARAMETERS) {
	const about = { code: null, observed: "", details: {}, requestId: null, region: null, durationMs: 1 };
	const result: CheckResult = {
		checkId: "template-current",
		outcome: "passed",
		checkedAt: ctx.now(),
		...about,
	};
	return ctx.db.templateChecks.save({
		url: REPORT_URL,
		partition: "aws",
		parameters,
		sha256: REPORT_TEMPLATE.sha256,
		result,
	});
}

describe("startReportStack", () => {
	it("enters names that the server made, as one report of the account's own", async () => {
		const { ctx, connector } = await drafted();
		const begun = unwrap(await begin(ctx, connector));
		expect(begun.costReport).toEqual({
			kind: "own",
			reportType: "CUR2.0",
			reportName: expect.stringMatching(NAME),
			bucketName: begun.reportStack?.bucketName,
		});
		expect(begun.reportStack).toMatchObject({ launchedAt: ctx.now(), bucketSeenAt: null, askedAt: null });
		expect(ctx.store.audit.map(({ action }) => action)).toContain("connector.report-stack.begun");
	});

	it("gives the same names when it is asked again, and others for the other type", async () => {
		const { ctx, connector } = await drafted();
		const begun = unwrap(await begin(ctx, connector));
		expect(unwrap(await begin(ctx, begun))).toEqual(begun);
		const { id: connectorId, version } = begun;
		const other = unwrap(await startReportStack(ctx, { connectorId, version, reportType: "CUR1.0" }));
		expect(other.reportStack?.reportName).not.toBe(begun.reportStack?.reportName);
	});

	it("is refused for an account without costs to share, and for a page that is out of date", async () => {
		const { ctx, connector } = await drafted();
		const stale = { ...connector, version: connector.version - 1 };
		expect(await begin(ctx, stale)).toMatchObject({
			ok: false,
			failure: { code: "CONNECTOR_CHANGED_MEANWHILE" },
		});
		if (connector.overview === null) throw new Error("no overview");
		const govCloud = { ...connector, overview: { ...connector.overview, isGovCloud: true } };
		ctx.store.connectors.set(connector.id, govCloud);
		expect(await begin(ctx, govCloud)).toMatchObject({
			ok: false,
			failure: { code: "CONNECTOR_INCOMPLETE" },
		});
	});
});

describe("reportStackLaunch", () => {
	it("opens the template beside the role's with every name filled in, once CloudFormation reads it", async () => {
		const { ctx, connector } = await drafted();
		const begun = unwrap(await begin(ctx, connector));
		expect(await reportStackLaunch(ctx, begun)).toMatchObject({
			published: null,
			code: "TEMPLATE_NOT_CHECKED",
			ownCliCommand: expect.stringContaining("file://harness-ccm-cost-report.yaml"),
		});
		await checked(ctx);
		const launched = await reportStackLaunch(ctx, begun);
		expect(parseQuickCreateUrl(launched?.published?.url ?? "")).toEqual({
			partition: "aws",
			region: "us-east-1",
			templateUrl: REPORT_URL,
			stackName: begun.reportStack?.reportName,
			parameters: {
				ReportType: "CUR2.0",
				ReportName: begun.reportStack?.reportName,
				ReportVersioning: "OVERWRITE_REPORT",
				BucketName: begun.reportStack?.bucketName,
				ExpectedAccountId: "123456789012",
			},
		});
	});

	it("hands out no link to a template that lacks a parameter of it, and none beside Harness's template", async () => {
		const { ctx, connector } = await drafted();
		const begun = unwrap(await begin(ctx, connector));
		await checked(ctx, ["ReportType"]);
		expect(await reportStackLaunch(ctx, begun)).toMatchObject({
			published: null,
			code: "TEMPLATE_PARAMETERS_UNKNOWN",
		});
		const unpublished = { ...ctx, config: { ...ctx.config, templateUrl: null } };
		expect(await reportStackLaunch(unpublished, begun)).toMatchObject({ published: null, code: null });
	});

	it("is over when another report is entered", async () => {
		const { ctx, connector } = await drafted();
		const { id: connectorId, version } = unwrap(await begin(ctx, connector));
		const own = { kind: "own", reportName: "own", bucketName: "own-bucket", reportType: "CUR2.0" } as const;
		const changed = unwrap(await saveCostReport(ctx, { connectorId, version, costReport: own }));
		expect(await reportStackLaunch(ctx, changed)).toBeNull();
	});
});

describe("the watch for the bucket", () => {
	it("asks S3 for the server's own name only while it waits, and notes what it saw and when", async () => {
		let found: "exists" | "none" = "none";
		const { ctx, connector, asked } = await drafted(() => answered(found));
		await seeReportBucket(ctx, { connectorId: connector.id });
		expect(asked).toEqual([]);
		const begun = unwrap(await begin(ctx, connector));
		await seeReportBucket(ctx, { connectorId: connector.id });
		expect(asked).toEqual([`us-east-1/${begun.reportStack?.bucketName}`]);
		expect((await ctx.db.connectors.find(connector.id))?.reportStack).toMatchObject({
			askedAt: ctx.now(),
			bucketSeenAt: null,
		});
		found = "exists";
		ctx.advance(5_000);
		await seeReportBucket(ctx, { connectorId: connector.id });
		expect((await ctx.db.connectors.find(connector.id))?.reportStack?.bucketSeenAt).toEqual(ctx.now());
		ctx.advance(5_000);
		await seeReportBucket(ctx, { connectorId: connector.id });
		expect(asked).toHaveLength(2);
	});

	it("takes no answer for no bucket's being there, and moves no version under an open form", async () => {
		const { ctx, connector } = await drafted(() => ({
			kind: "failed",
			code: "AWS_TIMEOUT",
			awsCode: null,
			message: "",
			requestId: null,
			region: "us-east-1",
		}));
		const begun = unwrap(await begin(ctx, connector));
		await seeReportBucket(ctx, { connectorId: connector.id });
		const after = await ctx.db.connectors.find(connector.id);
		expect(after?.reportStack?.bucketSeenAt).toBeNull();
		expect(after?.version).toBe(begun.version);
	});

	it("has the worker ask while a page waits, at most every four seconds", async () => {
		const { ctx, connector } = await drafted(() => answered("none"));
		const watch = () => watchReportStack(ctx, { connectorId: connector.id });
		await watch();
		expect(ctx.asked.filter(({ job }) => job === "seeReportBucket")).toEqual([]);
		unwrap(await begin(ctx, connector));
		await watch();
		await seeReportBucket(ctx, { connectorId: connector.id });
		await watch();
		expect(ctx.asked.filter(({ job }) => job === "seeReportBucket")).toHaveLength(1);
		ctx.advance(4_000);
		await watch();
		expect(ctx.asked.filter(({ job }) => job === "seeReportBucket")).toHaveLength(2);
	});
});
