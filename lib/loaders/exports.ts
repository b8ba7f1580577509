import "server-only";
import { notFound } from "next/navigation";
import type { Context } from "#lib/context.ts";
import type { QueryParams } from "#lib/domain/dashboard-query.ts";
import { EXPORT_FORMATS, type ExportFormat } from "#lib/domain/exports/export-forms.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { connectorsSubject, parseExportFormat, subjectParams } from "#lib/exports/export-query.ts";
import type { ExportSubject } from "#lib/exports/export-subject.ts";
import { type ExportView, exportView } from "#lib/exports/export-view.ts";
import { serverContext } from "#lib/server-context.ts";
import { requireSignedIn } from "./signed-in.ts";

export type ExportPageView = {
	readonly title: string;
	readonly format: ExportFormat;
	readonly formats: readonly ExportFormat[];
	readonly view: ExportView | null;
	/** Why there is nothing to look at; null: there is. */
	readonly failure: Failure | null;
};

/** Connectors as the page's address names them, in the form that it names. */
export async function loadConnectorsExport(
	params: QueryParams,
): Promise<{ readonly page: ExportPageView; readonly params: string }> {
	const subject = connectorsSubject(params);
	return { page: await loadExport(subject, params), params: subjectParams(subject).toString() };
}

export function loadRolloutExport(rolloutId: string, params: QueryParams): Promise<ExportPageView> {
	return loadExport({ kind: "rollout", rolloutId }, params);
}

/** One form of an export, to look at. */
async function loadExport(subject: ExportSubject, params: QueryParams): Promise<ExportPageView> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const title = await titleOf(ctx, subject);
	if (title === null) notFound();
	const format = parseExportFormat(typeof params.format === "string" ? params.format : null) ?? "terraform";
	const made = await exportView(ctx, { subject, format });
	if (made.ok) return { title, format, formats: made.value.formats, view: made.value, failure: null };
	// What nobody has asked CloudFormation about yet is asked now, so that a reload shows the file.
	if (made.failure.code === "TEMPLATE_NOT_CHECKED") await ctx.jobs.checkTemplate();
	return { title, format, formats: EXPORT_FORMATS, view: null, failure: made.failure };
}

/** Null: there is no such thing, or not for who looks. */
async function titleOf(ctx: Context, subject: ExportSubject): Promise<string | null> {
	if (subject.kind === "rollout") return (await ctx.db.rollouts.find(subject.rolloutId))?.name ?? null;
	if (subject.kind === "filter") return "Connectors";
	const [only, ...others] = subject.ids;
	if (only === undefined || others.length > 0) {
		return only === undefined ? null : `${subject.ids.length.toLocaleString("en")} connectors`;
	}
	const connector = await ctx.db.connectors.find(only);
	return connector === null ? null : (connector.overview?.name ?? "Draft without a name");
}
