import "server-only";
import { cookies } from "next/headers";
import type { Context } from "#lib/context.ts";
import type { SignInSettings } from "#lib/db/sign-in-settings-port.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { missingForSsoOnly } from "#lib/domain/single-sign-on.ts";
import { env } from "#lib/env.ts";
import { serverContext } from "#lib/server-context.ts";
import { requireSignedIn } from "./signed-in.ts";

/** How one may come in, for pages that nobody is signed in on. */
export type SignInWays = {
	/** What the company calls its provider, often nothing; null: it is not offered. */
	readonly ssoLabel: string | null;
	/** Passwords let nobody in, but for the break-glass account. */
	readonly isSsoOnly: boolean;
	/** Somebody signed out here a moment ago, and is still signed in at the provider. */
	readonly mayEndAtProvider: boolean;
};

const VISITOR = { kind: "system", id: "visitor", name: "Visitor", role: null, scope: EVERYWHERE } as const;

export async function loadSignInWays(): Promise<SignInWays> {
	const ctx = await serverContext({ ...VISITOR, address: null, requestId: null });
	const [settings, jar] = await Promise.all([ctx.db.signInSettings.get(), cookies()]);
	const isOffered = settings.isEnabled && settings.issuer !== "";
	return {
		ssoLabel: isOffered ? settings.buttonLabel : null,
		isSsoOnly: isOffered && settings.isSsoOnly,
		mayEndAtProvider:
			isOffered &&
			jar.getAll().some(({ name, value }) => name.endsWith("rolebridge.sso_signed_out") && value !== ""),
	};
}

/** Whether whoever is signed in also comes in by the provider. */
export type OwnSso = { readonly label: string; readonly isConnected: boolean };

/** Null: no provider is offered. */
export async function readOwnSso({ db, actor }: Context): Promise<OwnSso | null> {
	const { isEnabled, issuer, buttonLabel } = await db.signInSettings.get();
	if (!isEnabled || issuer === "") return null;
	return { label: buttonLabel, isConnected: await db.sso.isConnected(actor.id, issuer) };
}

export type BreakGlassChoice = {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly hasSecondFactor: boolean;
	/** What keeps this person from being it; empty: nothing. */
	readonly missing: readonly string[];
};

export type SignInSettingsPage = {
	readonly settings: SignInSettings;
	/** What is registered with the provider. */
	readonly addresses: { readonly redirect: string; readonly signedOut: string; readonly backchannel: string };
	/** The address is of this machine only: nobody else's browser finds it. */
	readonly isAddressLocal: boolean;
	readonly administrators: readonly BreakGlassChoice[];
	readonly missing: readonly string[];
	readonly now: number;
};

export async function loadSignInSettings(): Promise<SignInSettingsPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const [settings, people] = await Promise.all([ctx.db.signInSettings.get(), ctx.db.people.list(ctx.now())]);
	const origin = new URL(env.ROLEBRIDGE_URL ?? `http://localhost:${env.PORT}`).origin;
	const hasTestPassed = settings.lastTest !== null && settings.lastTest.failure === null;
	const ready = { isEnabled: true, hasTestPassed: true };
	return {
		settings,
		addresses: {
			redirect: `${origin}/api/auth/sso/callback`,
			signedOut: `${origin}/sign-in`,
			backchannel: `${origin}/api/auth/sso/backchannel-logout`,
		},
		isAddressLocal: env.ROLEBRIDGE_URL === undefined,
		administrators: people
			.filter(({ role }) => role === "administrator")
			.map((person) => ({
				id: person.id,
				name: person.name,
				email: person.email,
				hasSecondFactor: person.hasSecondFactor,
				missing: missingForSsoOnly({ ...ready, breakGlass: person }),
			})),
		missing: missingForSsoOnly({ isEnabled: settings.isEnabled, hasTestPassed, breakGlass: FITTING }),
		now: ctx.now().getTime(),
	};
}

/** Leaves what concerns the person out: each administrator in the list says their own. */
const FITTING = {
	role: "administrator",
	scope: EVERYWHERE,
	hasSecondFactor: true,
	signsInBy: ["password"],
} as const;
