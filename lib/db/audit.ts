import type { PrismaLike } from "./client.ts";
import { toJson } from "./json.ts";
import type { AuditRepository } from "./port.ts";

export function auditRepository(prisma: PrismaLike): AuditRepository {
	return {
		async append(event) {
			await prisma.auditEvent.create({ data: { ...event, details: toJson(event.details) } });
		},
		async list(subject, limit) {
			const rows = await prisma.auditEvent.findMany({
				where: { subject },
				orderBy: { id: "desc" },
				take: limit,
				select: { id: true, actor: true, action: true, at: true },
			});
			return rows.map((row) => ({ ...row, id: String(row.id) }));
		},
	};
}
