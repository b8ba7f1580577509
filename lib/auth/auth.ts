import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError, isAPIError } from "better-auth/api";
import { nextCookies } from "better-auth/next-js";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { OnAuthEvent } from "#lib/domain/auth-events.ts";
import { ADDRESS_HEADER } from "#lib/request-origin.ts";
import { guardAccount } from "./guard-account.ts";
import { guardGuessing } from "./guard-guessing.ts";
import { ssoPlugin } from "./oidc/sso-plugin.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./password-length.ts";
import { type AskBreaches, createPasswordRules } from "./password-rules.ts";
import { renewSession } from "./renew-session.ts";
import { SESSION_SECONDS, sessionRules } from "./session-rules.ts";
import type { SsoHost } from "./sso-host-port.ts";
import { touchSession } from "./touch-session.ts";

/** One mail to one person. */
export type SendMail = (mail: {
	readonly to: string;
	readonly title: string;
	readonly lines: readonly string[];
	readonly url: string | null;
}) => Promise<void>;

type AuthOptions = {
	readonly database: Parameters<typeof prismaAdapter>[0];
	readonly secret: string;
	/** Earlier and present secrets, the present one first: what was sealed with an earlier one still opens. */
	readonly secrets?: readonly { readonly version: number; readonly value: string }[];
	/** Public base URL; null: any loopback origin, for a first look on one's own machine. */
	readonly baseUrl: string | null;
	readonly port: number;
	readonly sendMail?: SendMail;
	readonly onEvent?: OnAuthEvent;
	/** Asks a list of breached passwords; null: only the lists that came with the program are asked. */
	readonly askBreaches?: AskBreaches | null;
	/** False: this person comes in by single sign-on only. */
	readonly mayUsePassword?: (email: string) => Promise<boolean>;
	/** Single sign-on by a provider; without it there is none. */
	readonly sso?: SsoHost;
	/** What nobody foresaw. Refusals are answers and no such thing. */
	readonly onSurprise?: (error: unknown) => void;
	/** How a guess is made to wait; tests do not. */
	readonly wait?: (milliseconds: number) => Promise<unknown>;
};

export type Auth = ReturnType<typeof createAuth>;

const HOUR_SECONDS = 60 * 60;

export function createAuth(options: AuthOptions) {
	const { database, secret, secrets, baseUrl, port } = options;
	const { sendMail = async () => {}, onEvent = async () => {}, mayUsePassword = async () => true } = options;
	const { onSurprise = throwIt } = options;
	const loopback = [`http://localhost:${port}`, `http://127.0.0.1:${port}`, `http://[::1]:${port}`];
	const origin = baseUrl === null ? null : new URL(baseUrl).origin;
	const rules = createPasswordRules(options.askBreaches ?? null);
	let whenReset = async (_userId: string) => {};
	const auth = betterAuth({
		appName: "Rolebridge",
		secret,
		...(secrets && { secrets: [...secrets] }),
		// Without a public URL the host of each request decides, and only loopback hosts are let in.
		baseURL: baseUrl ?? {
			allowedHosts: [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`],
			protocol: "http",
			fallback: `http://localhost:${port}`,
		},
		trustedOrigins: origin === null ? loopback : [origin],
		database: prismaAdapter(database, { provider: "postgresql" }),
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength: MIN_PASSWORD_LENGTH,
			maxPasswordLength: MAX_PASSWORD_LENGTH,
			resetPasswordTokenExpiresIn: HOUR_SECONDS,
			revokeSessionsOnPasswordReset: true,
			// Not waited for: how long a mail takes would tell whether there is such an account.
			sendResetPassword: async ({ user, url, token }) => {
				void sendMail(resetMail(user.email, new URL(url).origin, token));
			},
			onPasswordReset: async ({ user }) => {
				await whenReset(user.id);
				await onEvent({ kind: "password-reset", person: user, address: null, details: {} });
			},
		},
		user: {
			additionalFields: {
				mustChangePassword: { type: "boolean", required: false, input: false },
				role: { type: "string", required: false, input: false },
				scope: { type: "json", required: false, input: false },
			},
		},
		session: {
			expiresIn: SESSION_SECONDS,
			// Nobody stays in longer without signing in again, however busy they are: groups change, people leave.
			disableSessionRefresh: true,
			additionalFields: {
				provedAt: { type: "date", required: false, input: false },
				provedBy: { type: "string", required: false, input: false },
				providerSessionId: { type: "string", required: false, input: false, returned: false },
			},
		},
		// What a database dump holds of a reset link or a sign-in under way opens nothing.
		verification: { storeIdentifier: "hashed" },
		databaseHooks: { session: sessionRules },
		rateLimit: {
			enabled: true,
			storage: "database",
			window: 60,
			max: 300,
			customRules: {
				"/sign-in/email": { window: 60, max: 60 },
				"/change-password": { window: 60, max: 10 },
				"/request-password-reset": { window: 60, max: 10 },
				"/reset-password": { window: 60, max: 10 },
			},
		},
		advanced: {
			...cookiesFor(origin),
			// The watcher of requests sets it, whatever a caller sends under this name.
			ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
		},
		telemetry: { enabled: false },
		logger: { level: "error" },
		onAPIError: {
			onError: (error) => {
				if (!isAPIError(error) || error.statusCode >= 500) onSurprise(error);
			},
		},
		plugins: [
			guardGuessing({
				wait: options.wait,
				onRefused: async (refused) => onEvent({ kind: "sign-in-slowed", ...refused, details: {} }),
			}),
			// The guard above counts codes by itself, so that whoever knows a password cannot lock its owner out.
			twoFactor({ issuer: "Rolebridge", accountLockout: { enabled: false } }),
			passkey({
				rpName: "Rolebridge",
				...(origin === null
					? { rpID: "localhost", origin: loopback }
					: { rpID: new URL(origin).hostname, origin }),
				authenticatorSelection: { residentKey: "required", userVerification: "required" },
				registration: {
					afterVerification: async ({ verification, ctx }) => {
						refuseUnverified(verification.registrationInfo?.userVerified);
						const { user: person } = ctx.context.session ?? { user: null };
						const address = ctx.headers?.get(ADDRESS_HEADER) || null;
						await onEvent({ kind: "passkey-added", person, address, details: {} });
					},
				},
				authentication: {
					afterVerification: async ({ verification }) =>
						refuseUnverified(verification.authenticationInfo.userVerified),
				},
			}),
			renewSession(),
			touchSession(),
			guardAccount({ rules, onEvent, mayUsePassword }),
			ssoPlugin(options.sso ?? null),
			nextCookies(),
		],
	});
	// Who chose a password by the link need not change it once more.
	whenReset = async (userId) => {
		await (await auth.$context).internalAdapter.updateUser(userId, { mustChangePassword: false });
	};
	return auth;
}

function throwIt(error: unknown): never {
	throw error;
}

/** A key that only asks for a touch is one factor; a passkey stands for two. */
function refuseUnverified(isVerified: boolean | undefined): void {
	if (isVerified !== true) throw new APIError("UNAUTHORIZED", { code: "USER_VERIFICATION_REQUIRED" });
}

/** `__Host-`: no other host can set them, and no path or domain widens them. Browsers take that over https only. */
function cookiesFor(origin: string | null) {
	if (!origin?.startsWith("https://")) return { cookiePrefix: "rolebridge", useSecureCookies: false };
	return {
		cookiePrefix: "__Host-rolebridge",
		useSecureCookies: false,
		defaultCookieAttributes: { secure: true },
	};
}

function resetMail(to: string, origin: string, token: string) {
	return {
		to,
		title: "Choose a new password for Rolebridge",
		lines: [
			"Somebody, probably you, asked for a new password for this e-mail address.",
			"The link below works once, and for one hour. It ends every session of yours; a second factor stays.",
			"If it was not you, do nothing: your password stays as it is.",
		],
		// After the hash: what stands there reaches no server log and no referrer.
		url: `${origin}/reset-password#${token}`,
	};
}
