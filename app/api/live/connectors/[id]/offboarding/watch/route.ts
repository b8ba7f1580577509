import { watchRefusal } from "#lib/connectors/offboard/prove-refusal.ts";
import { json } from "../../../../../problem.ts";
import { answerNudge, type RouteProps } from "../../../../live-route.ts";

/** Somebody waits for the proof that the role is gone. */
export function POST(request: Request, props: RouteProps) {
	return answerNudge(
		"POST /api/live/connectors/[id]/offboarding/watch",
		request,
		props,
		async (ctx, connector) => {
			await watchRefusal(ctx, connector);
			return json({ watching: true }, 202);
		},
	);
}
