import type { RouteKey } from "#lib/auth/access.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { ConnectorIdSchema } from "#lib/schemas/step-input.ts";
import { answerSignedIn } from "../answer-signed-in.ts";
import { problem, problemOf } from "../problem.ts";
import { isSameOrigin } from "../same-origin.ts";

export type RouteProps = { readonly params: Promise<{ readonly id: string }> };
type Answer = (ctx: Context, connector: Connector) => Promise<Response>;

/** A route about one connector. */
export function answerAboutConnector(
	route: RouteKey,
	{ params }: RouteProps,
	answer: Answer,
): Promise<Response> {
	return answerSignedIn(route, async (ctx) => {
		const id = ConnectorIdSchema.safeParse((await params).id);
		const connector = id.success ? await ctx.db.connectors.find(id.data) : null;
		if (connector === null) return problemOf({ code: "CONNECTOR_NOT_FOUND" });
		return answer(ctx, connector);
	});
}

/** The same for a nudge, which only our own pages may send. */
export async function answerNudge(
	route: RouteKey,
	request: Request,
	props: RouteProps,
	answer: Answer,
): Promise<Response> {
	if (isSameOrigin(request)) return answerAboutConnector(route, props, answer);
	const detail = "This address takes requests from Rolebridge's own pages only.";
	return problem(403, { code: "INPUT_INVALID", detail });
}
