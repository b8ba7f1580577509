import type { PrismaLike } from "./client.ts";
import type { Incident } from "./generated/client.ts";
import { badStateFrom, incidentKindFrom, toIncidentRow } from "./incident-row.ts";
import type { CauseGroup, IncidentChoice, IncidentRepository, IncidentRow } from "./incidents-port.ts";

const OPEN = { resolvedAt: null, confirmedAt: { not: null } } as const;
type StoredGroup = Omit<CauseGroup, "state" | "kind"> & {
	readonly state: string | null;
	readonly kind: string;
};

export function incidentDesk(
	prisma: PrismaLike,
): Pick<IncidentRepository, "causes" | "counts" | "list" | "listResolved" | "acknowledge" | "mute"> {
	return {
		async causes(now, limit) {
			const rows = await prisma.$queryRaw<StoredGroup[]>`
				SELECT cause, min(kind) AS kind, count(*)::int AS count, min(opened_at) AS since,
					CASE max(CASE confirmed_state WHEN 'quarantined' THEN 4 WHEN 'failing' THEN 3 WHEN 'unknown' THEN 2 WHEN 'degraded' THEN 1 END)
						WHEN 4 THEN 'quarantined' WHEN 3 THEN 'failing' WHEN 2 THEN 'unknown' WHEN 1 THEN 'degraded' END AS state,
					count(acknowledged_at)::int AS acknowledged,
					(count(*) FILTER (WHERE muted_until > ${now}))::int AS muted
				FROM incident WHERE resolved_at IS NULL AND confirmed_at IS NOT NULL
				GROUP BY cause
				ORDER BY bool_or(kind <> 'connector') DESC, bool_or(confirmed_state = 'quarantined') DESC,
					bool_and(confirmed_state = 'degraded'), count(*) DESC, cause
				LIMIT ${limit}`;
			return rows.map(({ state, kind, ...row }) => ({
				...row,
				state: badStateFrom(state),
				kind: incidentKindFrom(kind),
			}));
		},
		async counts() {
			const rows = await prisma.$queryRaw<{ confirmed: number; suspected: number }[]>`
				SELECT (count(*) FILTER (WHERE confirmed_at IS NOT NULL))::int AS confirmed,
					(count(*) FILTER (WHERE confirmed_at IS NULL))::int AS suspected
				FROM incident WHERE resolved_at IS NULL AND (health_state IS NULL OR health_state <> 'degraded')`;
			return rows[0] ?? { confirmed: 0, suspected: 0 };
		},
		async list(cause, { after, limit }) {
			const incidents = await prisma.incident.findMany({
				where: { ...OPEN, cause },
				orderBy: [{ openedAt: "asc" }, { id: "asc" }],
				skip: after,
				take: limit,
			});
			return withNames(prisma, incidents);
		},
		async listResolved({ after, limit }) {
			const incidents = await prisma.incident.findMany({
				where: { resolvedAt: { not: null }, confirmedAt: { not: null } },
				orderBy: [{ resolvedAt: "desc" }, { id: "desc" }],
				take: limit,
				...(after !== undefined && { cursor: { id: after }, skip: 1 }),
			});
			return withNames(prisma, incidents);
		},
		async acknowledge(which, { owner, comment, by, at }) {
			return prisma.incident.updateManyAndReturn({
				where: { ...OPEN, ...chosen(which) },
				data: { acknowledgedAt: at, acknowledgedBy: by, owner, comment },
				select: { id: true, subject: true },
			});
		},
		async mute(which, until) {
			return prisma.incident.updateManyAndReturn({
				where: { ...OPEN, ...chosen(which) },
				data: { mutedUntil: until },
				select: { id: true, subject: true },
			});
		},
	};
}

function chosen(which: IncidentChoice) {
	return "ids" in which ? { id: { in: [...which.ids] } } : { cause: which.cause };
}

async function withNames(
	prisma: PrismaLike,
	incidents: readonly Incident[],
): Promise<readonly IncidentRow[]> {
	const ids = incidents.flatMap(({ kind, subject }) => (kind === "connector" ? [subject] : []));
	const rows = await prisma.connector.findMany({
		where: { id: { in: ids } },
		select: { id: true, name: true, awsAccountId: true },
	});
	const known = new Map(rows.map((row) => [row.id, row]));
	return incidents.map((incident) => ({
		...toIncidentRow(incident),
		name: known.get(incident.subject)?.name ?? incident.subject,
		awsAccountId: known.get(incident.subject)?.awsAccountId ?? null,
	}));
}
