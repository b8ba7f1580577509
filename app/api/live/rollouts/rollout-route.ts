import type { RouteKey } from "#lib/auth/access.ts";
import type { Context } from "#lib/context.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { ConnectorIdSchema } from "#lib/schemas/step-input.ts";
import { answerSignedIn } from "../../answer-signed-in.ts";
import { problemOf } from "../../problem.ts";
import type { RouteProps } from "../live-route.ts";

type Answer = (ctx: Context, rollout: Rollout) => Promise<Response>;

/** A route about one rollout. */
export function answerAboutRollout(
	route: RouteKey,
	{ params }: RouteProps,
	answer: Answer,
): Promise<Response> {
	return answerSignedIn(route, async (ctx) => {
		const id = ConnectorIdSchema.safeParse((await params).id);
		const rollout = id.success ? await ctx.db.rollouts.find(id.data) : null;
		return rollout === null ? problemOf({ code: "ROLLOUT_NOT_FOUND" }) : answer(ctx, rollout);
	});
}
