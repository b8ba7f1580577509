import "server-only";
import { notFound } from "next/navigation";
import type { Context } from "#lib/context.ts";
import type { Invitation } from "#lib/db/invitations-port.ts";
import type { ListedPerson, Person } from "#lib/db/people-port.ts";
import type { Settings } from "#lib/db/port.ts";
import { serverContext } from "#lib/server-context.ts";
import { mayUsePassword } from "#lib/sign-in-settings/may-use-password.ts";
import { requireSignedIn } from "./signed-in.ts";

const INVITATION_LIMIT = 200;

export type PeoplePage = {
	readonly people: readonly ListedPerson[];
	/** Neither accepted nor taken back; some may have expired. Empty for who may not invite. */
	readonly invitations: readonly (Invitation & { readonly invitedByName: string | null })[];
	/** Of the person who looks. */
	readonly ownId: string;
	readonly now: number;
};

export async function loadPeople(): Promise<PeoplePage> {
	const { actor } = await requireSignedIn();
	const ctx = await serverContext(actor);
	const [people, open] = await Promise.all([
		ctx.db.people.list(ctx.now()),
		ctx.can("trust.people") ? ctx.db.invitations.listOpen(INVITATION_LIMIT) : [],
	]);
	const names = new Map(people.map(({ id, name }) => [id, name]));
	return {
		people,
		invitations: open.map((each) => ({ ...each, invitedByName: names.get(each.invitedBy) ?? null })),
		ownId: actor.id,
		now: ctx.now().getTime(),
	};
}

/** A Harness account that a scope may name. */
export type ScopeChoice = { readonly ref: string; readonly accountId: string };

export type PersonPage = {
	readonly person: Person;
	readonly isOwn: boolean;
	readonly harnessAccounts: readonly ScopeChoice[];
	/** They come in by a password; false: by single sign-on only. */
	readonly usesPassword: boolean;
	/** E-mail is set up, and the installation knows its own address. */
	readonly canMail: boolean;
};

export async function loadPerson(id: string): Promise<PersonPage> {
	const { actor } = await requireSignedIn();
	const ctx = await serverContext(actor);
	const [person, harnessAccounts, canMail] = await Promise.all([
		ctx.db.people.find(id),
		scopeChoices(ctx),
		canMailFrom(ctx),
	]);
	if (person === null) notFound();
	const usesPassword = person.signsInBy.includes("password") && (await mayUsePassword(ctx, person.email));
	return { person, isOwn: actor.id === id, harnessAccounts, usesPassword, canMail };
}

export type InvitePage = {
	readonly harnessAccounts: readonly ScopeChoice[];
	/** E-mail is set up, and the installation knows its own address. */
	readonly canMail: boolean;
};

export async function loadInvite(): Promise<InvitePage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const [harnessAccounts, canMail] = await Promise.all([scopeChoices(ctx), canMailFrom(ctx)]);
	return { harnessAccounts, canMail };
}

async function canMailFrom({ notify, config }: Context): Promise<boolean> {
	const mail = await notify.check({ kind: "email", to: "" });
	return mail.ok && config.publicUrl !== null;
}

export async function scopeChoices({ db }: Pick<Context, "db">): Promise<readonly ScopeChoice[]> {
	const account = await db.harnessAccounts.first();
	return account === null ? [] : [{ ref: account.ref, accountId: account.accountId }];
}

export type AccessSettingsPage = Pick<Settings, "fourEyes" | "secondFactorRequired" | "version"> & {
	readonly mode: "sandbox" | "live";
	readonly administrators: number;
	/** Requests that wait for somebody; null: not for the person who looks. */
	readonly waiting: number | null;
};

export async function loadAccessSettings(): Promise<AccessSettingsPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const [{ fourEyes, secondFactorRequired, version }, administrators, waiting] = await Promise.all([
		ctx.db.settings.get(),
		ctx.db.people.administrators(),
		ctx.can("trust.approve") ? ctx.db.trustChanges.countWaiting(ctx.now()) : null,
	]);
	const { mode } = ctx.config;
	return { fourEyes, secondFactorRequired, version, mode, administrators: administrators.length, waiting };
}
