import { readSecrets } from "#lib/loaders/platform-live.ts";
import { json } from "../../../../problem.ts";
import { answerAboutConnector, type RouteProps } from "../../../live-route.ts";

/** The names of the secrets in Harness that the connector may name; never a value. */
export function GET(_request: Request, props: RouteProps) {
	return answerAboutConnector("GET /api/live/connectors/[id]/secrets", props, async (ctx, connector) =>
		json(await readSecrets(ctx, connector)),
	);
}
