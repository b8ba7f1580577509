import type { PrismaLike } from "./client.ts";
import { healthStateFrom } from "./connector-row.ts";
import type { Connector as ConnectorRow, Incident as IncidentDbRow } from "./generated/client.ts";
import { badStateFrom, checkIdFrom, failureCodeFrom, partitionOfRow, tagsFrom } from "./incident-row.ts";
import type { IncidentRepository, IncidentSubject } from "./incidents-port.ts";

/** Names the lock among PostgreSQL's advisory locks; any number will do that nothing else here uses. */
const LOCK = 7_406_221;

type Intake =
	| "tryLock"
	| "unhandledChanges"
	| "markHandled"
	| "connectorsWithNews"
	| "expiredConnectors"
	| "subjects"
	| "open"
	| "change"
	| "resolve"
	| "markSeen";

export function incidentIntake(prisma: PrismaLike): Pick<IncidentRepository, Intake> {
	return {
		async tryLock() {
			const rows = await prisma.$queryRaw<
				{ locked: boolean }[]
			>`SELECT pg_try_advisory_xact_lock(${LOCK}) AS locked`;
			return rows[0]?.locked === true;
		},
		unhandledChanges: (limit) => prisma.$queryRaw`
			SELECT id::text, connector_id AS "connectorId" FROM health_change
			WHERE handled_at IS NULL ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
		async markHandled(changeIds, at) {
			const ids = changeIds.map(BigInt);
			await prisma.healthChange.updateMany({ where: { id: { in: ids } }, data: { handledAt: at } });
		},
		async connectorsWithNews({ now, ageSince }, limit) {
			const rows = await prisma.$queryRaw<{ id: string }[]>`
				SELECT c.id FROM incident i JOIN connector c ON c.id = i.subject
				WHERE i.resolved_at IS NULL AND i.kind = 'connector' AND (
					c.evaluated_at > coalesce(i.seen_at, '-infinity')
					OR c.status <> 'registered' OR c.offboarding_at IS NOT NULL
					OR (c.paused_at IS NOT NULL AND c.state <> 'quarantined')
					OR (i.health_state = 'unknown' AND i.confirmed_state IS NULL
						AND c.proven_until < ${now} AND i.state_at <= ${ageSince})
				) ORDER BY i.opened_at LIMIT ${limit}`;
			return rows.map(({ id }) => id);
		},
		async expiredConnectors({ now, exceptPartitions, exceptHarnessAccounts }, limit) {
			const rows = await prisma.$queryRaw<{ id: string }[]>`
				SELECT c.id FROM connector c
				WHERE c.status = 'registered' AND c.paused_at IS NULL AND c.proven_until < ${now}
					AND c.offboarding_at IS NULL AND c.state <> 'quarantined'
					AND (CASE WHEN c.is_gov_cloud THEN 'aws-us-gov' ELSE 'aws' END) <> ALL (${[...exceptPartitions]}::text[])
					AND NOT (c.proof = 'harness' AND c.harness_account_ref = ANY (${[...exceptHarnessAccounts]}::text[]))
					AND NOT EXISTS (
						SELECT FROM incident i WHERE i.kind = 'connector' AND i.subject = c.id AND i.resolved_at IS NULL
					)
				ORDER BY c.proven_until LIMIT ${limit}`;
			return rows.map(({ id }) => id);
		},
		subjects: (connectorIds, openedAfter) => subjects(prisma, connectorIds, openedAfter),
		async open(incidents) {
			await prisma.incident.createMany({
				skipDuplicates: true,
				data: incidents.map(({ connectorId, state, isConfirmed, isFlapping, ...plain }) => ({
					...plain,
					kind: "connector",
					subject: connectorId,
					healthState: state,
					confirmedState: isConfirmed ? state : null,
					confirmedAt: isConfirmed ? plain.openedAt : null,
					flappingAt: isFlapping ? plain.openedAt : null,
					untoldSince: isConfirmed ? plain.openedAt : null,
				})),
			});
		},
		async change(id, { state, isNews, ...columns }, at) {
			const data = {
				...columns,
				...(state !== undefined && { healthState: state }),
				...(columns.confirmedState !== undefined && { confirmedAt: at }),
				...(isNews && { untoldSince: at }),
			};
			await prisma.incident.update({ where: { id }, data });
		},
		async resolve(id, resolution, at) {
			const isTold = resolution !== "blip" && resolution !== "superseded";
			const data = { resolvedAt: at, resolution, untoldSince: isTold ? at : null };
			await prisma.incident.update({ where: { id }, data });
		},
		async markSeen(seen) {
			await prisma.$executeRaw`
				UPDATE incident i SET seen_at = s.at
				FROM unnest(${seen.map(({ id }) => id)}::text[], ${seen.map(({ seenAt }) => seenAt)}::timestamptz[]) AS s(id, at)
				WHERE i.id = s.id`;
		},
	};
}

async function subjects(
	prisma: PrismaLike,
	connectorIds: readonly string[],
	openedAfter: Date,
): Promise<readonly IncidentSubject[]> {
	const ids = [...connectorIds];
	// Locked first: what is read afterwards is not older than the lock.
	await prisma.$queryRaw`
		SELECT id FROM incident WHERE kind = 'connector' AND subject = ANY (${ids}::text[]) AND resolved_at IS NULL
		ORDER BY id FOR UPDATE`;
	const [connectors, open, earlier, regions] = await Promise.all([
		prisma.connector.findMany({ where: { id: { in: ids } } }),
		prisma.incident.findMany({ where: { kind: "connector", subject: { in: ids }, resolvedAt: null } }),
		prisma.incident.findMany({
			where: {
				kind: "connector",
				subject: { in: ids },
				openedAt: { gt: openedAfter },
				healthState: { not: "degraded" },
				OR: [{ confirmedAt: { not: null } }, { healthState: { not: "unknown" } }],
			},
			select: { subject: true, openedAt: true },
		}),
		prisma.$queryRaw<{ id: string; region: string | null }[]>`
			SELECT c.id, r.region FROM connector c
			JOIN latest_result r ON r.connector_id = c.id AND r.check_id = c.state_check_id
			WHERE c.id = ANY (${ids}::text[])`,
	]);
	const openOf = new Map(open.map((incident) => [incident.subject, incident]));
	const openingsOf = Map.groupBy(earlier, ({ subject }) => subject);
	const regionOf = new Map(regions.map(({ id, region }) => [id, region]));
	return connectors.map((row) => ({
		...toSubject(row, regionOf.get(row.id) ?? null),
		open: toOpenIncident(openOf.get(row.id)),
		openings: (openingsOf.get(row.id) ?? []).map(({ openedAt }) => openedAt),
	}));
}

function toSubject(row: ConnectorRow, region: string | null): Omit<IncidentSubject, "open" | "openings"> {
	return {
		connectorId: row.id,
		sighting: {
			status: row.status === "registered" || row.status === "offboarded" ? row.status : "draft",
			isPaused: row.pausedAt !== null,
			isOffboarding: row.offboardingAt !== null,
			state: healthStateFrom(row.state),
			checkId: checkIdFrom(row.stateCheckId),
			code: failureCodeFrom(row.stateCode),
			provenUntil: row.provenUntil,
			evaluatedAt: row.evaluatedAt,
		},
		partition: partitionOfRow(row),
		restsOnHarness: restsOnHarness(row),
		causeFacts: { region, harnessAccountRef: row.harnessAccountRef, templateVersion: row.templateVersion },
		tags: tagsFrom(row.tags),
	};
}

/** Harness's word, not a call of our own, made the state. */
export function restsOnHarness(row: Pick<ConnectorRow, "proof" | "stateCheckId" | "stateCode">): boolean {
	return (
		row.proof === "harness" ||
		row.stateCheckId === "harness-connector" ||
		row.stateCode?.startsWith("HARNESS_") === true
	);
}

function toOpenIncident(row: IncidentDbRow | undefined): IncidentSubject["open"] {
	if (row === undefined) return null;
	const state = badStateFrom(row.healthState);
	if (state === null) throw new Error(`Incident ${row.id} of a connector has no state.`);
	return {
		id: row.id,
		state,
		code: failureCodeFrom(row.code),
		stateAt: row.stateAt ?? row.openedAt,
		confirmedState: badStateFrom(row.confirmedState),
		recoveringAt: row.recoveringAt,
		flappingAt: row.flappingAt,
	};
}
