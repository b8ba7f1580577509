import { readChangesView } from "#lib/loaders/changes-view.ts";
import { json } from "../../../../problem.ts";
import { answerAboutConnector, type RouteProps } from "../../../live-route.ts";

/** Where the connector's changes stand. */
export function GET(_request: Request, props: RouteProps) {
	return answerAboutConnector("GET /api/live/connectors/[id]/lifecycle", props, async (ctx, connector) =>
		json(await readChangesView(ctx, connector)),
	);
}
