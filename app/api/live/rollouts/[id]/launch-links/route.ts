import { listRolloutLinks } from "#lib/launch-links/list-launch-links.ts";
import { settleRolloutLinks } from "#lib/launch-links/rollout/settle-rollout-links.ts";
import { json } from "../../../../problem.ts";
import type { RouteProps } from "../../../live-route.ts";
import { answerAboutRollout } from "../../rollout-route.ts";

/** The links of one rollout, as they stand by now. */
export function GET(_request: Request, props: RouteProps) {
	return answerAboutRollout("GET /api/live/rollouts/[id]/launch-links", props, async (ctx, { id }) => {
		await settleRolloutLinks(ctx, { rolloutId: id });
		return json(await listRolloutLinks(ctx, id));
	});
}
