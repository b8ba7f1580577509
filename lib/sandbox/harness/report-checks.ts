import * as z from "zod/mini";
import type { SigningKeys } from "../aws/sigv4.ts";
import { type AwsEndpoint, blocks, jsonCall, listObjects, tag } from "./aws-calls.ts";
import type { Faults } from "./faults.ts";

/** Where a cost report lies, in what the validator compares. */
export type FoundReport = {
	readonly bucket: string;
	readonly prefix: string;
	readonly region: string;
	/** Wrong settings, as reason and message. */
	readonly wrong: readonly { reason: string; message: string }[];
	readonly filePrefix: (month: Date) => string;
	readonly suffix: string;
};
export type ReportLookup =
	| { readonly kind: "found"; readonly report: FoundReport }
	| { readonly kind: "not-found" }
	| { readonly kind: "error" };

const text = z.catch(z.string(), "");
const Definitions = z.object({
	ReportDefinitions: z.array(
		z.object({
			ReportName: text,
			TimeUnit: text,
			Compression: text,
			S3Bucket: text,
			S3Prefix: text,
			S3Region: text,
			ReportVersioning: text,
			RefreshClosedReports: z.catch(z.boolean(), false),
			AdditionalSchemaElements: z.catch(z.array(z.string()), []),
		}),
	),
	NextToken: z.optional(z.nullable(z.string())),
});
type Definition = z.infer<typeof Definitions>["ReportDefinitions"][number];

/** CUR 1.0: the definition of this name, on the first page or on all. */
export async function findReport(
	endpoint: AwsEndpoint,
	keys: SigningKeys,
	name: string,
	faults: Faults["validator"],
): Promise<ReportLookup> {
	let token: string | null = null;
	do {
		const reply = await jsonCall(endpoint, keys, {
			service: "cur",
			target: "AWSOrigamiServiceGatewayService.DescribeReportDefinitions",
			input: token === null ? {} : { NextToken: token },
		});
		if (!reply.ok) return { kind: "error" };
		const page = Definitions.parse(JSON.parse(reply.text));
		const definition = page.ReportDefinitions.find(({ ReportName }) => ReportName === name);
		if (definition !== undefined) return { kind: "found", report: reportOf(definition) };
		token = page.NextToken ?? null;
	} while (token !== null && !faults.firstPageOnly);
	return { kind: "not-found" };
}

function reportOf(definition: Definition): FoundReport {
	return {
		bucket: definition.S3Bucket,
		prefix: definition.S3Prefix,
		region: definition.S3Region,
		wrong: wrongSettings(definition),
		filePrefix: (month) => {
			const folder = `${month.toISOString().slice(0, 7).replace("-", "")}01`;
			return `${definition.S3Prefix}/${definition.ReportName}/${folder}`.replace(/^\//, "");
		},
		suffix: ".csv.gz",
	};
}

function wrongSettings(definition: Definition): readonly { reason: string; message: string }[] {
	const wanted = [
		["Compression", "GZIP", definition.Compression],
		["TimeUnit", "HOURLY", definition.TimeUnit],
		["ReportVersioning", "OVERWRITE_REPORT", definition.ReportVersioning],
	] as const;
	const wrong = wanted
		.filter(([, required, current]) => required !== current)
		.map(([setting, required, current]) => ({
			reason: `${setting}. Required: ${required}, Current: ${current}`,
			message: `Set ${setting} of the report to ${required}.`,
		}));
	if (!definition.RefreshClosedReports) {
		wrong.push({ reason: "The report is not refreshed", message: "Turn on the refresh of closed reports." });
	}
	if (!definition.AdditionalSchemaElements.includes("RESOURCES")) {
		wrong.push({ reason: "The report has no resource IDs", message: "Include resource IDs in the report." });
	}
	return wrong;
}

const Exports = z.object({
	Exports: z.array(z.object({ ExportArn: z.string(), ExportName: z.string() })),
	NextToken: z.optional(z.nullable(z.string())),
});
const Export = z.object({
	Export: z.object({
		DestinationConfigurations: z.object({
			S3Destination: z.object({ S3Bucket: text, S3Prefix: text, S3Region: text }),
		}),
	}),
});

/** CUR 2.0: the data export of this name. */
export async function findExport(
	endpoint: AwsEndpoint,
	keys: SigningKeys,
	name: string,
): Promise<ReportLookup> {
	const call = (operation: string, input: unknown) =>
		jsonCall(endpoint, keys, {
			service: "bcm-data-exports",
			target: `AWSBillingAndCostManagementDataExports.${operation}`,
			input,
		});
	let token: string | null = null;
	do {
		const reply = await call("ListExports", token === null ? {} : { NextToken: token });
		if (!reply.ok) return { kind: "error" };
		const page = Exports.parse(JSON.parse(reply.text));
		const found = page.Exports.find(({ ExportName }) => ExportName === name);
		if (found !== undefined) {
			const answer = await call("GetExport", { ExportArn: found.ExportArn });
			if (!answer.ok) return { kind: "error" };
			const { S3Destination } = Export.parse(JSON.parse(answer.text)).Export.DestinationConfigurations;
			return { kind: "found", report: exportOf(name, S3Destination) };
		}
		token = page.NextToken ?? null;
	} while (token !== null);
	return { kind: "not-found" };
}

function exportOf(name: string, at: { S3Bucket: string; S3Prefix: string; S3Region: string }): FoundReport {
	const prefix = at.S3Prefix === "" ? "" : `${at.S3Prefix}/`;
	return {
		bucket: at.S3Bucket,
		prefix: at.S3Prefix,
		region: at.S3Region,
		wrong: [],
		filePrefix: (month) => `${prefix}${name}/data/BILLING_PERIOD=${month.toISOString().slice(0, 7)}`,
		suffix: ".parquet",
	};
}

/** When the newest file of the report was written: null for none, `unreadable` when the bucket refuses. */
export async function newestFile(
	endpoint: AwsEndpoint,
	keys: SigningKeys,
	at: { readonly bucket: string; readonly prefix: string; readonly suffix: string },
): Promise<Date | null | "unreadable"> {
	const reply = await listObjects(endpoint, keys, at);
	if (!reply.ok) return "unreadable";
	const times = blocks(reply.text, "Contents")
		.filter((object) => tag(object, "Key")?.endsWith(at.suffix))
		.map((object) => Date.parse(tag(object, "LastModified") ?? ""));
	return times.length === 0 ? null : new Date(Math.max(...times));
}
