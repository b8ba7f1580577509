import { readFileSync } from "node:fs";
import { GetExportCommand, ListExportsCommand } from "@aws-sdk/client-bcm-data-exports";
import { CreateStackCommand, DeleteStackCommand } from "@aws-sdk/client-cloudformation";
import { DescribeReportDefinitionsCommand } from "@aws-sdk/client-cost-and-usage-report-service";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { administratorKeys, clientsFor, sandboxCall, settled } from "#lib/testing/sandbox-clients.ts";
import { sandboxTemplateUrl } from "../seed.ts";
import { sha256Hex } from "./sigv4.ts";
import { type AwsSandbox, startAwsSandbox } from "./start-aws-sandbox.ts";

const ACCOUNT = "999900004444";
const body = readFileSync(new URL("../../../public/templates/harness-ccm-cost-report.yaml", import.meta.url));
const TemplateURL = sandboxTemplateUrl(sha256Hex(body), "harness-ccm-cost-report/");
const NAME = "harness-cost-report-999900004444-0badcafe";
let sandbox: AwsSandbox;
let aws: ReturnType<typeof clientsFor>;

function request(values: Record<string, string>) {
	const all = { ReportName: NAME, BucketName: NAME, ExpectedAccountId: ACCOUNT, ...values };
	return new CreateStackCommand({
		StackName: "report",
		TemplateURL,
		Parameters: Object.entries(all).map(([ParameterKey, ParameterValue]) => ({
			ParameterKey,
			ParameterValue,
		})),
	});
}

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await sandboxCall(sandbox.url, "POST", "reset");
	aws = clientsFor(sandbox.url, await administratorKeys(sandbox.url, ACCOUNT));
});

it("makes a data export that AWS lists with every setting that Harness reads", async () => {
	await aws.cloudFormation.send(request({ ReportType: "CUR2.0" }));
	const stack = await settled(aws.cloudFormation, "report");
	expect(stack?.StackStatus, stack?.StackStatusReason).toBe("CREATE_COMPLETE");
	const { Exports } = await aws.dataExports.send(new ListExportsCommand({}));
	expect(Exports).toMatchObject([{ ExportName: NAME }]);
	const found = await aws.dataExports.send(new GetExportCommand({ ExportArn: Exports?.[0]?.ExportArn }));
	expect(found.Export).toMatchObject({
		DataQuery: {
			TableConfigurations: {
				COST_AND_USAGE_REPORT: { TIME_GRANULARITY: "HOURLY", INCLUDE_RESOURCES: "TRUE" },
			},
		},
		DestinationConfigurations: {
			S3Destination: {
				S3Bucket: NAME,
				S3OutputConfigurations: { Format: "PARQUET", Overwrite: "OVERWRITE_REPORT" },
			},
		},
	});
});

it("makes a CUR 1.0 report, overwritten for Harness or renewed for CloudZero", async () => {
	await aws.cloudFormation.send(request({ ReportType: "CUR1.0", ReportVersioning: "CREATE_NEW_REPORT" }));
	await settled(aws.cloudFormation, "report");
	const { ReportDefinitions } = await aws.cur.send(new DescribeReportDefinitionsCommand({}));
	expect(ReportDefinitions).toMatchObject([
		{ ReportName: NAME, ReportVersioning: "CREATE_NEW_REPORT", TimeUnit: "HOURLY", Compression: "GZIP" },
	]);
});

it("keeps the bucket when the stack is deleted, and takes the report away", async () => {
	await aws.cloudFormation.send(request({ ReportType: "CUR2.0" }));
	await settled(aws.cloudFormation, "report");
	await aws.cloudFormation.send(new DeleteStackCommand({ StackName: "report" }));
	await expect.poll(async () => (await aws.dataExports.send(new ListExportsCommand({}))).Exports).toEqual([]);
	await expect(aws.s3.send(new HeadBucketCommand({ Bucket: NAME }))).resolves.toBeDefined();
});

it("leaves no bucket behind when the report could not be made", async () => {
	await sandboxCall(sandbox.url, "PUT", "reports", {
		account: ACCOUNT,
		type: "CUR 1.0",
		name: NAME,
		bucket: "another-bucket",
	});
	await aws.cloudFormation.send(request({ ReportType: "CUR1.0" }));
	expect(await settled(aws.cloudFormation, "report")).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
	await expect(aws.s3.send(new HeadBucketCommand({ Bucket: NAME }))).rejects.toMatchObject({
		$metadata: { httpStatusCode: 404 },
	});
});

it("stops in another region and in another account before anything is made", async () => {
	const elsewhere = clientsFor(sandbox.url, await administratorKeys(sandbox.url, ACCOUNT), "eu-west-1");
	await expect(elsewhere.cloudFormation.send(request({}))).rejects.toThrow(/us-east-1/);
	await expect(aws.cloudFormation.send(request({ ExpectedAccountId: "111111111111" }))).rejects.toThrow(
		/not the AWS account/,
	);
});
