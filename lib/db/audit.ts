import type { Scope } from "#lib/domain/access.ts";
import { type AuditFilter, auditTimes } from "#lib/domain/audit-query.ts";
import type { AuditEntry, AuditRepository, NewAuditEvent } from "./audit-port.ts";
import type { PrismaLike } from "./client.ts";
import { Prisma } from "./generated/client.ts";

/** `append`: how an entry gets into the chain; only whoever holds the transaction knows. */
export function auditRepository(
	prisma: PrismaLike,
	append: (event: NewAuditEvent) => Promise<void>,
): AuditRepository {
	return {
		append,
		async list(subject, limit) {
			const rows = await prisma.auditEvent.findMany({
				where: { subject },
				orderBy: { id: "desc" },
				take: limit,
				select: { id: true, actor: true, action: true, at: true },
			});
			return rows.map((row) => ({ ...row, id: String(row.id) }));
		},
		async search(filter, { scope, before, limit }) {
			const conditions = [
				...filterConditions(filter),
				...scopeConditions(scope),
				...(before === undefined ? [] : [Prisma.sql`e.id < ${BigInt(before)}`]),
			];
			const rows = await prisma.$queryRaw<EntryRow[]>`
				SELECT e.id, e.seq, e.actor_kind, e.actor_id, e.actor, e.action, e.subject, e.outcome, e.address,
					e.request_id, e.details, e.at, e.hash, c.name AS subject_name
				FROM audit_event e LEFT JOIN connector c ON c.id = e.subject
				WHERE ${conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ")}
				ORDER BY e.id DESC LIMIT ${limit}`;
			return rows.map(toEntry);
		},
		async actions() {
			// From one action to the next by the index: as quick with a million entries as with a hundred.
			const rows = await prisma.$queryRaw<{ action: string }[]>`
				WITH RECURSIVE known AS (
					(SELECT action FROM audit_event ORDER BY action LIMIT 1)
					UNION ALL
					SELECT (SELECT e.action FROM audit_event e WHERE e.action > k.action ORDER BY e.action LIMIT 1)
					FROM known k WHERE k.action IS NOT NULL
				)
				SELECT action FROM known WHERE action IS NOT NULL`;
			return rows.map(({ action }) => action);
		},
		async hasSince(actorId, action, subject, since) {
			const where = { actorId, action, subject, at: { gte: since } };
			return (await prisma.auditEvent.findFirst({ where, select: { id: true } })) !== null;
		},
	};
}

function filterConditions(filter: AuditFilter): Prisma.Sql[] {
	const { who, kind, action, about, outcome, q } = filter;
	const { since, before } = auditTimes(filter);
	const holds = (text: Prisma.Sql, part: string) =>
		Prisma.sql`position(lower(${part}) in lower(${text})) > 0`;
	const actor = Prisma.sql`e.actor`;
	const subject = Prisma.sql`e.subject`;
	const name = Prisma.sql`coalesce(c.name, '')`;
	const everything = Prisma.sql`concat_ws(' ', e.action, e.subject, e.actor, e.address, e.request_id, c.name, e.details::text)`;
	return [
		...(who === "" ? [] : [Prisma.sql`(e.actor_id = ${who} OR ${holds(actor, who)})`]),
		...(kind === "" ? [] : [Prisma.sql`e.actor_kind = ${kind}`]),
		...(action === "" ? [] : [actionCondition(action)]),
		...(about === "" ? [] : [Prisma.sql`(${holds(subject, about)} OR ${holds(name, about)})`]),
		...(outcome === "" ? [] : [Prisma.sql`e.outcome = ${outcome}`]),
		...(since === null ? [] : [Prisma.sql`e.at >= ${since}`]),
		...(before === null ? [] : [Prisma.sql`e.at < ${before}`]),
		...(q === "" ? [] : [holds(everything, q)]),
	];
}

function actionCondition(action: string): Prisma.Sql {
	return action.endsWith(".")
		? Prisma.sql`starts_with(e.action, ${action})`
		: Prisma.sql`e.action = ${action}`;
}

function scopeConditions({ harnessAccountRefs, tags }: Scope): Prisma.Sql[] {
	const bearsTag = tags.map(({ key, value }) => Prisma.sql`c.tags ->> ${key} = ${value}`);
	return [
		...(harnessAccountRefs.length === 0
			? []
			: [Prisma.sql`c.harness_account_ref = ANY(${[...harnessAccountRefs]}::text[])`]),
		...(bearsTag.length === 0 ? [] : [Prisma.sql`(${Prisma.join(bearsTag, " OR ")})`]),
	];
}

type EntryRow = {
	readonly id: bigint;
	readonly seq: bigint | null;
	readonly actor_kind: AuditEntry["actorKind"];
	readonly actor_id: string;
	readonly actor: string;
	readonly action: string;
	readonly subject: string;
	readonly outcome: AuditEntry["outcome"];
	readonly address: string | null;
	readonly request_id: string | null;
	readonly details: AuditEntry["details"];
	readonly at: Date;
	readonly hash: string | null;
	readonly subject_name: string | null;
};

function toEntry(row: EntryRow): AuditEntry {
	const { actor, action, subject, outcome, address, details, at, hash } = row;
	return {
		...{ actor, action, subject, outcome, address, details, at, hash },
		id: String(row.id),
		seq: row.seq === null ? null : Number(row.seq),
		actorKind: row.actor_kind,
		actorId: row.actor_id,
		requestId: row.request_id,
		subjectName: row.subject_name,
	};
}
