import type { CostReportType } from "./connector.ts";

/** A setting that Harness needs, with what the report has. */
export type SettingProblem = {
	/** As the AWS console names it. */
	readonly setting: string;
	readonly wanted: string;
	readonly found: string;
	/** False: Harness reads the report without it, with less detail. */
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
};

type Wanted = readonly [setting: string, wanted: string, found: string, isMet: boolean, isRequired?: boolean];

/**
 * The settings of a CUR 1.0 report that differ from what Harness reads, one by one.
 *
 * @param bucketName the bucket that the connector names
 * @example reportProblems({ …, timeUnit: "DAILY" }, "b")[0] // { setting: "Time granularity", wanted: "Hourly", found: "DAILY", … }
 * @see https://developer.harness.io/cloud-cost-management/integrations/cloud-providers/aws
 */
export function reportProblems(report: ReportSettings, bucketName: string): readonly SettingProblem[] {
	// A data integration may only stand for none; the console's "GZIP" choice writes text/csv.
	return problems([
		["S3 bucket", bucketName, report.bucket, report.bucket === bucketName],
		["Time granularity", "Hourly", report.timeUnit, report.timeUnit === "HOURLY"],
		["Compression type", "GZIP", report.compression, report.compression === "GZIP"],
		[
			"Report versioning",
			"Overwrite existing report",
			report.versioning,
			report.versioning === "OVERWRITE_REPORT",
		],
		["Refresh automatically", "on", onOff(report.refreshClosedReports), report.refreshClosedReports],
		["Include resource IDs", "on", onOff(hasResources(report)), hasResources(report)],
		["Report data integration", "none", report.artifacts.join(", "), report.artifacts.length === 0],
	]);
}

function hasResources(report: ReportSettings): boolean {
	return report.schemaElements.includes("RESOURCES");
}

/**
 * The settings of a CUR 2.0 export that differ from what Harness reads. Options that only add detail are not
 * required, and are passed over when AWS does not report them.
 *
 * @example exportProblems({ …, format: "TEXT_OR_CSV" }, "b")[0]?.wanted // "Parquet"
 */
export function exportProblems(found: ExportSettings, bucketName: string): readonly SettingProblem[] {
	return problems([
		["S3 bucket", bucketName, found.bucket, found.bucket === bucketName],
		["Time granularity", "Hourly", found.timeGranularity ?? "not set", found.timeGranularity === "HOURLY"],
		["Format", "Parquet", found.format, found.format === "PARQUET"],
		[
			"File versioning",
			"Overwrite existing data export file",
			found.overwrite,
			found.overwrite === "OVERWRITE_REPORT",
		],
		["Include resource IDs", "on", onOff(found.includeResources), found.includeResources === true],
		["Split cost allocation data", "on", "off", found.includeSplitCostAllocation !== false, false],
		["Manual discount compatibility", "on", "off", found.includeManualDiscountCompatibility !== false, false],
	]);
}

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
