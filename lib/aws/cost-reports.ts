import {
	type BCMDataExportsClient,
	type Export,
	type ExportReference,
	GetExportCommand,
	ListExportsCommand,
} from "@aws-sdk/client-bcm-data-exports";
import {
	type CostAndUsageReportServiceClient,
	DescribeReportDefinitionsCommand,
	type ReportDefinition as SdkReportDefinition,
} from "@aws-sdk/client-cost-and-usage-report-service";
import type { Sent } from "./perform.ts";
import type { DataExport, DataExportSearch, ReportDefinition } from "./port.ts";

/** All pages; AWS gives five reports a page, whatever one asks for. */
export async function describeReports(
	client: CostAndUsageReportServiceClient,
	abortSignal: AbortSignal,
): Promise<Sent<readonly ReportDefinition[]>> {
	const definitions: ReportDefinition[] = [];
	let token: string | undefined;
	let requestId: string | undefined;
	do {
		const output = await client.send(new DescribeReportDefinitionsCommand({ NextToken: token }), {
			abortSignal,
		});
		definitions.push(...(output.ReportDefinitions ?? []).map(reportDefinition));
		requestId = output.$metadata.requestId;
		token = output.NextToken || undefined;
	} while (token !== undefined);
	return { value: definitions, requestId };
}

function reportDefinition(report: SdkReportDefinition): ReportDefinition {
	const status = reportStatus(report);
	return {
		name: report.ReportName ?? "",
		bucket: report.S3Bucket ?? "",
		prefix: report.S3Prefix ?? "",
		region: report.S3Region ?? "",
		timeUnit: report.TimeUnit ?? "",
		compression: report.Compression ?? "",
		format: report.Format ?? "",
		versioning: report.ReportVersioning ?? "",
		refreshClosedReports: report.RefreshClosedReports ?? false,
		schemaElements: report.AdditionalSchemaElements ?? [],
		artifacts: report.AdditionalArtifacts ?? [],
		lastDelivery: parseDeliveryTime(status.lastDelivery),
		lastStatus: status.lastStatus ?? null,
	};
}

type ReportStatus = { readonly lastDelivery?: string; readonly lastStatus?: string };

// Newer than this client's types; its deserializer hands unknown fields through untouched.
function reportStatus(report: SdkReportDefinition): ReportStatus {
	return (report as { ReportStatus?: ReportStatus }).ReportStatus ?? {};
}

/** AWS writes `20261122T031500.000Z`: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_cur_ReportStatus.html */
export function parseDeliveryTime(text: string | undefined): Date | null {
	const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\.\d{1,3})?Z$/.exec(text ?? "");
	if (parts === null) return null;
	const [, year, month, day, hour, minute, second] = parts;
	return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** Every export's name; the one asked for in full. Names are case-sensitive. */
export async function findExport(
	client: BCMDataExportsClient,
	name: string,
	abortSignal: AbortSignal,
): Promise<Sent<DataExportSearch>> {
	const references: ExportReference[] = [];
	let token: string | undefined;
	let requestId: string | undefined;
	do {
		const output = await client.send(new ListExportsCommand({ NextToken: token }), { abortSignal });
		references.push(...(output.Exports ?? []));
		requestId = output.$metadata.requestId;
		token = output.NextToken || undefined;
	} while (token !== undefined);
	const names = references.map((reference) => reference.ExportName ?? "");
	const reference = references.find((candidate) => candidate.ExportName === name);
	if (reference?.ExportArn === undefined) return { value: { names, found: null }, requestId };
	const command = new GetExportCommand({ ExportArn: reference.ExportArn });
	const output = await client.send(command, { abortSignal });
	const found = dataExport(
		name,
		reference.ExportArn,
		output.Export,
		output.ExportStatus ?? reference.ExportStatus,
	);
	return { value: { names, found }, requestId: output.$metadata.requestId };
}

const TABLE = "COST_AND_USAGE_REPORT";

function dataExport(
	name: string,
	arn: string,
	details: Export | undefined,
	status: ExportReference["ExportStatus"],
): DataExport {
	const destination = details?.DestinationConfigurations?.S3Destination;
	const output = destination?.S3OutputConfigurations;
	const table: Readonly<Record<string, string>> = details?.DataQuery?.TableConfigurations?.[TABLE] ?? {};
	return {
		name,
		arn,
		bucket: destination?.S3Bucket ?? "",
		prefix: destination?.S3Prefix ?? "",
		region: destination?.S3Region ?? "",
		format: output?.Format ?? "",
		compression: output?.Compression ?? "",
		overwrite: output?.Overwrite ?? "",
		timeGranularity: table.TIME_GRANULARITY ?? null,
		includeResources: flag(table.INCLUDE_RESOURCES),
		includeSplitCostAllocation: flag(table.INCLUDE_SPLIT_COST_ALLOCATION_DATA),
		includeManualDiscountCompatibility: flag(table.INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY),
		includeCallerIdentity: flag(table.INCLUDE_IAM_PRINCIPAL_DATA),
		createdAt: status?.CreatedAt ?? null,
		lastRefreshedAt: status?.LastRefreshedAt ?? null,
		status: status?.StatusCode ?? null,
	};
}

function flag(value: string | undefined): boolean | null {
	return value === undefined ? null : value.toUpperCase() === "TRUE";
}
