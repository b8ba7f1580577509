// Who would get which rights, in lines for the administrator who approves it.
import type { output } from "zod/mini";
import type { Context } from "#lib/context.ts";
import { INVITATION_DAYS, ROLE_INFO, scopeWords } from "#lib/domain/people.ts";
import type { CreateKeySchema } from "#lib/schemas/api-key-schemas.ts";
import type { ChangeAccessSchema, InviteSchema, PersonIdSchema } from "#lib/schemas/people-schemas.ts";
import { changeLine, quoted } from "./change-line.ts";

export function describeInvitation({ email, access, isMailed }: output<typeof InviteSchema>) {
	return [
		`Invite ${email} as ${ROLE_INFO[access.role].label.toLowerCase()}.`,
		`Limited to: ${scopeWords(access.scope)}`,
		`The link works for ${INVITATION_DAYS} days${isMailed ? ", and is sent there by e-mail" : ""}.`,
	];
}

export async function describeAccessChange(
	{ personId, to: { role, scope } }: output<typeof ChangeAccessSchema>,
	ctx: Context,
): Promise<readonly string[] | null> {
	const person = await ctx.db.people.find(personId);
	if (person === null) return null;
	const now = `now ${ROLE_INFO[person.role].label.toLowerCase()}`;
	return [
		`Make ${person.name} (${person.email}, ${now}) ${ROLE_INFO[role].label.toLowerCase()}.`,
		changeLine("Limited to", scopeWords(scope), scopeWords(person.scope)),
	];
}

/** Only an administrator's removal waits: who loses no such right need not keep theirs meanwhile. */
export async function describeRemoval(
	{ personId }: output<typeof PersonIdSchema>,
	ctx: Context,
): Promise<readonly string[] | null> {
	const person = await ctx.db.people.find(personId);
	return person?.role === "administrator"
		? [`Remove the administrator ${person.name} (${person.email}).`]
		: null;
}

export async function describeResetLink(
	{ personId }: output<typeof PersonIdSchema>,
	ctx: Context,
): Promise<readonly string[] | null> {
	const person = await ctx.db.people.find(personId);
	if (person === null) return null;
	const role = ROLE_INFO[person.role].label.toLowerCase();
	return [`Let ${person.name} (${person.email}, ${role}) choose a new password by a link.`];
}

export function describeKey({ name, access: { role, scope }, days }: output<typeof CreateKeySchema>) {
	return [
		`New API key ${quoted(name)} as ${ROLE_INFO[role].label.toLowerCase()}, for ${days} days.`,
		`Limited to: ${scopeWords(scope)}`,
	];
}
