import { readOffboardProgress } from "#lib/loaders/offboard-view.ts";
import { json } from "../../../../problem.ts";
import { answerAboutConnector, type RouteProps } from "../../../live-route.ts";

export function GET(_request: Request, props: RouteProps) {
	return answerAboutConnector("GET /api/live/connectors/[id]/offboarding", props, async (ctx, connector) =>
		json(await readOffboardProgress(ctx, connector)),
	);
}
