import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint, sessionMiddleware } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import * as z from "zod";
import { whatGoesOn } from "./session-rules.ts";

/**
 * Gives a session that was just proved again a new token and ends the old one, so that whoever copied the old cookie
 * has nothing of it. For the server's own calls only: it has no path.
 */
export function renewSession() {
	return {
		id: "rolebridge-renew-session",
		endpoints: {
			renewSession: createAuthEndpoint.serverOnly(
				{
					method: "POST",
					use: [sessionMiddleware],
					body: z.object({ provedBy: z.enum(["password", "second-factor"]) }),
				},
				async (ctx) => {
					const { session, user } = ctx.context.session;
					const proof = { provedAt: new Date(), provedBy: ctx.body.provedBy };
					const { internalAdapter } = ctx.context;
					const { ipAddress, userAgent } = session;
					// Proved, not begun again: it ends when it would have ended.
					const kept = { ipAddress, userAgent, ...(await whatGoesOn(ctx, session)) };
					const renewed = await internalAdapter.createSession(user.id, false, { ...kept, ...proof }, true);
					if (renewed === null) throw new APIError("INTERNAL_SERVER_ERROR");
					await setSessionCookie(ctx, { session: renewed, user });
					await internalAdapter.deleteSession(session.token);
					return ctx.json({ done: true });
				},
			),
		},
	} satisfies BetterAuthPlugin;
}
