import type { Context } from "#lib/context.ts";
import { signedIn } from "#lib/loaders/signed-in.ts";
import { serverContext } from "#lib/server-context.ts";
import { problemOf } from "./problem.ts";

/** What every route for our own pages shares: who asks, and one place that catches. */
export async function answerSignedIn(answer: (ctx: Context) => Promise<Response>): Promise<Response> {
	const session = await signedIn();
	if (session === null) return problemOf({ code: "NOT_SIGNED_IN" });
	if (session.mustChangePassword) return problemOf({ code: "PASSWORD_CHANGE_REQUIRED" });
	const ctx = await serverContext(session.actor);
	try {
		return await answer(ctx);
	} catch (error) {
		const name = error instanceof Error ? error.name : "unknown";
		ctx.log.error({ event: "route-crashed", error: name }, "route crashed");
		return problemOf({ code: "UNEXPECTED" });
	}
}
