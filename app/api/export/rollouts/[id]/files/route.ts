import { answerSignedIn } from "../../../../answer-signed-in.ts";
import { exportAnswer } from "../../../export-answer.ts";

type RouteProps = { readonly params: Promise<{ readonly id: string }> };

/** A rollout as other tools take it. */
export function GET(request: Request, { params }: RouteProps) {
	return answerSignedIn("GET /api/export/rollouts/[id]/files", async (ctx) => {
		const { id: rolloutId } = await params;
		return exportAnswer(ctx, { kind: "rollout", rolloutId }, new URL(request.url).searchParams);
	});
}
