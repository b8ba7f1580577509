import { createHash } from "node:crypto";
import type { BetterAuthPlugin, GenericEndpointContext } from "better-auth";
import { APIError, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import type { OnAuthEvent } from "#lib/domain/auth-events.ts";
import { proofFailure } from "#lib/domain/proof.ts";
import { originOf } from "#lib/request-origin.ts";
import { countTry, isFirstUse } from "./counts.ts";
import { isRefusal, noteFailedSignIn, SIGN_IN_PATHS } from "./note-failed-sign-in.ts";
import type { PasswordRules } from "./password-rules.ts";
import { owesCode, pendingUserId } from "./pending-user.ts";
import { hasSecondFactor } from "./second-factor.ts";

export type AccountGuardOptions = {
	readonly rules: PasswordRules;
	readonly onEvent: OnAuthEvent;
	/** False: a password does not let this person in (single sign-on only), so none is reset. */
	readonly mayUsePassword: (email: string) => Promise<boolean>;
};

/** A code is good for its half minute and the one beside it; longer than that it need not be remembered. */
const CODE_SECONDS = 5 * 60;

/** What our own rules add to the sign-in library's: which passwords, each code once, who may add a passkey. */
export function guardAccount({ rules, onEvent, mayUsePassword }: AccountGuardOptions) {
	return {
		id: "rolebridge-guard-account",
		hooks: {
			before: [
				on(["/change-password", "/reset-password"], async (ctx) => {
					const password: unknown = ctx.body?.newPassword;
					const owner = await passwordOwner(ctx);
					if (typeof password !== "string" || owner === null) return;
					const wrong = await rules.judge(password, owner);
					if (wrong !== null) throw new APIError("BAD_REQUEST", { code: "PASSWORD_REFUSED", message: wrong });
				}),
				on(["/two-factor/verify-totp"], async (ctx) => {
					const userId = (await getSessionFromCtx(ctx))?.user.id ?? (await pendingUserId(ctx));
					const key = `used-code:${userId}:${String(ctx.body?.code).slice(0, 10)}`;
					if (userId === null || (await isFirstUse(ctx.context.adapter, { key, seconds: CODE_SECONDS })))
						return;
					await noteFailedSignIn(ctx, onEvent);
					throw new APIError("UNAUTHORIZED", { code: "CODE_USED", message: "This code was used already" });
				}),
				on(["/request-password-reset"], async (ctx) => {
					if (await mayMailReset(ctx, mayUsePassword)) return;
					// Word for word what everybody else is answered.
					return ctx.json({ status: true, message: RESET_ANSWER });
				}),
				on(["/passkey/generate-register-options", "/passkey/verify-registration"], refuseStaleProof),
				on(["/passkey/verify-authentication"], refuseSomebodyElse),
				on(["/sign-out"], async (ctx) => {
					const found = await getSessionFromCtx(ctx);
					if (found === null) return;
					await onEvent({ kind: "signed-out", person: found.user, address: addressOf(ctx), details: {} });
				}),
			],
			after: [
				{
					matcher: ({ path = "" }) => SIGN_IN_PATHS.includes(path),
					handler: createAuthMiddleware(async (ctx) => {
						if (isRefusal(ctx.context.returned)) await noteFailedSignIn(ctx, onEvent);
					}),
				},
				on(["/sign-in/email", "/two-factor/", "/passkey/verify-authentication"], async (ctx) => {
					const made = ctx.context.newSession;
					// Setting up an authenticator app makes a new session too.
					if (made == null || (ctx.path?.startsWith("/two-factor/") && !(await owesCode(ctx)))) return;
					const details = { by: String(made.session.provedBy ?? "unknown") };
					await onEvent({ kind: "signed-in", person: made.user, address: addressOf(ctx), details });
				}),
			],
		},
	} satisfies BetterAuthPlugin;
}

function on(paths: readonly string[], run: (ctx: GenericEndpointContext) => Promise<unknown>) {
	return {
		matcher: ({ path = "" }: { path?: string }) =>
			paths.some((each) => (each.endsWith("/") ? path.startsWith(each) : path === each)),
		handler: createAuthMiddleware(async (ctx) => run(ctx)),
	};
}

const RESET_ANSWER = "If this email exists in our system, check your email for the reset link";
const RESETS = { tries: 3, seconds: 60 * 60 };

/** A link is made for people who have a password and may use it, and not more than three times an hour. */
async function mayMailReset(
	ctx: GenericEndpointContext,
	mayUsePassword: AccountGuardOptions["mayUsePassword"],
): Promise<boolean> {
	const email = String(ctx.body?.email ?? "")
		.trim()
		.toLowerCase();
	const mark = createHash("sha256").update(email).digest("base64url");
	const asked = await countTry(ctx.context.adapter, { key: `reset:${mark}`, seconds: RESETS.seconds });
	const found = await ctx.context.internalAdapter.findUserByEmail(email, { includeAccounts: true });
	const hasPassword = found?.accounts.some(({ providerId }) => providerId === "credential") === true;
	return hasPassword && asked.count <= RESETS.tries && (await mayUsePassword(email));
}

/** Of the session, or of whoever a reset link was made for. */
async function passwordOwner(ctx: GenericEndpointContext) {
	if (ctx.path === "/change-password") return (await getSessionFromCtx(ctx))?.user ?? null;
	const token: unknown = ctx.body?.token;
	if (typeof token !== "string") return null;
	const { internalAdapter } = ctx.context;
	const found = await internalAdapter.findVerificationValue(`reset-password:${token}`);
	return found === null || found === undefined ? null : internalAdapter.findUserById(found.value);
}

async function refuseStaleProof(ctx: GenericEndpointContext): Promise<void> {
	const found = await getSessionFromCtx(ctx);
	if (found === null) return;
	const { session, user } = found;
	if ("mustChangePassword" in user && user.mustChangePassword) {
		throw new APIError("FORBIDDEN", { code: "PASSWORD_CHANGE_REQUIRED" });
	}
	const own = await hasSecondFactor(ctx.context.adapter, user);
	const proof = {
		provedAt: session.provedAt instanceof Date ? session.provedAt : null,
		provedBy: typeof session.provedBy === "string" ? session.provedBy : null,
		hasSecondFactor: own,
	};
	const code = proofFailure(proof, { secondFactorRequired: own, now: new Date() });
	if (code !== null) throw new APIError("FORBIDDEN", { code });
}

/** Who is signed in and proves who they are must not become somebody else on the way. */
async function refuseSomebodyElse(ctx: GenericEndpointContext): Promise<void> {
	const session = await getSessionFromCtx(ctx);
	const id: unknown = ctx.body?.response?.id;
	if (session === null || typeof id !== "string") return;
	const where = [{ field: "credentialID", value: id }];
	const passkey = await ctx.context.adapter.findOne<{ userId: string }>({ model: "passkey", where });
	if (passkey !== null && passkey.userId !== session.user.id) {
		throw new APIError("UNAUTHORIZED", { code: "PASSKEY_OF_SOMEBODY_ELSE" });
	}
}

function addressOf(ctx: GenericEndpointContext): string | null {
	return ctx.headers === undefined ? null : originOf(ctx.headers).address;
}
