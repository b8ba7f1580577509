import { readRolloutWatch } from "#lib/loaders/rollout-watch-view.ts";
import { json } from "../../../problem.ts";
import type { RouteProps } from "../../live-route.ts";
import { answerAboutRollout } from "../rollout-route.ts";

/** How the rollout stands by now. */
export function GET(_request: Request, props: RouteProps) {
	return answerAboutRollout("GET /api/live/rollouts/[id]", props, async (ctx, rollout) =>
		json(await readRolloutWatch(ctx, rollout)),
	);
}
