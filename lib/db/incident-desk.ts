import { EVERYWHERE, isUnlimited, type Scope } from "#lib/domain/access.ts";
import type { PrismaLike } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { badStateFrom, incidentKindFrom, toIncidentRow } from "./incident-row.ts";
import type {
	CauseGroup,
	ChosenIncident,
	IncidentChoice,
	IncidentRepository,
	IncidentRow,
} from "./incidents-port.ts";
import { scopeSql } from "./scope-sql.ts";

const OPEN = Prisma.sql`resolved_at IS NULL AND confirmed_at IS NOT NULL`;
type StoredGroup = Omit<CauseGroup, "state" | "kind"> & {
	readonly state: string | null;
	readonly kind: string;
};

/** Somebody limited sees the incidents of their connectors, and trouble that those rest on; they act on the former only. */
export function incidentDesk(
	prisma: PrismaLike,
	scope: Scope = EVERYWHERE,
): Pick<IncidentRepository, "causes" | "counts" | "list" | "listResolved" | "acknowledge" | "mute"> {
	const seen = seenSql(scope);
	const theirs = isUnlimited(scope) ? Prisma.sql`TRUE` : ofConnectors(scope);
	return {
		async causes(now, limit) {
			const rows = await prisma.$queryRaw<StoredGroup[]>`
				SELECT cause, min(kind) AS kind, count(*)::int AS count, min(opened_at) AS since,
					CASE max(CASE confirmed_state WHEN 'quarantined' THEN 4 WHEN 'failing' THEN 3 WHEN 'unknown' THEN 2 WHEN 'degraded' THEN 1 END)
						WHEN 4 THEN 'quarantined' WHEN 3 THEN 'failing' WHEN 2 THEN 'unknown' WHEN 1 THEN 'degraded' END AS state,
					count(acknowledged_at)::int AS acknowledged,
					(count(*) FILTER (WHERE muted_until > ${now}))::int AS muted
				FROM incident WHERE ${OPEN} AND ${seen}
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
				FROM incident WHERE resolved_at IS NULL AND (health_state IS NULL OR health_state <> 'degraded') AND ${seen}`;
			return rows[0] ?? { confirmed: 0, suspected: 0 };
		},
		async list(cause, { after, limit }) {
			const found = await prisma.$queryRaw<Named[]>`
				SELECT id FROM incident WHERE ${OPEN} AND cause = ${cause} AND ${seen}
				ORDER BY opened_at, id OFFSET ${after} LIMIT ${limit}`;
			return readRows(prisma, found);
		},
		async listResolved({ after, limit }) {
			const place =
				after === undefined
					? Prisma.sql`TRUE`
					: Prisma.sql`(resolved_at, id) < (SELECT resolved_at, id FROM incident WHERE id = ${after})`;
			const found = await prisma.$queryRaw<Named[]>`
				SELECT id FROM incident
				WHERE resolved_at IS NOT NULL AND confirmed_at IS NOT NULL AND ${place} AND ${seen}
				ORDER BY resolved_at DESC, id DESC LIMIT ${limit}`;
			return readRows(prisma, found);
		},
		acknowledge: (which, { owner, comment, by, at }) => prisma.$queryRaw<ChosenIncident[]>`
			UPDATE incident SET acknowledged_at = ${at}::timestamptz, acknowledged_by = ${by}, owner = ${owner}, comment = ${comment}
			WHERE ${OPEN} AND ${chosen(which)} AND ${theirs} RETURNING id, subject`,
		mute: (which, until) => prisma.$queryRaw<ChosenIncident[]>`
			UPDATE incident SET muted_until = ${until}::timestamptz
			WHERE ${OPEN} AND ${chosen(which)} AND ${theirs} RETURNING id, subject`,
	};
}

function chosen(which: IncidentChoice): Prisma.Sql {
	return "ids" in which
		? Prisma.sql`id = ANY(${[...which.ids]}::text[])`
		: Prisma.sql`cause = ${which.cause}`;
}

function ofConnectors(scope: Scope): Prisma.Sql {
	return Prisma.sql`kind = 'connector' AND subject IN (SELECT id FROM connector WHERE ${scopeSql(scope)})`;
}

function seenSql(scope: Scope): Prisma.Sql {
	if (isUnlimited(scope)) return Prisma.sql`TRUE`;
	const refs = [...scope.harnessAccountRefs];
	const harness =
		refs.length === 0
			? Prisma.sql`kind = 'harness'`
			: Prisma.sql`(kind = 'harness' AND subject = ANY(${refs}::text[]))`;
	return Prisma.sql`(kind IN ('verifier', 'sts') OR ${harness} OR (${ofConnectors(scope)}))`;
}

type Named = { readonly id: string };

/** In the order that they were found in. */
async function readRows(prisma: PrismaLike, found: readonly Named[]): Promise<readonly IncidentRow[]> {
	const incidents = await prisma.incident.findMany({ where: { id: { in: found.map(({ id }) => id) } } });
	const subjects = incidents.flatMap(({ kind, subject }) => (kind === "connector" ? [subject] : []));
	const connectors = await prisma.connector.findMany({
		where: { id: { in: subjects } },
		select: { id: true, name: true, awsAccountId: true },
	});
	const known = new Map(connectors.map((row) => [row.id, row]));
	const byId = new Map(incidents.map((incident) => [incident.id, incident]));
	return found.flatMap(({ id }) => {
		const incident = byId.get(id);
		if (incident === undefined) return [];
		const connector = known.get(incident.subject);
		const name = connector?.name ?? incident.subject;
		return { ...toIncidentRow(incident), name, awsAccountId: connector?.awsAccountId ?? null };
	});
}
