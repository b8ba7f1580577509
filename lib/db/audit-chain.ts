import { sha256Hex } from "#lib/crypto.ts";
import {
	CHAIN_FAULTS,
	type ChainLink,
	chainText,
	storableJson,
	storableText,
} from "#lib/domain/audit-chain.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import type { AuditChainRepository, NewAuditEvent } from "./audit-port.ts";
import type { PrismaLike } from "./client.ts";

/**
 * Links entries to the chain's end. Whoever does it holds the end until the transaction is over: it comes last in a
 * transaction, so that nobody who holds the end ever waits for another lock.
 */
export async function addToChain(tx: PrismaLike, events: readonly NewAuditEvent[]): Promise<void> {
	if (events.length === 0) return;
	const [head] = await tx.$queryRaw<HeadRow[]>`SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE`;
	if (head === undefined) throw new Error("The audit log has lost its head: nothing can be added to it.");
	let last = toLink(head);
	const rows = events.map((event) => {
		const facts = factsOf(event, last.seq + 1);
		last = { seq: facts.seq, hash: sha256Hex(chainText(last.hash, facts)) };
		return { ...facts, hash: last.hash };
	});
	await tx.$executeRaw`
		WITH added AS (
			INSERT INTO audit_event (seq, actor_kind, actor_id, actor, action, subject, outcome, address, request_id,
				details, at, hash)
			SELECT seq, "actorKind", "actorId", actor, action, subject, outcome, address, "requestId", details, at, hash
			FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (
				seq bigint, "actorKind" text, "actorId" text, actor text, action text, subject text, outcome text,
				address text, "requestId" text, details jsonb, at timestamptz, hash text)
			ORDER BY seq
		)
		UPDATE audit_head SET seq = ${last.seq}, hash = ${last.hash} WHERE id = 1`;
}

function factsOf({ actor, action, subject, at, details, outcome = "done" }: NewAuditEvent, seq: number) {
	const textOrNull = (text: string | null) => text && storableText(text);
	return {
		...{ seq, at, outcome },
		actorKind: actor.kind,
		actorId: storableText(actor.id),
		actor: storableText(actor.name),
		action: storableText(action),
		subject: storableText(subject),
		address: textOrNull(actor.address),
		requestId: textOrNull(actor.requestId),
		details: storableJson(details),
	};
}

type HeadRow = { readonly seq: bigint; readonly hash: string };

function toLink({ seq, hash }: HeadRow): ChainLink {
	return { seq: Number(seq), hash };
}

export function auditChainRepository(prisma: PrismaLike): AuditChainRepository {
	return {
		async head() {
			const row = await prisma.auditHead.findUnique({ where: { id: 1 } });
			return row && toLink(row);
		},
		async entries(after, limit) {
			const rows = await prisma.auditEvent.findMany({
				where: { seq: { gt: after } },
				orderBy: { seq: "asc" },
				take: limit,
				omit: { id: true },
			});
			return rows.map((row) => ({ ...row, seq: Number(row.seq), details: asJson(row.details) }));
		},
		async unchained() {
			const [row] = await prisma.$queryRaw<{ older: number; outside: number }[]>`
				SELECT count(*) FILTER (WHERE f.id IS NULL OR e.id < f.id)::int AS older,
					count(*) FILTER (WHERE e.id > f.id)::int AS outside
				FROM audit_event e LEFT JOIN (SELECT min(id) AS id FROM audit_event WHERE seq IS NOT NULL) f ON true
				WHERE e.seq IS NULL`;
			return row ?? { older: 0, outside: 0 };
		},
		async addCheckpoint({ seq, hash }, at) {
			await prisma.auditCheckpoint.createMany({ data: { seq, hash, at }, skipDuplicates: true });
		},
		async checkpoints(after, limit) {
			const where = { seq: { gt: after } };
			const rows = await prisma.auditCheckpoint.findMany({ where, orderBy: { seq: "asc" }, take: limit });
			return rows.map(toLink);
		},
		async verification() {
			const row = await prisma.auditVerification.findUnique({ where: { id: 1 } });
			const fault = CHAIN_FAULTS.find((known) => known === row?.reason) ?? null;
			return row && { at: row.at, seq: Number(row.seq), fault };
		},
		async saveVerification({ at, seq, fault }) {
			const data = { at, seq, reason: fault };
			await prisma.auditVerification.upsert({ where: { id: 1 }, create: data, update: data });
		},
	};
}

/** A JSON column as it came: nothing else is in it. */
function asJson(value: unknown): JsonValue {
	return value as JsonValue;
}
