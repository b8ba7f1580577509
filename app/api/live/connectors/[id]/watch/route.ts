import { watchRole } from "#lib/health/request-check.ts";
import { json, problemOf } from "../../../../problem.ts";
import { answerNudge, type RouteProps } from "../../../live-route.ts";

/** The heartbeat of an open role step: while it lasts, the worker asks for the role. */
export function POST(request: Request, props: RouteProps) {
	return answerNudge("POST /api/live/connectors/[id]/watch", request, props, async (ctx, { id }) => {
		const watched = await watchRole(ctx, { connectorId: id });
		if (!watched.ok) return problemOf(watched.failure);
		const run = await ctx.db.checks.latestRun(id, "role");
		return json({ id: run?.id ?? null, state: run?.state ?? "queued" }, 202);
	});
}
