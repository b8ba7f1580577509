import { readBody } from "#lib/rest/read-body.ts";
import { DraftSchema } from "#lib/schemas/step-input.ts";
import { json, problemOf } from "../../../../problem.ts";
import { answerNudge, type RouteProps } from "../../../live-route.ts";

/** Keeps typing that comes from a page which goes away: a server action would be cut off with it. */
export function POST(request: Request, props: RouteProps) {
	return answerNudge("POST /api/live/connectors/[id]/draft", request, props, async (ctx, { id }) => {
		const body = await readBody(request);
		if (!body.ok) return problemOf(body.failure);
		const input = DraftSchema.safeParse(
			typeof body.value === "object" && body.value !== null ? { ...body.value, connectorId: id } : null,
		);
		if (!input.success) return problemOf({ code: "INPUT_INVALID" });
		await ctx.db.connectors.saveDraft(id, input.data.step, input.data.values);
		return json({ kept: true });
	});
}
