import type { BetterAuthPlugin } from "better-auth";
import { createAuthMiddleware } from "better-auth/api";

/** "Last seen" is true to this. */
const SEEN_WITHIN_MS = 60_000;

/** Writes down that a session is in use, once a minute at most. When it ends does not move. */
export function touchSession() {
	return {
		id: "rolebridge-touch-session",
		hooks: {
			after: [
				{
					matcher: ({ path }) => path === "/get-session",
					handler: createAuthMiddleware(async (ctx) => {
						const now = new Date();
						const { session } = ctx.context.session ?? {};
						const seenBefore = new Date(now.getTime() - SEEN_WITHIN_MS);
						if (session === undefined || session.updatedAt > seenBefore) return;
						const where = [
							{ field: "token", value: session.token },
							// Of several requests at once one writes.
							{ field: "updatedAt", operator: "lte" as const, value: seenBefore },
						];
						await ctx.context.adapter.updateMany({ model: "session", where, update: { updatedAt: now } });
					}),
				},
			],
		},
	} satisfies BetterAuthPlugin;
}
