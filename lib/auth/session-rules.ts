import type { BetterAuthOptions, GenericEndpointContext } from "better-auth";
import type { ProvedBy } from "./proof.ts";

/** What whoever just came through one of these showed. */
const PROVED_BY: Readonly<Record<string, ProvedBy>> = {
	"/sign-in/email": "password",
	"/change-password": "password",
	"/two-factor/verify-totp": "second-factor",
	"/two-factor/verify-backup-code": "second-factor",
	"/passkey/verify-authentication": "passkey",
};

type SessionHooks = NonNullable<NonNullable<BetterAuthOptions["databaseHooks"]>["session"]>;

/** Each new session knows when and how its person proved who they are, and replaces the one the browser had. */
export const sessionRules: SessionHooks = {
	create: {
		before: async (session, ctx) => {
			const provedBy = PROVED_BY[ctx?.path ?? ""];
			if (provedBy === undefined) return;
			return { data: { ...session, provedAt: new Date(), provedBy } };
		},
		after: async (session, ctx) => {
			if (ctx !== null) await endReplacedSession(ctx, session.token);
		},
	},
};

async function endReplacedSession(ctx: GenericEndpointContext, newToken: string): Promise<void> {
	const old = await ctx.getSignedCookie(ctx.context.authCookies.sessionToken.name, ctx.context.secret);
	if (old && old !== newToken) await ctx.context.internalAdapter.deleteSession(old);
}
