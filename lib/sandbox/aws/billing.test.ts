import { GetExportCommand, ListExportsCommand } from "@aws-sdk/client-bcm-data-exports";
import { DescribeReportDefinitionsCommand } from "@aws-sdk/client-cost-and-usage-report-service";
import { DescribeRegionsCommand, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { ListAccountsCommand } from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
	administratorKeys,
	assume,
	clientsFor,
	type Keys,
	sandboxCall,
} from "#lib/testing/sandbox-clients.ts";
import * as seed from "../seed.ts";
import { type AwsSandbox, startAwsSandbox } from "./start-aws-sandbox.ts";

const PAYER = seed.SANDBOX_PAYER_ACCOUNT_ID;
let sandbox: AwsSandbox;
let keys: Keys;
let aws: ReturnType<typeof clientsFor>;

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await sandboxCall(sandbox.url, "POST", "reset");
	keys = await administratorKeys(sandbox.url, PAYER);
	aws = clientsFor(sandbox.url, keys);
});

it("lists report definitions by five, with the settings that Harness asks for", async () => {
	for (let index = 1; index <= 5; index += 1)
		await sandboxCall(sandbox.url, "PUT", "reports", {
			account: PAYER,
			type: "CUR 1.0",
			name: `more-${index}`,
			bucket: "acme-more",
		});
	const first = await aws.cur.send(new DescribeReportDefinitionsCommand({}));
	expect(first.ReportDefinitions).toHaveLength(5);
	expect(first.ReportDefinitions?.[0]).toMatchObject({
		ReportName: seed.SANDBOX_CUR1_REPORT,
		TimeUnit: "HOURLY",
		Compression: "GZIP",
		AdditionalSchemaElements: ["RESOURCES"],
		RefreshClosedReports: true,
		ReportVersioning: "OVERWRITE_REPORT",
		ReportStatus: { lastStatus: "SUCCESS" },
	});
	const second = await aws.cur.send(new DescribeReportDefinitionsCommand({ NextToken: first.NextToken }));
	expect(second).toMatchObject({ ReportDefinitions: [{ ReportName: "more-5" }] });
	expect(second.NextToken).toBeUndefined();
});

it("keeps billing in us-east-1", async () => {
	const { cur } = clientsFor(sandbox.url, keys, "eu-west-1");
	await expect(cur.send(new DescribeReportDefinitionsCommand({}))).rejects.toMatchObject({
		name: "UnrecognizedClientException",
	});
});

it("shows a data export by its ARN", async () => {
	const { Exports } = await aws.dataExports.send(new ListExportsCommand({}));
	expect(Exports).toMatchObject([
		{ ExportName: seed.SANDBOX_CUR2_EXPORT, ExportStatus: { StatusCode: "HEALTHY" } },
	]);
	expect(Exports?.[0]?.ExportStatus?.LastRefreshedAt).toBeInstanceOf(Date);
	const { Export } = await aws.dataExports.send(new GetExportCommand({ ExportArn: Exports?.[0]?.ExportArn }));
	expect(Export).toMatchObject({
		DataQuery: {
			TableConfigurations: {
				COST_AND_USAGE_REPORT: { TIME_GRANULARITY: "HOURLY", INCLUDE_RESOURCES: "TRUE" },
			},
		},
		DestinationConfigurations: {
			S3Destination: {
				S3Bucket: seed.SANDBOX_COST_BUCKET,
				S3OutputConfigurations: { Format: "PARQUET", Overwrite: "OVERWRITE_REPORT" },
			},
		},
	});
	const missing = `arn:aws:bcm-data-exports:us-east-1:${PAYER}:export/none-0000`;
	await expect(aws.dataExports.send(new GetExportCommand({ ExportArn: missing }))).rejects.toMatchObject({
		name: "ResourceNotFoundException",
	});
});

it("lists the organization's accounts by State, in pages, to its management account alone", async () => {
	const members = Array.from({ length: 25 }, (_, index) => String(300_000_000_000 + index));
	await sandboxCall(sandbox.url, "PUT", "accounts", { account: PAYER, members });
	const first = await aws.organizations.send(new ListAccountsCommand({}));
	expect(first.Accounts).toHaveLength(20);
	expect(first.Accounts?.[0]).toMatchObject({ Id: PAYER, State: "ACTIVE" });
	expect(first.Accounts?.[0]?.Status).toBeUndefined();
	const second = await aws.organizations.send(new ListAccountsCommand({ NextToken: first.NextToken }));
	expect(second.Accounts).toHaveLength(6);
	const member = clientsFor(sandbox.url, await administratorKeys(sandbox.url, "300000000001"));
	await expect(member.organizations.send(new ListAccountsCommand({}))).rejects.toMatchObject({
		name: "AccessDeniedException",
	});
	const outsider = clientsFor(sandbox.url, await administratorKeys(sandbox.url, "400000000001"));
	await expect(outsider.organizations.send(new ListAccountsCommand({}))).rejects.toMatchObject({
		name: "AWSOrganizationsNotInUseException",
	});
});

it("tells which regions are on", async () => {
	await sandboxCall(sandbox.url, "PUT", "accounts", { account: PAYER, enabledRegions: ["eu-south-1"] });
	const { Regions } = await aws.ec2.send(new DescribeRegionsCommand({}));
	expect(Regions).toContainEqual(
		expect.objectContaining({ RegionName: "us-east-1", OptInStatus: "opt-in-not-required" }),
	);
	expect(Regions).toContainEqual(
		expect.objectContaining({ RegionName: "eu-south-1", OptInStatus: "opted-in" }),
	);
	expect(Regions?.some(({ RegionName }) => RegionName === "ap-east-1")).toBe(false);
	const all = await aws.ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
	expect(all.Regions).toContainEqual(
		expect.objectContaining({ RegionName: "ap-east-1", OptInStatus: "not-opted-in" }),
	);
});

it("answers a dry run by whether it is allowed", async () => {
	const run = new RunInstancesCommand({ ImageId: "ami-1", MinCount: 1, MaxCount: 1, DryRun: true });
	await expect(aws.ec2.send(run)).rejects.toMatchObject({ name: "DryRunOperation" });
	const readOnly = await assume(clientsFor(sandbox.url).sts, {
		RoleArn: `arn:aws:iam::${PAYER}:role/Administrator`,
		Policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "ec2:Describe*", Resource: "*" }] }),
	});
	await expect(clientsFor(sandbox.url, readOnly).ec2.send(run)).rejects.toMatchObject({
		name: "UnauthorizedOperation",
		$metadata: { httpStatusCode: 403 },
	});
});
