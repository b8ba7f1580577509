import { isUnlimited } from "#lib/domain/access.ts";
import type { Sight } from "#lib/domain/sight.ts";
import type { Db } from "./port.ts";

const MOST = 200;

/**
 * The database as each of them sees it, one for all who see the same: what is remembered of a database for a few
 * seconds (totals of a large fleet) is then remembered for them, too.
 */
export function seenDbs(db: Db): (sight: Sight) => Db {
	const known = new Map<string, Db>();
	return (sight) => {
		const key = JSON.stringify(isUnlimited(sight.scope) ? { ...sight, actorId: "" } : sight);
		const seen = known.get(key) ?? db.seenBy(sight);
		// The longest unused is the first to go.
		known.delete(key);
		known.set(key, seen);
		const [oldest] = known.keys();
		if (known.size > MOST && oldest !== undefined) known.delete(oldest);
		return seen;
	};
}
