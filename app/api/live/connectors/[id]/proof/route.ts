import { readProofProgress } from "#lib/loaders/add-proof-view.ts";
import { json } from "../../../../problem.ts";
import { answerAboutConnector, type RouteProps } from "../../../live-route.ts";

export function GET(_request: Request, props: RouteProps) {
	return answerAboutConnector("GET /api/live/connectors/[id]/proof", props, async (ctx, connector) =>
		json(await readProofProgress(ctx, connector)),
	);
}
