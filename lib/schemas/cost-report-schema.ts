import * as z from "zod/mini";
import { parseBucketName, parseExportName, parseReportName } from "#lib/domain/s3-names.ts";
import { parsed } from "./parsed.ts";

export const ReportTypeSchema = z.enum(["CUR2.0", "CUR1.0"]);

const own = { kind: z.literal("own"), bucketName: parsed(parseBucketName, 512) };

/** Step 2: a report of this account's own, or one that a connected payer has. */
export const CostReportSchema = z.union([
	z.object({ ...own, reportType: z.literal("CUR2.0"), reportName: parsed(parseExportName, 512) }),
	z.object({ ...own, reportType: z.literal("CUR1.0"), reportName: parsed(parseReportName, 512) }),
	z.object({ kind: z.literal("none"), reason: z.literal("not-needed") }),
	z.object({
		kind: z.literal("covered"),
		payerConnectorId: z.string().check(z.minLength(1, "Choose a connected report."), z.maxLength(64)),
	}),
]);

/** What a person may choose: that GovCloud has none is nobody's choice. */
export type ChosenReport = z.output<typeof CostReportSchema>;

export type CostReportForm = z.input<typeof CostReportFormSchema>;

/** The same as it is typed: every field is there, and the chosen source says which of them count. */
export const CostReportFormSchema = z.pipe(
	z.object({
		/** `own`, `none`, or the id of the payer's connector. */
		source: z.string(),
		reportType: ReportTypeSchema,
		reportName: z.string(),
		bucketName: z.string(),
	}),
	z.transform((form, context): ChosenReport => {
		const issue = (field: string, message: string) =>
			context.issues.push({ code: "custom", message, path: [field], input: form });
		if (form.source === "none") return { kind: "none", reason: "not-needed" };
		if (form.source !== "own") return { kind: "covered", payerConnectorId: form.source };
		const name =
			form.reportType === "CUR2.0" ? parseExportName(form.reportName) : parseReportName(form.reportName);
		const bucket = parseBucketName(form.bucketName);
		if (!name.ok) issue("reportName", name.failure.message);
		if (!bucket.ok) issue("bucketName", bucket.failure.message);
		return {
			kind: "own",
			reportType: form.reportType,
			reportName: name.ok ? name.value : "",
			bucketName: bucket.ok ? bucket.value : "",
		};
	}),
);
