import type { Context } from "#lib/context.ts";
import { parseDashboardQuery } from "#lib/domain/dashboard-query.ts";
import { exportConnectors } from "#lib/exports/export-connectors.ts";
import { answerSignedIn } from "../../answer-signed-in.ts";
import { problemOf } from "../../problem.ts";

const TYPES = { csv: "text/csv; charset=utf-8", json: "application/json" } as const;

/** Everything that a dashboard's query finds, as a file: read as fast as it is taken, so that memory stays small. */
export function GET(request: Request) {
	return answerSignedIn(async (ctx) => {
		const params = new URL(request.url).searchParams;
		const format = params.get("format") ?? "csv";
		if (format !== "csv" && format !== "json") {
			return problemOf({ code: "INPUT_INVALID", detail: "The format is csv or json.", field: "format" });
		}
		const filter = parseDashboardQuery(Object.fromEntries(params));
		const pieces = await exportConnectors(ctx, { filter, format });
		const stamp = ctx.now().toISOString().slice(0, 10);
		return new Response(streamOf(ctx, pieces), {
			headers: {
				"content-type": TYPES[format],
				"content-disposition": `attachment; filename="rolebridge-connectors-${stamp}.${format}"`,
				"cache-control": "no-store",
				"x-content-type-options": "nosniff",
			},
		});
	});
}

function streamOf(ctx: Context, pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		async pull(controller) {
			try {
				const { value, done } = await pieces.next();
				if (done === true) controller.close();
				else controller.enqueue(encoder.encode(value));
			} catch (error) {
				const name = error instanceof Error ? error.name : "unknown";
				ctx.log.error({ event: "export-crashed", error: name }, "export crashed");
				// Cut off, so that nobody takes the beginning for the whole.
				controller.error(error);
			}
		},
		async cancel() {
			await pieces.return(undefined);
		},
	});
}
