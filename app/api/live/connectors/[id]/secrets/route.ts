import { readSecrets } from "#lib/loaders/platform-live.ts";
import { json } from "../../../../problem.ts";
import { answerAboutConnector, type RouteProps } from "../../../live-route.ts";

/** The names of the secrets in Harness that the connector may name, a page of them or what is searched for. */
export function GET(request: Request, props: RouteProps) {
	const search = new URL(request.url).searchParams.get("search") ?? "";
	return answerAboutConnector("GET /api/live/connectors/[id]/secrets", props, async (ctx, connector) =>
		json(await readSecrets(ctx, connector, search)),
	);
}
