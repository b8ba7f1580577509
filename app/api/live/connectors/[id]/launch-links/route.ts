import { listConnectorLinks } from "#lib/launch-links/list-launch-links.ts";
import { settleLinks } from "#lib/launch-links/settle-links.ts";
import { json } from "../../../../problem.ts";
import { answerAboutConnector, type RouteProps } from "../../../live-route.ts";

/** The links of one connector, as they stand by now. */
export function GET(_request: Request, props: RouteProps) {
	return answerAboutConnector("GET /api/live/connectors/[id]/launch-links", props, async (ctx, { id }) => {
		await settleLinks(ctx, { connectorId: id });
		return json(await listConnectorLinks(ctx, id));
	});
}
