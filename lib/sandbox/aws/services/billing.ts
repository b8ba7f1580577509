import { authorize } from "../caller.ts";
import { AwsError } from "../errors.ts";
import { stringOf } from "../json.ts";
import type { Call, JsonAction } from "../service.ts";
import type { DataExportState } from "../state.ts";
import { accountOf } from "../world.ts";

const REPORTS_A_PAGE = 5;
const EXPORTS_A_PAGE = 100;

/**
 * Cost and Usage Reports (https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/) and Data Exports,
 * both in us-east-1 only.
 */
export const billingActions: Readonly<Record<string, JsonAction>> = {
	DescribeReportDefinitions: describeReportDefinitions,
	ListExports: listExports,
	GetExport: getExport,
};

function requireHome({ region }: Call): void {
	if (region !== "us-east-1")
		throw new AwsError(
			"UnrecognizedClientException",
			"The security token included in the request is invalid.",
		);
}

function page(input: { readonly [key: string]: unknown }, size: number): { start: number; end: number } {
	const start = Number(stringOf(input.NextToken) ?? 0);
	if (!Number.isInteger(start)) throw new AwsError("ValidationException", "The next token is not valid.");
	const wanted = typeof input.MaxResults === "number" ? input.MaxResults : size;
	return { start, end: start + Math.max(1, Math.min(size, wanted)) };
}

function describeReportDefinitions(call: Call, input: { readonly [key: string]: unknown }): unknown {
	requireHome(call);
	authorize(call.world, call.caller, "cur:DescribeReportDefinitions", "*");
	const { reports } = accountOf(call.world, call.caller.partition, call.caller.accountId);
	const { start, end } = page(input, REPORTS_A_PAGE);
	return {
		ReportDefinitions: reports.slice(start, end).map((report) => ({
			ReportName: report.name,
			TimeUnit: report.timeUnit,
			Format: report.format,
			Compression: report.compression,
			AdditionalSchemaElements: report.schemaElements,
			S3Bucket: report.bucket,
			S3Prefix: report.prefix,
			S3Region: report.region,
			AdditionalArtifacts: report.artifacts,
			RefreshClosedReports: report.refreshClosedReports,
			ReportVersioning: report.versioning,
			ReportStatus: {
				...(report.lastDelivery === null ? {} : { lastDelivery: report.lastDelivery }),
				...(report.lastStatus === null ? {} : { lastStatus: report.lastStatus }),
			},
		})),
		...(end < reports.length ? { NextToken: String(end) } : {}),
	};
}

// Unlike its neighbours, this service writes times as text.
function dateTime(epochMs: number): string {
	return new Date(epochMs).toISOString();
}

function statusOf(entry: DataExportState): unknown {
	return {
		StatusCode: entry.status,
		CreatedAt: dateTime(entry.createdAt),
		LastUpdatedAt: dateTime(entry.createdAt),
		...(entry.lastRefreshedAt === null ? {} : { LastRefreshedAt: dateTime(entry.lastRefreshedAt) }),
	};
}

function listExports(call: Call, input: { readonly [key: string]: unknown }): unknown {
	requireHome(call);
	authorize(call.world, call.caller, "bcm-data-exports:ListExports", "*");
	const { exports } = accountOf(call.world, call.caller.partition, call.caller.accountId);
	const { start, end } = page(input, EXPORTS_A_PAGE);
	return {
		Exports: exports.slice(start, end).map((entry) => ({
			ExportArn: entry.arn,
			ExportName: entry.name,
			ExportStatus: statusOf(entry),
		})),
		...(end < exports.length ? { NextToken: String(end) } : {}),
	};
}

function getExport(call: Call, input: { readonly [key: string]: unknown }): unknown {
	requireHome(call);
	const arn = stringOf(input.ExportArn) ?? "";
	authorize(call.world, call.caller, "bcm-data-exports:GetExport", arn);
	const { exports } = accountOf(call.world, call.caller.partition, call.caller.accountId);
	const entry = exports.find((candidate) => candidate.arn === arn);
	if (entry === undefined)
		throw new AwsError("ResourceNotFoundException", `The export ${arn} does not exist.`, 404);
	return {
		Export: {
			ExportArn: entry.arn,
			Name: entry.name,
			DataQuery: { QueryStatement: entry.queryStatement, TableConfigurations: entry.tableConfigurations },
			DestinationConfigurations: {
				S3Destination: {
					S3Bucket: entry.bucket,
					S3Prefix: entry.prefix,
					S3Region: entry.region,
					S3OutputConfigurations: {
						OutputType: entry.outputType,
						Format: entry.format,
						Compression: entry.compression,
						Overwrite: entry.overwrite,
					},
				},
			},
			RefreshCadence: { Frequency: "SYNCHRONOUS" },
		},
		ExportStatus: statusOf(entry),
	};
}
