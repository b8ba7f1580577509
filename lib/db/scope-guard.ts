import { isUnlimited, type Scope } from "#lib/domain/access.ts";
import type { PrismaLike } from "./client.ts";
import { OutsideScope } from "./outside-scope.ts";
import { scopeSql } from "./scope-sql.ts";

/** Asks the database which connectors lie within a scope. */
export type ScopeGuard = {
	/** Those of them that do. */
	pick(ids: readonly string[]): Promise<readonly string[]>;
	has(id: string): Promise<boolean>;
	/** Throws unless all of them do. */
	must(...ids: readonly string[]): Promise<void>;
};

export function scopeGuard(prisma: PrismaLike, scope: Scope): ScopeGuard {
	const pick = async (ids: readonly string[]) => {
		if (isUnlimited(scope)) return ids;
		const rows = await prisma.$queryRaw<{ id: string }[]>`
			SELECT id FROM connector WHERE id = ANY(${[...ids]}::text[]) AND ${scopeSql(scope)}`;
		const found = new Set(rows.map(({ id }) => id));
		return ids.filter((id) => found.has(id));
	};
	return {
		pick,
		has: async (id) => (await pick([id])).length > 0,
		must: async (...ids) => {
			if ((await pick(ids)).length < ids.length) throw new OutsideScope();
		},
	};
}
