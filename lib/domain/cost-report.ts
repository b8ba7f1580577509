import type { CostReportType } from "./connector.ts";
import { HARNESS_COST_REPORT } from "./destinations/harness-ccm/cost-report.ts";
import type { CostReportDemands } from "./destinations/profile.ts";

/** A setting that the report's reader needs, with what the report has. */
export type SettingProblem = {
	/** As the AWS console names it. */
	readonly setting: string;
	readonly wanted: string;
	readonly found: string;
	/** False: the report is read without it, with less detail. */
	readonly isRequired: boolean;
};

/** The facts of a CUR 1.0 definition that its settings are judged by; names as the CUR API's. */
export type ReportSettings = {
	readonly bucket: string;
	readonly timeUnit: string;
	readonly compression: string;
	readonly versioning: string;
	readonly refreshClosedReports: boolean;
	readonly schemaElements: readonly string[];
	readonly artifacts: readonly string[];
};

/** The same for a CUR 2.0 export; null where AWS did not say. */
export type ExportSettings = {
	readonly bucket: string;
	readonly format: string;
	readonly overwrite: string;
	readonly timeGranularity: string | null;
	readonly includeResources: boolean | null;
	readonly includeSplitCostAllocation: boolean | null;
	readonly includeManualDiscountCompatibility: boolean | null;
	readonly includeCallerIdentity: boolean | null;
};

type Wanted = readonly [setting: string, wanted: string, found: string, isMet: boolean, isRequired?: boolean];

/**
 * The settings of a CUR 1.0 report that differ from what its reader demands, one by one.
 *
 * @param bucketName the bucket that the connector names
 * @example reportProblems({ …, timeUnit: "DAILY" }, "b")[0] // { setting: "Time granularity", wanted: "Hourly", found: "DAILY", … }
 * @see https://developer.harness.io/cloud-cost-management/integrations/cloud-providers/aws
 */
export function reportProblems(
	report: ReportSettings,
	bucketName: string,
	{ report: demands, optional }: CostReportDemands = HARNESS_COST_REPORT,
): readonly SettingProblem[] {
	const hasSplit = report.schemaElements.includes("SPLIT_COST_ALLOCATION_DATA");
	return problems([
		["S3 bucket", bucketName, report.bucket, report.bucket === bucketName],
		oneOf("Time granularity", demands.timeUnit, report.timeUnit),
		oneOf("Compression type", demands.compression, report.compression),
		oneOf("Report versioning", demands.versioning, report.versioning),
		isOn("Refresh automatically", demands.refreshClosedReports, report.refreshClosedReports),
		isOn("Include resource IDs", demands.resourceIds, report.schemaElements.includes("RESOURCES")),
		[
			...isOn("Split cost allocation data", demands.splitCostAllocation, hasSplit),
			!optional.includes("splitCostAllocation"),
		],
		[
			"Report data integration",
			"none",
			report.artifacts.join(", "),
			// The console's "GZIP" choice writes text/csv; an integration writes something else.
			demands.dataIntegration !== false || report.artifacts.length === 0,
		],
	]);
}

/**
 * The settings of a CUR 2.0 export that differ from what its reader demands. Options that only add detail are not
 * required, and are passed over when AWS does not report them.
 *
 * @example exportProblems({ …, format: "TEXT_OR_CSV" }, "b")[0]?.wanted // "Parquet"
 */
export function exportProblems(
	found: ExportSettings,
	bucketName: string,
	{ export: demands, optional }: CostReportDemands = HARNESS_COST_REPORT,
): readonly SettingProblem[] {
	const option = (
		name: CostReportDemands["optional"][number],
		title: string,
		value: boolean | null,
	): Wanted => {
		const isRequired = !optional.includes(name);
		const wanted = !isRequired && value === null ? null : demands[name];
		return [...isOn(title, wanted, value), isRequired];
	};
	return problems([
		["S3 bucket", bucketName, found.bucket, found.bucket === bucketName],
		oneOf("Time granularity", demands.timeGranularity, found.timeGranularity),
		oneOf("Format", demands.format, found.format),
		oneOf("File versioning", demands.overwrite, found.overwrite),
		isOn("Include resource IDs", demands.resourceIds, found.includeResources),
		option("splitCostAllocation", "Split cost allocation data", found.includeSplitCostAllocation),
		option(
			"manualDiscountCompatibility",
			"Manual discount compatibility",
			found.includeManualDiscountCompatibility,
		),
		option("callerIdentity", "Caller identity (IAM principal) allocation data", found.includeCallerIdentity),
	]);
}

/** AWS's values in the console's words. */
const VALUE_WORDS: Readonly<Record<string, string>> = {
	HOURLY: "Hourly",
	PARQUET: "Parquet",
	"Report versioning OVERWRITE_REPORT": "Overwrite existing report",
	"Report versioning CREATE_NEW_REPORT": "Create new report version",
	"File versioning OVERWRITE_REPORT": "Overwrite existing data export file",
	"File versioning CREATE_NEW_REPORT": "Create new data export file",
};

function oneOf(setting: string, wanted: readonly string[] | null, found: string | null): ProblemParts {
	const words = (wanted ?? []).map(
		(value) => VALUE_WORDS[`${setting} ${value}`] ?? VALUE_WORDS[value] ?? value,
	);
	const isMet = wanted === null || (found !== null && wanted.includes(found));
	return [setting, words.join(" or "), found ?? "not set", isMet];
}

function isOn(setting: string, wanted: boolean | null, found: boolean | null): ProblemParts {
	return [setting, onOff(wanted), onOff(found), wanted === null || found === wanted];
}

type ProblemParts = readonly [setting: string, wanted: string, found: string, isMet: boolean];

function problems(all: readonly Wanted[]): readonly SettingProblem[] {
	return all
		.filter(([, , , isMet]) => !isMet)
		.map(([setting, wanted, found, , isRequired = true]) => ({ setting, wanted, found, isRequired }));
}

function onOff(value: boolean | null): string {
	if (value === null) return "not set";
	return value ? "on" : "off";
}

/** Where a report's newest files are looked for. */
export type DeliveryPlace = { readonly prefix: string; readonly suffix: string };

/**
 * The folder of the current month (UTC), and what the deciding file's name ends in. A CUR 2.0 manifest is written
 * last, so its age is the delivery's age.
 *
 * @param report its name and its S3 prefix, which may be empty
 * @example deliveryPlace("CUR1.0", { name: "hourly", prefix: "cur" }, new Date("2026-11-22"))
 * // { prefix: "cur/hourly/20261101-20261201/", suffix: ".csv.gz" }
 * @see https://docs.aws.amazon.com/cur/latest/userguide/understanding-report-versions.html
 * @see https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html
 */
export function deliveryPlace(
	type: CostReportType,
	report: { readonly name: string; readonly prefix: string },
	now: Date,
): DeliveryPlace {
	const folder = [...report.prefix.split("/").filter((part) => part !== ""), report.name].join("/");
	const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
	if (type === "CUR2.0") {
		const period = isoDay(new Date(Date.UTC(year, month, 1))).slice(0, 7);
		return { prefix: `${folder}/metadata/BILLING_PERIOD=${period}/`, suffix: "Manifest.json" };
	}
	const range = [month, month + 1]
		.map((m) => isoDay(new Date(Date.UTC(year, m, 1))).replaceAll("-", ""))
		.join("-");
	return { prefix: `${folder}/${range}/`, suffix: ".csv.gz" };
}

function isoDay(date: Date): string {
	return date.toISOString().slice(0, 10);
}

export type Delivery =
	| { readonly kind: "delivered"; readonly ageHours: number }
	/** Not expected yet. */
	| { readonly kind: "waiting"; readonly why: "new-report" | "new-month" }
	| { readonly kind: "stale"; readonly ageHours: number | null };

const HOUR_MS = 3_600_000;
/** AWS promises the first file within a day. */
const NEW_REPORT_HOURS = 24;
/** And at least one update a day after that; half a day on top keeps a late one from being an alarm. */
const STALE_HOURS = 36;

/**
 * Whether a report's newest file is recent. An empty folder is no fault for a report younger than a day, nor on
 * a month's first day (UTC).
 *
 * @param newest when the newest file was written; null when the month's folder is empty
 * @param knownSince when the report was made, or first seen by us; null when that is not known
 */
export function judgeDelivery(newest: Date | null, knownSince: Date | null, now: Date): Delivery {
	const ageHours = newest === null ? null : Math.max(0, (now.getTime() - newest.getTime()) / HOUR_MS);
	if (ageHours !== null && ageHours <= STALE_HOURS) return { kind: "delivered", ageHours };
	if (
		ageHours === null &&
		knownSince !== null &&
		now.getTime() - knownSince.getTime() < NEW_REPORT_HOURS * HOUR_MS
	) {
		return { kind: "waiting", why: "new-report" };
	}
	if (ageHours === null && now.getUTCDate() === 1) return { kind: "waiting", why: "new-month" };
	return { kind: "stale", ageHours };
}
