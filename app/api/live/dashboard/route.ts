import { parseDashboardQuery } from "#lib/domain/dashboard-query.ts";
import { readDashboard } from "#lib/loaders/read-dashboard.ts";
import { answerSignedIn } from "../../answer-signed-in.ts";

/** What a dashboard that is on screen shows by now; 304 while it shows just that. */
export function GET(request: Request) {
	return answerSignedIn("GET /api/live/dashboard", async (ctx) => {
		const query = parseDashboardQuery(Object.fromEntries(new URL(request.url).searchParams));
		const { now, ...view } = await readDashboard(ctx, query);
		const etag = `"${ctx.sha256Hex(JSON.stringify(view)).slice(0, 32)}"`;
		// Kept by the browser only to be asked about: nothing is shown from it unasked.
		const headers = { etag, "cache-control": "private, no-cache" };
		const isKnown = request.headers.get("if-none-match")?.split(/,\s*/).includes(etag) === true;
		return isKnown
			? new Response(null, { status: 304, headers })
			: Response.json({ ...view, now }, { headers });
	});
}
