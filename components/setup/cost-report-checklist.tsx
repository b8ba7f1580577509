import { CopyButton } from "#components/ui/copy-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { CostReportType } from "#lib/domain/connector.ts";
import { demandsOf, type ReportReader, readerOf } from "#lib/domain/cost-report-judge.ts";
import type { Destination } from "#lib/domain/destination.ts";

type Setting = {
	/** As the AWS console names it. */
	readonly name: string;
	readonly value: string;
	readonly note?: string;
	/** To be typed there, so it can be copied here. */
	readonly isTyped?: boolean;
};

/** Every setting in the order of the AWS console's form. */
export function CostReportChecklist({
	type,
	accountId,
	destination,
}: {
	readonly type: CostReportType;
	readonly accountId: string;
	/** Whom the report is made for. */
	readonly destination: Destination;
}) {
	const settings =
		type === "CUR2.0"
			? exportSettings(accountId, readerOf(destination))
			: reportSettings(accountId, destination);
	return (
		<>
			<p className="px-4.5 pt-3 text-sm text-ink-2">
				{type === "CUR2.0" ? (
					<>
						Under Billing and Cost Management, <b className="text-ink">Data Exports</b>, press{" "}
						<b className="text-ink">Create</b> and set:
					</>
				) : (
					<>
						Under Billing and Cost Management, <b className="text-ink">Data Exports</b>, press{" "}
						<b className="text-ink">Create</b>, choose <b className="text-ink">Legacy CUR export</b> and set:
					</>
				)}
			</p>
			<ol className="px-4.5 pt-1.5 pb-3">
				{settings.map(({ name, value, note, isTyped }, index) => (
					<li
						key={name}
						className="grid gap-x-3 grid-cols-[1.5rem_minmax(0,1fr)] border-t border-line py-1.75 first:border-t-0 sm:grid-cols-[1.5rem_minmax(0,13rem)_minmax(0,1fr)]"
					>
						<span aria-hidden="true" className="text-ink-3">
							{index + 1}
						</span>
						<span className="text-ink-2">{name}</span>
						<span className="max-sm:col-start-2">
							{isTyped ? <Typed name={name} value={value} /> : <b>{value}</b>}
							{note !== undefined && <span className="block text-sm text-ink-2">{note}</span>}
						</span>
					</li>
				))}
			</ol>
		</>
	);
}

/** A suggestion to paste into the AWS console; any other name does as well. */
function Typed({ name, value }: { readonly name: string; readonly value: string }) {
	const id = `copy-${name.replaceAll(/\W+/g, "-")}-${value}`;
	return (
		<span className="flex flex-wrap items-center gap-x-2">
			<span id={id}>
				<span className="sr-only">{name}: </span>
				<Mono wrap className="font-semibold">
					{value}
				</Mono>
			</span>
			<CopyButton value={value} describedBy={id} className="-my-1" />
		</span>
	);
}

const REGION: Setting = {
	name: "Region",
	value: "US East (N. Virginia)",
	note: "The usual one; any region works.",
};
const RESOURCE_IDS: Setting = { name: "Include resource IDs", value: "On" };
const HOURLY: Setting = { name: "Time granularity", value: "Hourly" };

function bucketOf(accountId: string, reader: ReportReader): Setting {
	return {
		name: "S3 bucket",
		value: `${reader.toLowerCase()}-cost-reports-${accountId}`,
		note: "Create a bucket, or choose one that exists.",
		isTyped: true,
	};
}

const POLICY: Setting = {
	name: "S3 bucket policy",
	value: "Confirm it",
	note: "It lets AWS write the report into the bucket.",
};
const PREFIX: Setting = { name: "S3 path prefix", value: "cost-report", note: "Any will do.", isTyped: true };

/** https://docs.aws.amazon.com/cur/latest/userguide/dataexports-create-standard.html */
function exportSettings(accountId: string, reader: ReportReader): readonly Setting[] {
	return [
		{ name: "Export type", value: "Standard data export" },
		{ name: "Export name", value: `${reader.toLowerCase()}-cur-2`, isTyped: true },
		{ name: "Data table", value: "CUR 2.0" },
		RESOURCE_IDS,
		{ name: "Include split cost allocation data", value: "On", note: "Costs of ECS tasks and EKS pods." },
		{
			name: "Include manual discount compatibility",
			value: "On",
			note: "Where the console offers it.",
		},
		{
			name: "Include caller identity (IAM principal) allocation data",
			value: "On",
			note: "Where the console offers it.",
		},
		HOURLY,
		{ name: "Column selection", value: "All columns" },
		{ name: "Compression type and file format", value: "Parquet" },
		{ name: "File versioning", value: "Overwrite existing data export file" },
		bucketOf(accountId, reader),
		REGION,
		POLICY,
		PREFIX,
	];
}

/** https://docs.aws.amazon.com/cur/latest/userguide/dataexports-create-legacy.html */
function reportSettings(accountId: string, destination: Destination): readonly Setting[] {
	const reader = readerOf(destination);
	const { splitCostAllocation, versioning } = demandsOf(destination).report;
	const isOverwritten = versioning === null || versioning.includes("OVERWRITE_REPORT");
	return [
		{ name: "Export type", value: "Legacy CUR export" },
		{ name: "Report name", value: `${reader.toLowerCase()}-cur-1`, isTyped: true },
		RESOURCE_IDS,
		{
			name: "Refresh automatically",
			value: "On",
			note: "AWS's later corrections of closed months arrive too.",
		},
		HOURLY,
		...(splitCostAllocation === false ? [{ name: "Split cost allocation data", value: "Off" }] : []),
		{
			name: "Report versioning",
			value: isOverwritten ? "Overwrite existing report" : "Create new report version",
		},
		{ name: "Report data integration", value: "None", note: "Leave every box empty." },
		{ name: "Compression type", value: "GZIP" },
		bucketOf(accountId, reader),
		REGION,
		POLICY,
		PREFIX,
	];
}
