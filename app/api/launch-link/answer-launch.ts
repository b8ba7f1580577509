import { linkActor } from "#lib/launch-links/link-actor.ts";
import { originOf } from "#lib/request-origin.ts";
import { serverContext } from "#lib/server-context.ts";
import { type LaunchAsk, respondToHolder } from "./respond.ts";

export type LaunchProps = { readonly params: Promise<{ readonly id: string; readonly name?: string }> };

/** What the routes under app/launch share. There is no session: a cookie of the one link, or its secret. */
export async function answerLaunch(
	ask: LaunchAsk,
	request: Request,
	{ params }: LaunchProps,
): Promise<Response> {
	const { id, name } = await params;
	const ctx = await serverContext(linkActor(id, originOf(request.headers)));
	return respondToHolder(ctx, ask, { request, id, ...(name !== undefined && { name }) });
}
