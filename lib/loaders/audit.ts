import "server-only";
import { searchAudit } from "#lib/audit/search-audit.ts";
import type { AuditEntry, AuditStream, AuditVerification } from "#lib/db/audit-port.ts";
import { isUnlimited } from "#lib/domain/access.ts";
import { type AuditFilter, parseAuditQuery } from "#lib/domain/audit-query.ts";
import { AuditPageSchema } from "#lib/schemas/audit-schemas.ts";
import { serverContext } from "#lib/server-context.ts";
import { requireSignedIn } from "./signed-in.ts";

const PAGE_SIZE = 50;

export type AuditPage = {
	readonly filter: AuditFilter;
	readonly entries: readonly AuditEntry[];
	/** Where the next page begins; null: this is the last. */
	readonly next: string | null;
	readonly isFirstPage: boolean;
	/** Every action that was ever written, for the choice. */
	readonly actions: readonly string[];
	/** How many entries the chain holds. */
	readonly chained: number;
	readonly verification: AuditVerification | null;
	/** Whoever looks may see only a part. */
	readonly isLimited: boolean;
	readonly now: number;
};

type Params = Readonly<Record<string, string | string[] | undefined>>;

export async function loadAudit(params: Params): Promise<AuditPage> {
	const { actor } = await requireSignedIn();
	const ctx = await serverContext(actor);
	const filter = parseAuditQuery(params);
	const { before } = AuditPageSchema.parse(params);
	const [{ entries, next }, actions, head, verification] = await Promise.all([
		searchAudit(ctx, { filter, limit: PAGE_SIZE, ...(before !== undefined && { before }) }),
		ctx.db.audit.actions(),
		ctx.db.auditChain.head(),
		ctx.db.auditChain.verification(),
	]);
	return {
		...{ filter, entries, next, actions, verification },
		isFirstPage: before === undefined,
		chained: head?.seq ?? 0,
		isLimited: !isUnlimited(actor.scope),
		now: ctx.now().getTime(),
	};
}

export type AuditStreamPage = {
	readonly stream: AuditStream | null;
	/** How many entries the chain holds. */
	readonly chained: number;
	readonly now: number;
};

export async function loadAuditStream(): Promise<AuditStreamPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const [stream, head] = await Promise.all([ctx.db.auditStream.find(), ctx.db.auditChain.head()]);
	return { stream, chained: head?.seq ?? 0, now: ctx.now().getTime() };
}
