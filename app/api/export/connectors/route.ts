import { parseDashboardQuery } from "#lib/domain/dashboard-query.ts";
import { exportConnectors } from "#lib/exports/export-connectors.ts";
import { answerSignedIn } from "../../answer-signed-in.ts";
import { problemOf } from "../../problem.ts";
import { isFileFormat, streamedFile } from "../streamed-file.ts";

/** Everything that a dashboard's query finds, as a file. */
export function GET(request: Request) {
	return answerSignedIn("GET /api/export/connectors", async (ctx) => {
		const params = new URL(request.url).searchParams;
		const format = params.get("format") ?? "csv";
		if (!isFileFormat(format)) {
			return problemOf({ code: "INPUT_INVALID", detail: "The format is csv or json.", field: "format" });
		}
		const filter = parseDashboardQuery(Object.fromEntries(params));
		return streamedFile(ctx, { name: "connectors", format }, await exportConnectors(ctx, { filter, format }));
	});
}
