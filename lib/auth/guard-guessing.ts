// Why it is so and not otherwise: docs/decisions/024-guessing-and-lock-outs.md.
import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { BetterAuthPlugin, GenericEndpointContext } from "better-auth";
import { APIError, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import type { AuthEvent } from "#lib/domain/auth-events.ts";
import { networkOf } from "#lib/domain/network-of.ts";
import { ADDRESS_HEADER } from "#lib/request-origin.ts";
import { COUNTS_SCHEMA, type Count, countTry, forgetTries, takeBackTry } from "./counts.ts";
import { pendingUserId, SECOND_FACTOR_PATHS } from "./pending-user.ts";
import { accountMark, isAddress, personOf } from "./typed-email.ts";

/** Tries that may fail before whoever makes them has to wait, and for how long they are remembered. */
const FROM_STRANGERS = { tries: 5, seconds: 5 * 60 };
const FROM_KNOWN_DEVICE = { tries: 10, seconds: 15 * 60 };
/** Of one account, from everywhere but its known devices: further passwords are checked more slowly. */
const SLOW_AFTER = { tries: 10, seconds: 15 * 60 };
const SLOWEST_MS = 5_000;
/** Whoever tries codes has the password already: so many in an hour, from everywhere but known devices. */
const CODES_FROM_STRANGERS = { tries: 20, seconds: 60 * 60 };

const DEVICE_COOKIE = "known_device";
const ACCOUNTS_OF_A_DEVICE = 5;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

export type GuardOptions = {
	/** Tells when somebody is made to wait. */
	readonly onRefused: (refused: Pick<AuthEvent, "person" | "address">) => Promise<void>;
	readonly wait?: (milliseconds: number) => Promise<unknown>;
};

/** Makes guessing passwords and codes slow, and never keeps out whoever signed in from this browser before. */
export function guardGuessing({ onRefused, wait = pause }: GuardOptions) {
	return {
		id: "rolebridge-guard-guessing",
		schema: COUNTS_SCHEMA,
		hooks: {
			before: [
				{
					matcher: ({ path }) => path === "/sign-in/email",
					handler: createAuthMiddleware(async (ctx) => {
						const email: unknown = ctx.body?.email;
						// What is no address may be a password in the wrong field: it is neither counted nor told.
						if (!isAddress(email)) return;
						const who = await whoTries(ctx, email);
						const own = await countTry(ctx.context.adapter, who.own);
						if (own.count > who.tries) {
							if (own.count === who.tries + 1) {
								await onRefused({ person: await personOf(ctx, email), address: who.address });
							}
							throw tooMany(own);
						}
						if (who.isKnown) return;
						const all = await countTry(ctx.context.adapter, {
							key: `password:${who.account}`,
							...SLOW_AFTER,
						});
						await wait(slowDownMs(all.count));
					}),
				},
				{
					matcher: ({ path }) => SECOND_FACTOR_PATHS.includes(path ?? ""),
					handler: createAuthMiddleware(async (ctx) => {
						// Nobody is let in without the second factor for a month: what guards a cloud is asked each time.
						if (ctx.body?.trustDevice) throw new APIError("BAD_REQUEST", { code: "NOT_OFFERED" });
						const session = await getSessionFromCtx(ctx);
						if (session !== null) return countCodesOfSession(ctx, session.session.id);
						const user = await pendingUser(ctx);
						if (user === null) return;
						const who = await whoTries(ctx, user.email);
						const own = await countTry(ctx.context.adapter, codesOf(who.own));
						if (own.count > who.tries) throw tooMany(own);
						if (who.isKnown) return;
						const key = allOf(who.account, ctx.path);
						const all = await countTry(ctx.context.adapter, { key, seconds: CODES_FROM_STRANGERS.seconds });
						if (all.count <= CODES_FROM_STRANGERS.tries) return;
						if (all.count === CODES_FROM_STRANGERS.tries + 1) {
							await onRefused({ person: user, address: who.address });
						}
						throw tooMany(all);
					}),
				},
			],
			after: [
				{
					matcher: ({ path }) => SIGN_IN_PATHS.includes(path ?? ""),
					handler: createAuthMiddleware(async (ctx) => {
						const user = ctx.context.newSession?.user;
						if (user === undefined) return;
						const { own, isKnown, account } = await whoTries(ctx, user.email);
						const { adapter } = ctx.context;
						await forgetTries(adapter, own.key);
						if (!isKnown && ctx.path !== PASSKEY_PATH) await takeBackTry(adapter, allOf(account, ctx.path));
						// A right password alone does not make a device known where a second factor is due.
						if (ctx.path === "/sign-in/email" && "twoFactorEnabled" in user && user.twoFactorEnabled) return;
						await forgetTries(adapter, codesOf(own).key);
						await rememberDevice(ctx, user.email);
					}),
				},
			],
		},
	} satisfies BetterAuthPlugin;
}

const PASSKEY_PATH = "/passkey/verify-authentication";
const SIGN_IN_PATHS: readonly string[] = ["/sign-in/email", PASSKEY_PATH, ...SECOND_FACTOR_PATHS];

/** 10 tries are not slowed; from there on each waits a quarter of a second longer. */
function slowDownMs(tries: number): number {
	return Math.min(SLOWEST_MS, Math.max(0, tries - SLOW_AFTER.tries) * 250);
}

async function whoTries(ctx: GenericEndpointContext, email: string) {
	const account = accountMark(email);
	const device = await readDevice(ctx);
	const address = ctx.headers?.get(ADDRESS_HEADER) || null;
	const isKnown = device.accounts.includes(account);
	const limit = isKnown ? FROM_KNOWN_DEVICE : FROM_STRANGERS;
	const from = isKnown ? `device:${device.id}` : `network:${networkOf(address)}`;
	const own = { key: `password:${account}:${from}`, seconds: limit.seconds };
	return { account, address, isKnown, tries: limit.tries, own };
}

/** Under which the tries of one account from everywhere are counted. */
function allOf(account: string, path: string | undefined): string {
	return `${path === "/sign-in/email" ? "password" : "code"}:${account}`;
}

function codesOf(own: { readonly key: string; readonly seconds: number }) {
	return { ...own, key: own.key.replace("password:", "code:") };
}

async function countCodesOfSession(ctx: GenericEndpointContext, sessionId: string): Promise<void> {
	const tried = await countTry(ctx.context.adapter, {
		key: `code:session:${sessionId}`,
		...FROM_KNOWN_DEVICE,
	});
	if (tried.count > FROM_KNOWN_DEVICE.tries) throw tooMany(tried);
}

/** Whose second factor is asked for. */
async function pendingUser(ctx: GenericEndpointContext) {
	const userId = await pendingUserId(ctx);
	return userId === null ? null : ctx.context.internalAdapter.findUserById(userId);
}

type Device = { readonly id: string; readonly accounts: readonly string[] };

/** Signed, so nobody makes one up; it opens nothing and only says who signed in from this browser before. */
async function readDevice(ctx: GenericEndpointContext): Promise<Device> {
	const cookie = ctx.context.createAuthCookie(DEVICE_COOKIE);
	const value = await ctx.getSignedCookie(cookie.name, ctx.context.secret);
	const [id = "", ...accounts] = (value || "").split(".");
	return { id, accounts };
}

async function rememberDevice(ctx: GenericEndpointContext, email: string): Promise<void> {
	const device = await readDevice(ctx);
	const account = accountMark(email);
	const accounts = [account, ...device.accounts.filter((each) => each !== account)];
	const value = [
		device.id || randomBytes(12).toString("base64url"),
		...accounts.slice(0, ACCOUNTS_OF_A_DEVICE),
	];
	const cookie = ctx.context.createAuthCookie(DEVICE_COOKIE, { maxAge: YEAR_SECONDS });
	await ctx.setSignedCookie(cookie.name, value.join("."), ctx.context.secret, cookie.attributes);
}

function tooMany({ expiresAt }: Count): APIError {
	const seconds = Math.max(1, Math.ceil((expiresAt.getTime() - Date.now()) / 1_000));
	return new APIError(
		"TOO_MANY_REQUESTS",
		{ message: "Too many attempts", code: "TOO_MANY_ATTEMPTS" },
		{ "x-retry-after": String(seconds), "retry-after": String(seconds) },
	);
}
