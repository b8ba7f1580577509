import type { Context } from "#lib/context.ts";
import { parseDashboardQuery, serializeDashboardQuery } from "#lib/domain/dashboard-query.ts";
import { type ExportFormat, exportFiles, mainFile } from "#lib/domain/exports/export-forms.ts";
import type { ExportPlan } from "#lib/domain/exports/export-plan.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type ExportSubject, planOfSubject, subjectWords } from "./export-subject.ts";
import { zipPieces } from "./zip-pieces.ts";

/** `file`: the main file alone. `zip`: all of them, with the README. */
export type ExportShape = "file" | "zip";

export type DownloadExport = {
	readonly subject: ExportSubject;
	readonly format: ExportFormat;
	readonly shape: ExportShape;
};

export type ExportDownload = {
	readonly mediaType: string;
	readonly fileName: string;
	readonly text: string | AsyncGenerator<Uint8Array>;
};

const TEXT = "text/plain; charset=utf-8";
const MEDIA: Readonly<Partial<Record<ExportFormat, string>>> = {
	cloudformation: "application/json",
	json: "application/json",
	csv: "text/csv; charset=utf-8",
};

/** An export as it is downloaded. Who took what away is audited: external IDs and role names are in it. */
export async function downloadExport(
	ctx: Context,
	{ subject, format, shape }: DownloadExport,
): Promise<Result<ExportDownload>> {
	const plan = await planOfSubject(ctx, subject, { format });
	if (!plan.ok) return plan;
	await ctx.db.audit.append({
		actor: ctx.actor,
		action: "connectors.exported",
		subject: subjectWords(subject),
		at: ctx.now(),
		details: {
			format,
			shape,
			accounts: plan.value.accounts.length + plan.value.platform.length,
			...filterDetails(subject),
		},
	});
	const name = fileNameOf(plan.value, format);
	if (shape === "zip") {
		const text = zipPieces(exportFiles(plan.value, format), ctx.now());
		return ok({ mediaType: "application/zip", fileName: `${name}.zip`, text });
	}
	const { path, text } = mainFile(plan.value, format);
	const ending = path.slice(path.lastIndexOf(".") + 1);
	return ok({ mediaType: MEDIA[format] ?? TEXT, fileName: `${name}.${ending}`, text });
}

function filterDetails(subject: ExportSubject) {
	if (subject.kind !== "filter") return {};
	return { filter: serializeDashboardQuery({ ...parseDashboardQuery({}), ...subject.filter }) };
}

/** Of characters that every file system and every header takes. */
function fileNameOf({ title, scope, accounts, platform }: ExportPlan, format: ExportFormat): string {
	const identifier = accounts[0]?.connector.identifier ?? platform[0]?.facts.overview.identifier;
	const own = scope === "connector" ? (identifier ?? title) : title;
	const name = own.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replaceAll(/^-+|-+$/g, "");
	return `${name === "" ? "export" : name.slice(0, 80)}-${format}`;
}
