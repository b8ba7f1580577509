import type { GenericEndpointContext } from "better-auth";
import { isAPIError } from "better-auth/api";
import type { AuthEvent, OnAuthEvent } from "#lib/domain/auth-events.ts";
import { networkOf } from "#lib/domain/network-of.ts";
import { originOf } from "#lib/request-origin.ts";
import { countTry, isFirstUse } from "./counts.ts";
import { owesCode, pendingUserId } from "./pending-user.ts";
import { accountMark, isAddress, personOf } from "./typed-email.ts";

/** The same account, from the same network: told once a minute. */
const SAME_SECONDS = 60;
/** From one network, whatever accounts it tries, in such a minute: nobody fills the log by guessing. */
const MOST_A_MINUTE = 10;

const BY: Readonly<Record<string, string>> = {
	"/sign-in/email": "password",
	"/two-factor/verify-totp": "code",
	"/two-factor/verify-backup-code": "backup code",
	"/passkey/verify-authentication": "passkey",
};
export const SIGN_IN_PATHS = Object.keys(BY);

/** Whether this answer keeps somebody out who tried to come in. */
export function isRefusal(answer: unknown): boolean {
	return isAPIError(answer) && (answer.statusCode === 401 || answer.statusCode === 403);
}

/**
 * Tells of a sign-in that failed, by whose account it was and never by what was typed. An account that does not exist
 * is treated like any other up to the end, so that the time it takes gives nothing away.
 */
export async function noteFailedSignIn(ctx: GenericEndpointContext, onEvent: OnAuthEvent): Promise<void> {
	const path = ctx.path ?? "";
	// Within a session codes are for setting up an app, or for proving again.
	if (path.startsWith("/two-factor/") && (ctx.context.session != null || !(await owesCode(ctx)))) return;
	const { mark, person } = await whoFailed(ctx);
	const { address } = originOf(ctx.headers ?? new Headers());
	const network = networkOf(address);
	const { adapter } = ctx.context;
	const same = { key: `failed:${mark}:${network}`, seconds: SAME_SECONDS };
	if (!(await isFirstUse(adapter, same))) return;
	const told = await countTry(adapter, { key: `failed:${network}`, seconds: SAME_SECONDS });
	if (told.count > MOST_A_MINUTE) return;
	await onEvent({ kind: "sign-in-failed", person, address, details: { by: BY[path] ?? "unknown" } });
}

type Failed = { readonly mark: string; readonly person: AuthEvent["person"] };

async function whoFailed(ctx: GenericEndpointContext): Promise<Failed> {
	if (ctx.path === "/sign-in/email") {
		const email: unknown = ctx.body?.email;
		if (!isAddress(email)) return { mark: "no-address", person: null };
		return { mark: accountMark(email), person: await personOf(ctx, email) };
	}
	const userId = ctx.path?.startsWith("/passkey/") ? await passkeyOwner(ctx) : await pendingUserId(ctx);
	const person = userId === null ? null : await ctx.context.internalAdapter.findUserById(userId);
	return { mark: person === null ? "unknown" : accountMark(person.email), person };
}

async function passkeyOwner(ctx: GenericEndpointContext): Promise<string | null> {
	const id: unknown = ctx.body?.response?.id;
	if (typeof id !== "string") return null;
	const where = [{ field: "credentialID", value: id }];
	const passkey = await ctx.context.adapter.findOne<{ userId: string }>({ model: "passkey", where });
	return passkey?.userId ?? null;
}
