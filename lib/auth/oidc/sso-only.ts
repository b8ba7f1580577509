import type { BetterAuthOptions } from "better-auth";
import { APIError, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { originOf } from "#lib/request-origin.ts";
import { goesOnAs } from "../session-rules.ts";
import type { SsoHost } from "../sso-host-port.ts";

type SessionHooks = NonNullable<NonNullable<BetterAuthOptions["databaseHooks"]>["session"]>;
type CreateHook = NonNullable<NonNullable<SessionHooks["create"]>["before"]>;

/**
 * While single sign-on is the only way in, no session is made without the provider but for the account for
 * emergencies, and its password alone is not enough. Asked here, where every session is made, so that no way in is
 * forgotten. The answer is that of a wrong password: it tells nobody that theirs is right.
 */
export function refuseOtherSessions(host: SsoHost): CreateHook {
	return async (session, ctx) => {
		// What the provider opened stays open while an app is set up; a password proves nothing in it.
		if (typeof session.providerSessionId === "string" && session.provedBy !== "password") return;
		const { isSsoOnly, breakGlassPersonId } = await host.state();
		if (!isSsoOnly || ctx === null) return;
		const goesOn = await goesOnAs(ctx, session.userId);
		if (typeof goesOn?.providerSessionId === "string") return;
		const person =
			session.userId === breakGlassPersonId
				? await ctx.context.internalAdapter.findUserById(session.userId)
				: null;
		const isPasswordAlone = ctx.path === "/sign-in/email";
		const hasApp = person !== null && "twoFactorEnabled" in person && person.twoFactorEnabled === true;
		if (person === null || (isPasswordAlone && !hasApp)) {
			throw new APIError("UNAUTHORIZED", {
				code: "INVALID_EMAIL_OR_PASSWORD",
				message: "Invalid email or password",
			});
		}
		if (ENTRIES.has(ctx.path)) await host.noteBreakGlass(person, originOf(ctx.headers ?? new Headers()));
	};
}

/** Where a sign-in is complete: with a password, its second factor is still to come. */
const ENTRIES: ReadonlySet<string | undefined> = new Set([
	"/two-factor/verify-totp",
	"/two-factor/verify-backup-code",
	"/passkey/verify-authentication",
]);

const FACTOR_PATHS = new Set(["/two-factor/disable", "/passkey/delete-passkey"]);

/** The account for emergencies keeps its second factor as long as it is the only way past the provider. */
export function keepBreakGlassFactor(host: SsoHost) {
	return {
		matcher: ({ path = "" }: { path?: string }) => FACTOR_PATHS.has(path),
		handler: createAuthMiddleware(async (ctx) => {
			const [{ isSsoOnly, breakGlassPersonId }, found] = await Promise.all([
				host.state(),
				getSessionFromCtx(ctx),
			]);
			if (isSsoOnly && found !== null && found.user.id === breakGlassPersonId)
				throw new APIError("FORBIDDEN", { code: "BREAK_GLASS_NEEDED" });
		}),
	};
}

/** Others have no use for a password now; changing it would end the session that the provider opened. */
export function refuseOwnPassword(host: SsoHost) {
	return {
		matcher: ({ path = "" }: { path?: string }) => path === "/change-password",
		handler: createAuthMiddleware(async (ctx) => {
			const { isSsoOnly, breakGlassPersonId } = await host.state();
			const found = isSsoOnly ? await getSessionFromCtx(ctx) : null;
			if (found !== null && found.user.id !== breakGlassPersonId)
				throw new APIError("FORBIDDEN", { code: "PASSWORD_SIGN_IN_OFF" });
		}),
	};
}
