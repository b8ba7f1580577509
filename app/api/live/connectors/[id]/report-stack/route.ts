import { watchReportStack } from "#lib/connectors/see-report-bucket.ts";
import { readReportStackView } from "#lib/loaders/report-stack-view.ts";
import { json, problemOf } from "../../../../problem.ts";
import { answerAboutConnector, answerNudge, type RouteProps } from "../../../live-route.ts";

export function GET(_request: Request, props: RouteProps) {
	return answerAboutConnector("GET /api/live/connectors/[id]/report-stack", props, async (ctx, connector) =>
		json(await readReportStackView(ctx, connector)),
	);
}

/** The heartbeat of an open step 2: while it lasts, the worker asks for the bucket of the report's stack. */
export function POST(request: Request, props: RouteProps) {
	return answerNudge("POST /api/live/connectors/[id]/report-stack", request, props, async (ctx, { id }) => {
		const watched = await watchReportStack(ctx, { connectorId: id });
		return watched.ok ? json({ watching: true }, 202) : problemOf(watched.failure);
	});
}
