import { readRoleView } from "#lib/loaders/live.ts";
import { json } from "../../../../problem.ts";
import { answerAboutConnector, type RouteProps } from "../../../live-route.ts";

export function GET(_request: Request, props: RouteProps) {
	return answerAboutConnector("GET /api/live/connectors/[id]/role", props, async (ctx, connector) =>
		json(await readRoleView(ctx, connector)),
	);
}
