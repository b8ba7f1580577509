import type { Context } from "#lib/context.ts";
import { downloadExport } from "#lib/exports/download-export.ts";
import { parseExportFormat } from "#lib/exports/export-query.ts";
import type { ExportSubject } from "#lib/exports/export-subject.ts";
import { problemOf } from "../problem.ts";
import { streamOf } from "../stream-of.ts";

/** A form of an export as a download: `format`, and `as` for the main file alone or all of them. */
export async function exportAnswer(
	ctx: Context,
	subject: ExportSubject,
	params: URLSearchParams,
): Promise<Response> {
	const format = parseExportFormat(params.get("format"));
	const shape = params.get("as") ?? "zip";
	if (format === null) {
		return problemOf({ code: "INPUT_INVALID", detail: "There is no such format.", field: "format" });
	}
	if (shape !== "file" && shape !== "zip") {
		return problemOf({ code: "INPUT_INVALID", detail: "It is taken as file or as zip.", field: "as" });
	}
	const made = await downloadExport(ctx, { subject, format, shape });
	if (!made.ok) return problemOf(made.failure);
	const { mediaType, fileName, text } = made.value;
	return new Response(typeof text === "string" ? text : streamOf(ctx, text), {
		headers: {
			"content-type": mediaType,
			"content-disposition": `attachment; filename="${fileName}"`,
			"cache-control": "no-store",
			"x-content-type-options": "nosniff",
		},
	});
}
