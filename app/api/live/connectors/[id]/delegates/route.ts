import { readDelegates } from "#lib/loaders/platform-live.ts";
import { json } from "../../../../problem.ts";
import { answerAboutConnector, type RouteProps } from "../../../live-route.ts";

/** The delegates that the connector could go through, and how they are. */
export function GET(_request: Request, props: RouteProps) {
	return answerAboutConnector("GET /api/live/connectors/[id]/delegates", props, async (ctx, connector) =>
		json(await readDelegates(ctx, connector)),
	);
}
