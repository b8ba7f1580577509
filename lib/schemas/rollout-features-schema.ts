import * as z from "zod/mini";
import type { CostReport } from "#lib/domain/connector.ts";
import { CostReportFormSchema, CostReportSchema } from "./cost-report-schema.ts";
import { TagKeySchema, TagValueSchema } from "./overview-schema.ts";
import {
	type RequirementsForm,
	RequirementsFormSchema,
	type RequirementsOutput,
	RequirementsSchema,
} from "./requirements-schema.ts";
import { ExceptionUnitSchema } from "./rollout-launch-schema.ts";

/** Each is a parameter override of its own in the stack set. */
export const MAX_EXCEPTIONS = 20;
const tooMany = `At most ${MAX_EXCEPTIONS} exceptions.`;

const ownReport = z.pipe(
	CostReportSchema,
	z.transform((report, context) => {
		if (report.kind === "own") return report;
		context.issues.push({ code: "custom", message: "The payer has its own report.", input: report });
		return z.NEVER;
	}),
);

/** Step 2. */
export const RolloutFeaturesSchema = z.object({
	member: RequirementsSchema,
	exceptions: z
		.array(
			z.object({
				match: z.union([
					z.object({ kind: z.literal("unit"), unitId: ExceptionUnitSchema }),
					z.object({ kind: z.literal("tag"), key: TagKeySchema, value: TagValueSchema }),
				]),
				requirements: RequirementsSchema,
			}),
		)
		.check(z.maxLength(MAX_EXCEPTIONS, tooMany)),
	payer: z.nullable(z.object({ requirements: RequirementsSchema, costReport: z.nullable(ownReport) })),
});

export type ExceptionForm = {
	readonly kind: "unit" | "tag";
	readonly unitId: string;
	readonly key: string;
	readonly value: string;
	readonly requirements: RequirementsForm;
};
export type PayerForm = {
	readonly isWanted: boolean;
	readonly hasReport: "yes" | "no";
	readonly reportType: "CUR2.0" | "CUR1.0";
	readonly reportName: string;
	readonly bucketName: string;
	readonly requirements: RequirementsForm;
};
/** As it is typed: every field is there, and the choices say which of them count. */
export type RolloutFeaturesForm = {
	readonly member: RequirementsForm;
	readonly exceptions: ExceptionForm[];
	readonly payer: PayerForm;
};

const asTyped = z.custom<RequirementsForm>((value) => typeof value === "object" && value !== null);

type TypedException = {
	match:
		| { readonly kind: "unit"; readonly unitId: string }
		| { readonly kind: "tag"; readonly key: string; readonly value: string };
	requirements: RequirementsOutput;
};
type TypedPayer = {
	requirements: RequirementsOutput;
	costReport: Extract<CostReport, { kind: "own" }> | null;
} | null;

const typedException = z.pipe(
	z.object({
		kind: z.enum(["unit", "tag"]),
		unitId: z.string().check(z.maxLength(300)),
		key: z.string().check(z.maxLength(256)),
		value: z.string().check(z.maxLength(256)),
		requirements: RequirementsFormSchema,
	}),
	z.transform(({ kind, unitId, key, value, requirements }, context): TypedException => {
		const issue = (field: string, message: string) =>
			context.issues.push({ code: "custom", message, path: [field], input: field });
		if (kind === "unit") {
			const unit = ExceptionUnitSchema.safeParse(unitId);
			if (!unit.success) issue("unitId", unit.error.issues[0]?.message ?? "");
			return { match: { kind, unitId: unit.data ?? "" }, requirements };
		}
		const tag = { key: TagKeySchema.safeParse(key), value: TagValueSchema.safeParse(value) };
		if (!tag.key.success) issue("key", tag.key.error.issues[0]?.message ?? "");
		if (!tag.value.success) issue("value", tag.value.error.issues[0]?.message ?? "");
		return { match: { kind, key: tag.key.data ?? "", value: tag.value.data ?? "" }, requirements };
	}),
);

const typedPayer = z.pipe(
	z.object({
		isWanted: z.boolean(),
		hasReport: z.enum(["yes", "no"]),
		reportType: z.enum(["CUR2.0", "CUR1.0"]),
		reportName: z.string().check(z.maxLength(512)),
		bucketName: z.string().check(z.maxLength(512)),
		// Read below, and only where the payer is wanted: what nobody sees, nobody can put right.
		requirements: asTyped,
	}),
	z.transform((form, context): TypedPayer => {
		if (!form.isWanted) return null;
		const pass = (path: string[], issues: readonly z.core.$ZodIssue[]) => {
			for (const { message, path: below } of issues)
				context.issues.push({ code: "custom", message, path: [...path, ...below], input: form });
		};
		const requirements = RequirementsFormSchema.safeParse(form.requirements);
		if (!requirements.success) pass(["requirements"], requirements.error.issues);
		const { reportType, reportName, bucketName } = form;
		const report =
			form.hasReport === "no"
				? null
				: CostReportFormSchema.safeParse({ source: "own", reportType, reportName, bucketName });
		if (report !== null && !report.success) pass([], report.error.issues);
		const costReport = report?.data?.kind === "own" ? report.data : null;
		return requirements.success ? { requirements: requirements.data, costReport } : null;
	}),
);

export const RolloutFeaturesFormSchema = z.object({
	member: RequirementsFormSchema,
	exceptions: z.array(typedException).check(z.maxLength(MAX_EXCEPTIONS, tooMany)),
	payer: typedPayer,
});

export type RolloutFeaturesOutput = z.output<typeof RolloutFeaturesFormSchema>;
