import type { BetterAuthOptions, GenericEndpointContext, Session } from "better-auth";
import { getSessionFromCtx } from "better-auth/api";
import type { ProvedBy } from "#lib/domain/proof.ts";

/** What whoever just came through one of these showed. */
const PROVED_BY: Readonly<Record<string, ProvedBy>> = {
	"/sign-in/email": "password",
	"/change-password": "password",
	"/two-factor/verify-totp": "second-factor",
	"/two-factor/verify-backup-code": "second-factor",
	"/passkey/verify-authentication": "passkey",
};

/** So long after its person signed in a session ends, whatever it was used for. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** What replaces a session that goes on: to prove oneself again, or to change what one proves it by, is no sign-in. */
const GOES_ON: ReadonlySet<string> = new Set([
	"/change-password",
	"/two-factor/verify-totp",
	"/two-factor/verify-backup-code",
	"/passkey/verify-authentication",
]);

type SessionHooks = NonNullable<NonNullable<BetterAuthOptions["databaseHooks"]>["session"]>;

/** Each new session knows when and how its person proved who they are, and replaces the one the browser had. */
export const sessionRules: SessionHooks = {
	create: {
		before: async (session, ctx) => {
			const now = new Date();
			const provedBy = PROVED_BY[ctx?.path ?? ""];
			// "Do not remember me" is no reason to stay for longer, as the sign-in library has it.
			const latest = new Date(now.getTime() + SESSION_SECONDS * 1_000);
			const expiresAt = session.expiresAt < latest ? session.expiresAt : latest;
			return {
				data: {
					...session,
					expiresAt,
					...(provedBy !== undefined && { provedAt: now, provedBy }),
					...(ctx && (await goesOnAs(ctx, session.userId))),
				},
			};
		},
		after: async (session, ctx) => {
			if (ctx) await endReplacedSession(ctx, session.token);
		},
	},
};

async function endReplacedSession(ctx: GenericEndpointContext, newToken: string): Promise<void> {
	const old = await ctx.getSignedCookie(ctx.context.authCookies.sessionToken.name, ctx.context.secret);
	if (old && old !== newToken) await ctx.context.internalAdapter.deleteSession(old);
}

type GoesOn = Pick<Session, "createdAt" | "expiresAt"> & { readonly providerSessionId?: unknown };

/** What a session that is made now takes over from the one that it replaces; null: it is a sign-in. */
export async function goesOnAs(ctx: GenericEndpointContext, userId: string): Promise<GoesOn | null> {
	const old = GOES_ON.has(ctx.path ?? "") ? await getSessionFromCtx(ctx) : null;
	if (old?.user.id !== userId) return null;
	const { token, createdAt, expiresAt } = old.session;
	// Changing the password ends every session before the new one is made: then what was read of it counts.
	return (await whatGoesOn(ctx, { token, userId })) ?? { createdAt, expiresAt };
}

/** Of a session that is replaced under way: when it began, when it ends, and the provider's name of it. */
export async function whatGoesOn(
	ctx: GenericEndpointContext,
	{ token, userId }: Pick<Session, "token" | "userId">,
): Promise<GoesOn | null> {
	const where = [
		{ field: "token", value: token },
		{ field: "userId", value: userId },
	];
	// Read anew: what is handed around of a session leaves the provider's name out.
	const old = await ctx.context.adapter.findOne<GoesOn>({ model: "session", where });
	if (old === null) return null;
	const { createdAt, expiresAt, providerSessionId = null } = old;
	return { createdAt, expiresAt, providerSessionId };
}
