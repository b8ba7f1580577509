import { noteRefusal } from "#lib/audit/note-refusal.ts";
import { actorCan } from "#lib/auth/abilities.ts";
import { ROUTES, type RouteKey } from "#lib/auth/access.ts";
import type { Context } from "#lib/context.ts";
import { signedIn } from "#lib/loaders/signed-in.ts";
import { serverContext } from "#lib/server-context.ts";
import { problemOf } from "./problem.ts";

/** What every route for our own pages shares: who asks, and one place that catches. */
export async function answerSignedIn(
	route: RouteKey,
	answer: (ctx: Context) => Promise<Response>,
): Promise<Response> {
	const session = await signedIn();
	if (session === null) return problemOf({ code: "NOT_SIGNED_IN" });
	if (session.mustChangePassword) return problemOf({ code: "PASSWORD_CHANGE_REQUIRED" });
	const access = ROUTES[route];
	const ctx = await serverContext(session.actor);
	if (access !== "public" && !actorCan(session.actor, access)) {
		await noteRefusal(ctx, { asked: `route:${route}`, code: "NOT_ALLOWED" });
		return problemOf({ code: "NOT_ALLOWED" });
	}
	try {
		return await answer(ctx);
	} catch (error) {
		const name = error instanceof Error ? error.name : "unknown";
		ctx.log.error({ event: "route-crashed", error: name }, "route crashed");
		return problemOf({ code: "UNEXPECTED" });
	}
}
