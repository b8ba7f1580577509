import { PLAN_ACTIONS } from "#lib/domain/rollout.ts";
import { readRolloutPlan } from "#lib/loaders/rollout-plan-view.ts";
import { json } from "../../../../problem.ts";
import type { RouteProps } from "../../../live-route.ts";
import { answerAboutRollout } from "../../rollout-route.ts";

/** The newest plan, with a page of its rows. */
export function GET(request: Request, props: RouteProps) {
	return answerAboutRollout("GET /api/live/rollouts/[id]/plan", props, async (ctx, { id }) => {
		const params = new URL(request.url).searchParams;
		const action = PLAN_ACTIONS.find((known) => known === params.get("action"));
		const after = params.get("after");
		const isAccount = after !== null && /^[0-9]{12}$/.test(after);
		const asked = { ...(action !== undefined && { action }), ...(isAccount && { after }) };
		return json(await readRolloutPlan(ctx, id, asked));
	});
}
