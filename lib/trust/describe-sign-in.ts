// Whom a provider would let in, in lines for the administrator who approves it.
import type { output } from "zod/mini";
import type { Context } from "#lib/context.ts";
import type { SignInSettings } from "#lib/db/sign-in-settings-port.ts";
import type { Role } from "#lib/domain/access.ts";
import { isUnlimited } from "#lib/domain/access.ts";
import { ROLE_INFO, scopeWords } from "#lib/domain/people.ts";
import type { GroupMapping } from "#lib/domain/single-sign-on.ts";
import {
	type SaveProviderSchema,
	type SignInInput,
	type SsoOnlySchema,
	typedAccessRules,
} from "#lib/schemas/sign-in-settings-schemas.ts";
import { isSameIssuer } from "#lib/sign-in-settings/save-provider.ts";
import { changeLine, quoted, yesNo } from "./change-line.ts";

export async function describeProvider(
	{ signIn }: output<typeof SaveProviderSchema>,
	ctx: Context,
): Promise<readonly string[]> {
	const settings = await ctx.db.signInSettings.get();
	const now = settings.issuer === "" ? null : settings;
	const { mappings, defaultRole } = typedAccessRules(signIn);
	const isMoved = now !== null && !isSameIssuer(now.issuer, signIn.issuer);
	const issuer = now === null || isMoved ? signIn.issuer : now.issuer;
	return [
		changeLine("Single sign-on", clientLine({ ...signIn, issuer }), now && clientLine(now)),
		...(isMoved ? ["Whoever came in by the present provider is signed out."] : []),
		changeLine("Offered on the sign-in page", yesNo(signIn.isEnabled), now && yesNo(now.isEnabled)),
		secretLine(signIn, now),
		changeLine("Scopes", signIn.scopes, now?.scopes ?? null),
		changeLine("Groups are read from", quoted(signIn.groupsClaim), now && quoted(now.groupsClaim)),
		changeLine("Name on the button", quoted(signIn.buttonLabel), now && quoted(now.buttonLabel)),
		...mappingLines(mappings, now?.mappings ?? null),
		changeLine("Everybody else", roleWords(defaultRole), now && roleWords(now.defaultRole)),
	];
}

function clientLine({ issuer, clientId }: Pick<SignInSettings, "issuer" | "clientId">): string {
	return `${issuer} as client ${quoted(clientId)}`;
}

function secretLine({ isPublicClient, clientSecret }: SignInInput, now: SignInSettings | null): string {
	if (isPublicClient)
		return now?.hasClientSecret === true
			? "Public client: the stored client secret is deleted, and none is asked for."
			: "Public client: no secret is asked for.";
	return clientSecret === "" ? "The stored client secret stays." : "A new client secret.";
}

/** In their order, as the first that fits decides; what is new and what goes is marked. */
function mappingLines(
	mappings: readonly GroupMapping[],
	now: readonly GroupMapping[] | null,
): readonly string[] {
	const before = now?.map(mappingWords) ?? [];
	const after = mappings.map(mappingWords);
	const kept = after.map((words, index) => {
		const at = before.indexOf(words);
		const mark = now === null || at === index ? "" : at < 0 ? " (new)" : ` (now number ${at + 1})`;
		return `${index + 1}. ${words}${mark}`;
	});
	const gone = before.filter((words) => !after.includes(words));
	return [...kept, ...gone.map((words) => `No longer: ${words}`)];
}

function mappingWords({ group, role, scope }: GroupMapping): string {
	const limit = isUnlimited(scope) ? "" : `, limited to ${scopeWords(scope)}`;
	return `Group ${quoted(group)}: ${roleWords(role)}${limit}`;
}

function roleWords(role: Role | null): string {
	return role === null ? "no access" : ROLE_INFO[role].label.toLowerCase();
}

export async function describeSsoOnly(
	{ isSsoOnly, breakGlassPersonId }: output<typeof SsoOnlySchema>,
	ctx: Context,
): Promise<readonly string[]> {
	const now = await ctx.db.signInSettings.get();
	const present = await accountWords(ctx, now.breakGlassPersonId);
	if (!isSsoOnly)
		return [
			"Let passwords in again beside single sign-on.",
			`No break-glass account any more (now ${present}).`,
		];
	const chosen = await accountWords(ctx, breakGlassPersonId);
	return [
		"Make single sign-on the only way in. Whoever came in by a password is signed out.",
		changeLine("Break-glass account", chosen, now.isSsoOnly ? present : null),
	];
}

async function accountWords(ctx: Context, personId: string | null): Promise<string> {
	const person = personId === null ? null : await ctx.db.people.find(personId);
	return person === null ? "none" : `${person.name} (${person.email})`;
}
