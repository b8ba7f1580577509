import type { OidcSignIn } from "#lib/auth/oidc-port.ts";
import { newId } from "#lib/connectors/new-id.ts";
import type { Actor, Context } from "#lib/context.ts";
import type { Person } from "#lib/db/people-port.ts";
import type { DbTransaction } from "#lib/db/port.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { enoughRemain, isSameAccess } from "#lib/domain/people.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import {
	type Admission,
	accessOf,
	decideAdmission,
	type GivenAccess,
	type SsoIdentity,
} from "#lib/domain/single-sign-on.ts";
import { tellAdministrators } from "#lib/trust/tell-administrators.ts";
import { isBreakGlass } from "./is-break-glass.ts";

type Admitted = { readonly id: string; readonly name: string };

/**
 * Lets in whom the provider sends, as the person they are here, with the role and limits that their groups give now.
 * Who lost their access loses what they had open with it.
 */
export async function admitPerson(
	ctx: Context,
	{ identity, idToken }: OidcSignIn,
): Promise<Result<Admitted>> {
	return ctx.db.transaction(async (tx) => {
		await tx.sso.lock(identity);
		const found = await findPeople(tx, identity);
		const admission = decideAdmission(await factsOf(ctx, tx, identity, found));
		if (admission.kind === "refused") return refuse(ctx, tx, identity, admission, found);
		const person = await enter(ctx, tx, identity, admission, found);
		if (person === null) return refuse(ctx, tx, identity, PERSON_EXISTS, found);
		await tx.sso.saveIdToken(identity, idToken);
		const event = { action: "sign-in.by-provider", subject: `person:${person.id}` };
		await tx.audit.append({ ...stamp(ctx, person), ...event, details: detailsOf(identity) });
		return ok(person);
	});
}

type Found = { readonly linked: Person | null; readonly ofEmail: Person | null };
const PERSON_EXISTS = { kind: "refused", reason: "SSO_PERSON_EXISTS", personId: null } as const;

async function findPeople(tx: DbTransaction, identity: SsoIdentity): Promise<Found> {
	const personId = await tx.sso.findPersonId(identity);
	const linked = personId === null ? null : await tx.people.find(personId);
	const ofEmail = identity.email === null ? null : await tx.people.findByEmail(identity.email);
	return { linked, ofEmail };
}

async function factsOf(ctx: Context, tx: DbTransaction, identity: SsoIdentity, { linked, ofEmail }: Found) {
	const [settings, { fourEyes }] = await Promise.all([tx.signInSettings.get(), tx.settings.get()]);
	const person = linked ?? ofEmail;
	// Held until the end: of two who lose the role at once, one must see what the other did.
	const administrators = person?.role === "administrator" ? await tx.people.lockAdministrators() : [];
	const { email } = identity;
	return {
		access: accessOf(identity.groups, settings),
		linkedPerson: linked,
		personOfEmail: ofEmail,
		hasEmail: email !== null,
		isEmailVerified: identity.isEmailVerified === true,
		isEmailDenied: identity.isEmailVerified === false,
		isInvited: email !== null && (await tx.sso.isInvited(email, ctx.now())),
		// The account for emergencies stays an administrator, whatever its groups say.
		isLastAdministrator:
			person?.role === "administrator" &&
			((await isBreakGlass(tx, person.id)) ||
				!enoughRemain({ administrators, without: person.id, fourEyes })),
	};
}

type Entering = Exclude<Admission, { readonly kind: "refused" }>;

/** Null: the address was taken a moment ago. */
async function enter(
	ctx: Context,
	tx: DbTransaction,
	identity: SsoIdentity,
	admission: Entering,
	{ linked, ofEmail }: Found,
): Promise<Admitted | null> {
	if (admission.kind === "new") return insert(ctx, tx, identity, admission.access);
	const person = admission.kind === "known" ? linked : ofEmail;
	if (person === null) return null;
	if (admission.kind === "match") {
		if (!(await tx.sso.link(person.id, identity, ctx.now()))) return null;
		const event = { action: "sign-in.connected", subject: `person:${person.id}` };
		await tx.audit.append({ ...stamp(ctx, person), ...event, details: detailsOf(identity) });
	}
	await follow(ctx, tx, person, admission.access);
	if (person.name !== identity.name) await tx.sso.saveName(person.id, identity.name);
	return { id: person.id, name: identity.name };
}

async function insert(
	ctx: Context,
	tx: DbTransaction,
	identity: SsoIdentity,
	access: GivenAccess,
): Promise<Admitted | null> {
	const { name, email } = identity;
	if (email === null) return null;
	const id = newId(ctx.randomBytes);
	const isEmailVerified = identity.isEmailVerified === true;
	const at = ctx.now();
	if (!(await tx.sso.insertPerson({ id, name, email, isEmailVerified, ...access }, identity, at)))
		return null;
	if (isEmailVerified) await tx.sso.acceptInvitations(email, at);
	const details = { name, email, ...access, issuer: identity.issuer };
	await appendAccess(ctx, tx, { id, name }, { action: "person.made-by-provider", details }, access);
	return { id, name };
}

/** The groups decide anew at each sign-in. */
async function follow(ctx: Context, tx: DbTransaction, person: Person, access: GivenAccess): Promise<void> {
	if (isSameAccess(person, access)) return;
	await tx.people.saveAccess(person.id, access);
	const { name, email, role, scope } = person;
	const details = { name, email, ...access, before: { role, scope }, by: "groups" };
	await appendAccess(ctx, tx, person, { action: "person.access-changed", details }, access);
}

/** Whoever becomes an administrator by a group is told of like any other. */
async function appendAccess(
	ctx: Context,
	tx: DbTransaction,
	person: Admitted,
	what: { readonly action: string; readonly details: Readonly<Record<string, unknown>> },
	{ role }: GivenAccess,
): Promise<void> {
	const event = { actor: ctx.actor, at: ctx.now(), subject: `person:${person.id}`, ...what };
	await tx.audit.append(event);
	if (role === "administrator") await tellAdministrators(ctx, tx, event);
}

async function refuse(
	ctx: Context,
	tx: DbTransaction,
	identity: SsoIdentity,
	{ reason, personId }: Extract<Admission, { readonly kind: "refused" }>,
	{ linked }: Found,
) {
	if (linked !== null && linked.id === personId) await bar(ctx, tx, linked);
	await tx.audit.append({
		actor: ctx.actor,
		action: "sign-in.by-provider",
		subject: personId === null ? "sign-in" : `person:${personId}`,
		at: ctx.now(),
		outcome: "refused",
		details: { ...detailsOf(identity), code: reason },
	});
	return failed({ code: reason });
}

/**
 * Nothing of theirs goes on: no session, no key, and with the role ends what hangs on it, such as their invitations,
 * the changes they asked for and their part in the count of administrators. The limits stay, as they may still have
 * a password; groups give back both.
 */
async function bar(ctx: Context, tx: DbTransaction, person: Person): Promise<void> {
	await tx.sso.bar(person.id, ctx.now());
	await follow(ctx, tx, person, { role: "viewer", scope: person.scope });
}

function stamp(ctx: Context, person: Admitted): { readonly actor: Actor; readonly at: Date } {
	const { address, requestId } = ctx.actor;
	const actor: Actor = {
		kind: "person",
		...{ id: person.id, name: person.name, address, requestId },
		role: null,
		scope: EVERYWHERE,
	};
	return { actor, at: ctx.now() };
}

function detailsOf({ issuer, subject, email }: SsoIdentity) {
	return { issuer, subject, email };
}
