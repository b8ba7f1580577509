import type { AccountId } from "./account-id.ts";
import type { Connector, CostReportType } from "./connector.ts";
import { demandsOf } from "./cost-report-judge.ts";
import type { Destination } from "./destination.ts";

/** AWS makes cost reports here and nowhere else. */
export const REPORT_STACK_REGION = "us-east-1";

/** Our template as it is downloaded from /templates, and the digest of its bytes. */
export const REPORT_TEMPLATE = {
	name: "harness-ccm-cost-report",
	file: "harness-ccm-cost-report.yaml",
	sha256: "3bff7838feb8672cf2e0403f187e2b8b854b7ab65a77ece3bc5ccf8785ce9de8",
} as const;

/** What a link to the template may carry. */
export const REPORT_TEMPLATE_PARAMETERS = [
	"ReportType",
	"ReportName",
	"ReportVersioning",
	"BucketName",
	"ExpectedAccountId",
] as const;
type ReportTemplateParameter = (typeof REPORT_TEMPLATE_PARAMETERS)[number];

const PREFIX = {
	"harness-ccm": "harness-cost-report",
	"harness-platform": "harness-cost-report",
	cloudzero: "cloudzero-cost-report",
} as const satisfies Record<Destination, string>;

/**
 * One name for the report, its bucket and its stack. Bucket names are everybody's, so it ends in chance.
 *
 * @param random at least 4 bytes
 * @example reportStackName("harness-ccm", "123456789012", bytes) // "harness-cost-report-123456789012-0badcafe"
 */
export function reportStackName(destination: Destination, accountId: AccountId, random: Uint8Array): string {
	const suffix = [...random.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
	return `${PREFIX[destination]}-${accountId}-${suffix}`;
}

/** What the stack's parameters follow from. */
type ReportStackInput = {
	readonly destination: Destination;
	readonly accountId: AccountId;
	readonly reportName: string;
	readonly bucketName: string;
	readonly reportType: CostReportType;
};

/**
 * The parameters of the report's stack.
 *
 * @example reportStackParameters({ …, destination: "cloudzero", reportType: "CUR1.0" }).ReportVersioning // "CREATE_NEW_REPORT"
 */
export function reportStackParameters(
	input: ReportStackInput,
): Readonly<Record<ReportTemplateParameter, string>> {
	const { versioning } = demandsOf(input.destination).report;
	const isOverwritten =
		input.reportType === "CUR2.0" || versioning === null || versioning.includes("OVERWRITE_REPORT");
	return {
		ReportType: input.reportType,
		ReportName: input.reportName,
		ReportVersioning: isOverwritten ? "OVERWRITE_REPORT" : "CREATE_NEW_REPORT",
		BucketName: input.bucketName,
		ExpectedAccountId: input.accountId,
	};
}

/** Where the making of a report stands. `seen`: a bucket of the name exists; whose it is, the role proves. */
export type ReportStackState = "none" | "waiting" | "seen";

/** A stack that makes another report than the one that is entered now no longer counts. */
export function reportStackState({
	costReport,
	reportStack,
}: Pick<Connector, "costReport" | "reportStack">): ReportStackState {
	if (reportStack === null || costReport?.kind !== "own") return "none";
	const isItsReport =
		costReport.reportName === reportStack.reportName && costReport.bucketName === reportStack.bucketName;
	if (!isItsReport) return "none";
	return reportStack.bucketSeenAt === null ? "waiting" : "seen";
}
