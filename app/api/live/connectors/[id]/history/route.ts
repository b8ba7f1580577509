import { readCheckHistory } from "#lib/loaders/check-history.ts";
import { HistoryQuerySchema } from "#lib/schemas/history-schema.ts";
import { json, problemOf } from "../../../../problem.ts";
import { answerAboutConnector, type RouteProps } from "../../../live-route.ts";

/** One page of a check's results, newest first: `?check=role-assumable&before=<ISO time>`. */
export function GET(request: Request, props: RouteProps) {
	return answerAboutConnector("GET /api/live/connectors/[id]/history", props, async (ctx, { id }) => {
		const query = HistoryQuerySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
		if (!query.success) return problemOf({ code: "INPUT_INVALID" });
		return json(await readCheckHistory(ctx, id, query.data));
	});
}
