import type { Context } from "#lib/context.ts";
import type { HarnessAccount } from "#lib/db/port.ts";

/**
 * The Harness account by which a policy is looked at that belongs to no connector: the first one that the person works
 * with. Whoever is limited to tags works with those of the connectors that they see; null: there are none.
 */
export async function doctorAccount({ db, actor, now }: Context): Promise<HarnessAccount | null> {
	if (actor.scope.tags.length === 0) return db.harnessAccounts.first();
	const [seen] = await db.connectors.list({ limit: 1, now: now() });
	const connector = seen === undefined ? null : await db.connectors.find(seen.id);
	return connector === null ? null : db.harnessAccounts.find(connector.harnessAccountRef);
}
