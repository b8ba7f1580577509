import type { PrismaLike } from "./client.ts";
import type { TrustNotice as Row } from "./generated/client.ts";
import { toJson } from "./json.ts";
import type { TrustNotice, TrustNoticeRepository } from "./trust-changes-port.ts";

export function trustNoticeRepository(prisma: PrismaLike): TrustNoticeRepository {
	return {
		async insert({ actor, details, ...notice }) {
			const who = { actorId: actor.id, actorName: actor.name };
			await prisma.trustNotice.create({ data: { ...notice, ...who, details: toJson(details) } });
		},
		async find(id) {
			const row = await prisma.trustNotice.findUnique({ where: { id } });
			return row && toTrustNotice(row);
		},
		async listFor(userId, { since, limit }) {
			const rows = await prisma.trustNotice.findMany({
				where: { at: { gt: since }, dismissals: { none: { userId } } },
				orderBy: [{ at: "desc" }, { id: "asc" }],
				take: limit,
			});
			return rows.map(toTrustNotice);
		},
		async dismiss(userId, upTo) {
			await prisma.$executeRaw`
				INSERT INTO trust_notice_dismissal (notice_id, user_id)
				SELECT id, ${userId} FROM trust_notice WHERE at <= ${upTo}
				ON CONFLICT DO NOTHING`;
		},
		async mailedTo(id) {
			const row = await prisma.trustNotice.findUnique({ where: { id }, select: { mailedTo: true } });
			return row?.mailedTo ?? [];
		},
		async markMailed(id, personId) {
			await prisma.trustNotice.update({ where: { id }, data: { mailedTo: { push: personId } } });
		},
		async deleteOlderThan(at) {
			await prisma.trustNotice.deleteMany({ where: { at: { lt: at } } });
		},
	};
}

function toTrustNotice({ id, action, subject, details, actorId, actorName, at }: Row): TrustNotice {
	return { id, action, subject, details: asDetails(details), actor: { id: actorId, name: actorName }, at };
}

/** Sound: only insert() above writes the column, from a record. */
function asDetails(stored: unknown): TrustNotice["details"] {
	return stored as TrustNotice["details"];
}
