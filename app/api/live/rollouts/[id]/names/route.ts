import { checkNames } from "#lib/organizations/check-names.ts";
import { NamesCheckSchema } from "#lib/schemas/rollout-organization-schema.ts";
import { json, problem, problemOf } from "../../../../problem.ts";
import { isSameOrigin } from "../../../../same-origin.ts";
import type { RouteProps } from "../../../live-route.ts";
import { answerAboutRollout } from "../../rollout-route.ts";

const HARNESS_TIMEOUT_MS = 20_000;

/** Which identifiers would meet; nothing is stored. */
export async function POST(request: Request, props: RouteProps) {
	if (!isSameOrigin(request)) return problem(403, { code: "INPUT_INVALID", detail: OURS });
	return answerAboutRollout("POST /api/live/rollouts/[id]/names", props, async (ctx, { id }) => {
		const input = NamesCheckSchema.safeParse(await request.json().catch(() => null));
		if (!input.success) return problemOf({ code: "INPUT_INVALID" });
		const signal = AbortSignal.any([request.signal, AbortSignal.timeout(HARNESS_TIMEOUT_MS)]);
		const checked = await checkNames(ctx, { rolloutId: id, ...input.data }, signal);
		return checked.ok ? json(checked.value) : problemOf(checked.failure);
	});
}

const OURS = "This address takes requests from Rolebridge's own pages only.";
