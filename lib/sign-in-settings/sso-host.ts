import type { LogoutNotice, OidcSignIn } from "#lib/auth/oidc-port.ts";
import type { SsoHost } from "#lib/auth/sso-host-port.ts";
import type { Actor, Context } from "#lib/context.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { accessOf } from "#lib/domain/single-sign-on.ts";
import type { RequestOrigin } from "#lib/request-origin.ts";
import { tellAdministrators } from "#lib/trust/tell-administrators.ts";
import { admitPerson } from "./admit-person.ts";
import { ssoState } from "./provider-of.ts";

type Person = { readonly id: string; readonly name: string };

/** What the sign-in service asks of the product, as the system or as whoever is signed in. */
export function createSsoHost(contextOf: (actor: Actor) => Context): SsoHost {
	const system = (origin: RequestOrigin) => contextOf({ ...SIGN_IN, ...origin });
	const nobody = { address: null, requestId: null };
	const as = (person: Person, origin: RequestOrigin): Context => ({
		...system(origin),
		actor: actorOf(person, origin),
	});
	return {
		oidc: contextOf({ ...SIGN_IN, ...nobody }).oidc,
		state: () => ssoState(system(nobody)),
		admit: (signIn, origin) => admitPerson(system(origin), signIn),
		link: (person, signIn, origin) => linkPerson(as(person, origin), person, signIn),
		isPerson: async (personId, { identity }) =>
			(await system(nobody).db.sso.findPersonId(identity)) === personId,
		recordTest: ({ version, person, outcome }, origin) => recordTest(as(person, origin), version, outcome),
		endByProvider: (notice, origin) => endByProvider(system(origin), notice),
		async idToken(personId) {
			const { db } = system(nobody);
			const { issuer } = await db.signInSettings.get();
			// Only a hint: one that no key opens any more is as good as none.
			return db.sso.idToken(issuer, personId).catch(() => null);
		},
		noteBreakGlass: (person, origin) => noteBreakGlass(as(person, origin)),
	};
}

const SIGN_IN = {
	kind: "system",
	id: "sign-in",
	name: "Single sign-on",
	role: null,
	scope: EVERYWHERE,
} as const;

/** Their role is not asked for: what is done here is each person's own. */
function actorOf({ id, name }: Person, origin: RequestOrigin): Actor {
	return { kind: "person", id, name, role: null, scope: EVERYWHERE, ...origin };
}

async function linkPerson(
	ctx: Context,
	person: Person,
	{ identity, idToken }: OidcSignIn,
): Promise<Result<true>> {
	return ctx.db.transaction(async (tx) => {
		await tx.sso.lock(identity);
		if (!(await tx.sso.link(person.id, identity, ctx.now()))) return failed({ code: "SSO_OTHER_PERSON" });
		await tx.sso.saveIdToken(identity, idToken);
		const { issuer, subject, email } = identity;
		await tx.audit.append({
			actor: ctx.actor,
			action: "sign-in.connected",
			subject: `person:${person.id}`,
			at: ctx.now(),
			details: { issuer, subject, email },
		});
		return ok(true);
	});
}

const SHOWN_GROUPS = 50;

/** A test lets nobody in; it shows what a sign-in would have come to. One that gives no role has not worked. */
async function recordTest(ctx: Context, version: number, outcome: Result<OidcSignIn>): Promise<void> {
	const settings = await ctx.db.signInSettings.get();
	const identity = outcome.ok ? outcome.value.identity : null;
	const role = identity === null ? null : (accessOf(identity.groups, settings)?.role ?? null);
	const failure = outcome.ok
		? role === null
			? ({ code: "SSO_NO_ACCESS" } as const)
			: null
		: outcome.failure;
	const test = {
		at: ctx.now().getTime(),
		failure: failure?.code ?? null,
		detail: outcome.ok ? null : (outcome.failure.detail ?? null),
		name: identity?.name ?? null,
		email: identity?.email ?? null,
		groups: identity?.groups.slice(0, SHOWN_GROUPS) ?? [],
		role,
	};
	await ctx.db.transaction(async (tx) => {
		await tx.signInSettings.saveTest(version, test);
		await tx.audit.append({
			actor: ctx.actor,
			action: "sign-in.tested",
			subject: "sign-in",
			at: ctx.now(),
			outcome: failure === null ? "done" : "failed",
			details: { issuer: settings.issuer, role, code: failure?.code ?? null },
		});
	});
}

async function endByProvider(ctx: Context, notice: LogoutNotice): Promise<boolean> {
	const { issuer, subject, sessionId, tokenId, usableUntil } = notice;
	return ctx.db.transaction(async (tx) => {
		const hash = ctx.sha256Hex(`${issuer}\n${tokenId}`);
		if (!(await tx.sso.takeLogoutToken(hash, usableUntil, ctx.now()))) return false;
		for (const personId of await tx.sso.endSessions(issuer, { subject, sessionId })) {
			await tx.audit.append({
				actor: ctx.actor,
				action: "sign-in.ended-by-provider",
				subject: `person:${personId}`,
				at: ctx.now(),
				details: { issuer, isOneSession: sessionId !== null },
			});
		}
		return true;
	});
}

async function noteBreakGlass(ctx: Context): Promise<void> {
	await ctx.db.transaction(async (tx) => {
		const event = {
			actor: ctx.actor,
			action: "sign-in.break-glass",
			subject: `person:${ctx.actor.id}`,
			at: ctx.now(),
			details: {},
		};
		await tx.audit.append(event);
		await tellAdministrators(ctx, tx, event);
	});
}
