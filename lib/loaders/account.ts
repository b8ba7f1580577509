import "server-only";
import { type OwnPasskey, ownPasskeys } from "#lib/auth/own-passkeys.ts";
import { backupCodesLeft } from "#lib/auth/own-second-factor.ts";
import { type OwnSession, ownSessions } from "#lib/auth/own-sessions.ts";
import type { Role, Scope } from "#lib/domain/access.ts";
import { serverContext, webAuth } from "#lib/server-context.ts";
import { mayUsePassword } from "#lib/sign-in-settings/may-use-password.ts";
import { requireSignedIn } from "./signed-in.ts";
import { type OwnSso, readOwnSso } from "./single-sign-on.ts";

export type AccountPage = {
	readonly name: string;
	readonly email: string;
	readonly role: Role | null;
	readonly scope: Scope;
	readonly hasPassword: boolean;
	/** Null: no provider is offered. */
	readonly sso: OwnSso | null;
	readonly hasApp: boolean;
	readonly backupCodesLeft: number;
	readonly passkeys: readonly OwnPasskey[];
	readonly sessions: readonly OwnSession[];
	readonly now: number;
};

export async function loadAccount(): Promise<AccountPage> {
	const { actor, email, sessionId, hasApp } = await requireSignedIn();
	const [ctx, auth] = await Promise.all([serverContext(actor), webAuth()]);
	const [sso, hasPassword, codes, passkeys, sessions] = await Promise.all([
		readOwnSso(ctx),
		hasPasswordOf(actor.id),
		hasApp ? backupCodesLeft(auth, actor.id) : 0,
		ownPasskeys(auth, actor.id),
		ownSessions(auth, actor.id, sessionId),
	]);
	const { name, role, scope } = actor;
	const now = ctx.now().getTime();
	return {
		name,
		email,
		role,
		scope,
		hasPassword,
		sso,
		hasApp,
		backupCodesLeft: codes,
		passkeys,
		sessions,
		now,
	};
}

/** By what somebody who is signed in can prove again who they are. */
export type ProofWays = {
	/** What the company calls its provider; null: this person does not come in by it. */
	readonly ssoLabel: string | null;
	readonly hasPassword: boolean;
	readonly hasApp: boolean;
	readonly hasPasskey: boolean;
};

export async function readProofWays(): Promise<ProofWays> {
	const { actor, email, hasApp } = await requireSignedIn();
	const [ctx, auth] = await Promise.all([serverContext(actor), webAuth()]);
	const { internalAdapter } = await auth.$context;
	const [hasOne, isEnough, passkeys, accounts, { isEnabled, buttonLabel }] = await Promise.all([
		hasPasswordOf(actor.id),
		mayUsePassword(ctx, email),
		ownPasskeys(auth, actor.id),
		internalAdapter.findAccounts(actor.id),
		ctx.db.signInSettings.get(),
	]);
	const comesBySso = isEnabled && accounts.some(({ providerId }) => providerId !== "credential");
	// While the provider is the only way in, a password counts with a code of the app only.
	const hasPassword = hasOne && (isEnough || hasApp);
	return { hasPassword, hasApp, hasPasskey: passkeys.length > 0, ssoLabel: comesBySso ? buttonLabel : null };
}

async function hasPasswordOf(userId: string): Promise<boolean> {
	const { internalAdapter } = await (await webAuth()).$context;
	const account = await internalAdapter.findCredentialAccount(userId);
	return Boolean(account?.password);
}
