import { exportAudit } from "#lib/audit/export-audit.ts";
import { parseAuditQuery } from "#lib/domain/audit-query.ts";
import { answerSignedIn } from "../../answer-signed-in.ts";
import { problemOf } from "../../problem.ts";
import { isFileFormat, streamedFile } from "../streamed-file.ts";

/** Every entry of the audit log that a filter finds, as a file. */
export function GET(request: Request) {
	return answerSignedIn("GET /api/export/audit", async (ctx) => {
		const params = new URL(request.url).searchParams;
		const format = params.get("format") ?? "csv";
		if (!isFileFormat(format)) {
			return problemOf({ code: "INPUT_INVALID", detail: "The format is csv or json.", field: "format" });
		}
		const filter = parseAuditQuery(Object.fromEntries(params));
		return streamedFile(ctx, { name: "audit-log", format }, await exportAudit(ctx, { filter, format }));
	});
}
