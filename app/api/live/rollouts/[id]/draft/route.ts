import { saveRolloutDraft } from "#lib/organizations/save-rollout-draft.ts";
import { readBody } from "#lib/rest/read-body.ts";
import { RolloutDraftSchema } from "#lib/schemas/rollout-input.ts";
import { json, problem, problemOf } from "../../../../problem.ts";
import { isSameOrigin } from "../../../../same-origin.ts";
import type { RouteProps } from "../../../live-route.ts";
import { answerAboutRollout } from "../../rollout-route.ts";

/** Keeps typing that comes from a page which goes away: a server action would be cut off with it. */
export async function POST(request: Request, props: RouteProps) {
	if (!isSameOrigin(request)) return problem(403, { code: "INPUT_INVALID", detail: OURS });
	return answerAboutRollout("POST /api/live/rollouts/[id]/draft", props, async (ctx, { id }) => {
		const body = await readBody(request);
		if (!body.ok) return problemOf(body.failure);
		const input = RolloutDraftSchema.safeParse(
			typeof body.value === "object" && body.value !== null ? { ...body.value, rolloutId: id } : null,
		);
		if (!input.success) return problemOf({ code: "INPUT_INVALID" });
		const kept = await saveRolloutDraft(ctx, input.data);
		return kept.ok ? json({ kept: true }) : problemOf(kept.failure);
	});
}

const OURS = "This address takes requests from Rolebridge's own pages only.";
