import type { Actor, Context } from "#lib/context.ts";
import { isScopeWithin, lesserRole } from "#lib/domain/api-key.ts";

/**
 * Whoever began something, with what they may do by now; null: they are gone, or the key is revoked or past its end.
 * A key may never do more than whoever made it.
 */
export async function presentActor(
	{ db, now }: Context,
	{ id, name }: { readonly id: string; readonly name: string },
): Promise<Actor | null> {
	const from = { id, name, address: null, requestId: null };
	const person = await db.people.find(id);
	if (person !== null) return { ...from, kind: "person", role: person.role, scope: person.scope };
	const known = await db.apiKeys.credentials(id);
	if (known === null || known.key.revokedAt !== null || known.key.expiresAt <= now()) return null;
	const { key, maker } = known;
	if (!isScopeWithin(key.scope, maker.scope)) return null;
	return { ...from, kind: "key", role: lesserRole(key.role, maker.role), scope: key.scope };
}
