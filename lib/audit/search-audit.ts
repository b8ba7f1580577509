import type { Context } from "#lib/context.ts";
import type { AuditEntry } from "#lib/db/audit-port.ts";
import type { AuditFilter } from "#lib/domain/audit-query.ts";

export type AuditSearch = {
	readonly filter: AuditFilter;
	/** `next` of the page before. */
	readonly before?: string;
	readonly limit: number;
};
export type AuditPage = { readonly entries: readonly AuditEntry[]; readonly next: string | null };

/** A page of the audit log, newest first, as far as the actor's scope reaches. */
export async function searchAudit(ctx: Context, { filter, before, limit }: AuditSearch): Promise<AuditPage> {
	const found = await ctx.db.audit.search(filter, {
		scope: ctx.actor.scope,
		limit: limit + 1,
		...(before !== undefined && { before }),
	});
	const entries = found.slice(0, limit);
	return { entries, next: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
}
