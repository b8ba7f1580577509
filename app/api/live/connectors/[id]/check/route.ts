import { requestCheck } from "#lib/health/request-check.ts";
import { json, problemOf } from "../../../../problem.ts";
import { answerNudge, type RouteProps } from "../../../live-route.ts";

/** Asks for a full verification; the operation that answers it. */
export function POST(request: Request, props: RouteProps) {
	return answerNudge("POST /api/live/connectors/[id]/check", request, props, async (ctx, { id }) => {
		const run = await requestCheck(ctx, { connectorId: id });
		return run.ok ? json({ id: run.value.id, state: run.value.state }, 202) : problemOf(run.failure);
	});
}
