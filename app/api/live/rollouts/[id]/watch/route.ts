import { watchRollout } from "#lib/organizations/watch-rollout.ts";
import { problem } from "../../../../problem.ts";
import { isSameOrigin } from "../../../../same-origin.ts";
import type { RouteProps } from "../../../live-route.ts";
import { answerAboutRollout } from "../../rollout-route.ts";

/** The heartbeat of an open page. */
export function POST(request: Request, props: RouteProps) {
	if (!isSameOrigin(request)) {
		const detail = "This address takes requests from Rolebridge's own pages only.";
		return problem(403, { code: "INPUT_INVALID", detail });
	}
	return answerAboutRollout("POST /api/live/rollouts/[id]/watch", props, async (ctx, rollout) => {
		await watchRollout(ctx, rollout);
		return new Response(null, { status: 202 });
	});
}
