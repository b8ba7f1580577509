import { troubleCause } from "#lib/domain/incident-cause.ts";
import type { PrismaLike } from "./client.ts";
import { failureCodeFrom, troubleKindFrom } from "./incident-row.ts";
import type { IncidentRepository } from "./incidents-port.ts";

/** A warning about a working key and the failure of a key are two stories: one ends where the other begins. */
const WARNING = "HARNESS_KEY_EXPIRES";

export function incidentTroubles(
	prisma: PrismaLike,
): Pick<IncidentRepository, "reportTrouble" | "clearTrouble" | "settleTroubles" | "troubles"> {
	return {
		async reportTrouble({ id, kind, subject, code, at }) {
			await prisma.$executeRaw`
				UPDATE incident SET resolved_at = ${at}, resolution = 'superseded', untold_since = NULL
				WHERE kind = ${kind} AND subject = ${subject} AND resolved_at IS NULL
					AND (code = ${WARNING}) <> (${code} = ${WARNING})`;
			await prisma.$executeRaw`
				INSERT INTO incident (id, kind, subject, code, cause, opened_at, state_at)
				VALUES (${id}, ${kind}, ${subject}, ${code}, ${troubleCause(kind, subject, code)}, ${at}, ${at})
				ON CONFLICT (kind, subject) WHERE resolved_at IS NULL
				DO UPDATE SET code = EXCLUDED.code, cause = EXCLUDED.cause, recovering_at = NULL,
					state_at = CASE WHEN incident.recovering_at IS NULL THEN incident.state_at ELSE EXCLUDED.state_at END
				WHERE incident.recovering_at IS NOT NULL OR incident.code <> EXCLUDED.code`;
		},
		async clearTrouble({ kind, subject, at }) {
			await prisma.incident.updateMany({
				where: { kind, subject, resolvedAt: null, recoveringAt: null },
				data: { recoveringAt: at },
			});
		},
		async settleTroubles(now, agreeingAfterMs) {
			const before = new Date(now.getTime() - agreeingAfterMs);
			const trouble = { kind: { not: "connector" }, resolvedAt: null };
			await prisma.incident.updateMany({
				where: { ...trouble, recoveringAt: { lte: before }, confirmedAt: null },
				data: { resolvedAt: now, resolution: "blip" },
			});
			await prisma.incident.updateMany({
				where: { ...trouble, recoveringAt: { lte: before } },
				data: { resolvedAt: now, resolution: "recovered", untoldSince: now },
			});
			await prisma.incident.updateMany({
				where: { ...trouble, recoveringAt: null, confirmedAt: null, stateAt: { lte: before } },
				data: { confirmedAt: now, untoldSince: now },
			});
		},
		async troubles(endedAfter) {
			const rows = await prisma.incident.findMany({
				where: {
					kind: { not: "connector" },
					OR: [{ resolvedAt: null }, { resolvedAt: { gt: endedAfter }, confirmedAt: { not: null } }],
				},
				select: { kind: true, subject: true, code: true, resolvedAt: true },
				take: 500,
			});
			return rows.map(({ kind, code, ...row }) => ({
				...row,
				kind: troubleKindFrom(kind),
				code: failureCodeFrom(code),
			}));
		},
	};
}
