import { readChecksView } from "#lib/loaders/live.ts";
import { json } from "../../../../problem.ts";
import { answerAboutConnector, type RouteProps } from "../../../live-route.ts";

export function GET(_request: Request, props: RouteProps) {
	return answerAboutConnector("GET /api/live/connectors/[id]/checks", props, async (ctx, connector) =>
		json(await readChecksView(ctx, connector)),
	);
}
