import type { PlanConnector } from "#lib/domain/notification-plan.ts";
import type { PrismaLike } from "./client.ts";
import type { Incident } from "./generated/client.ts";
import { restsOnHarness } from "./incident-intake.ts";
import {
	badStateFrom,
	failureCodeFrom,
	featuresFrom,
	incidentKindFrom,
	partitionOfRow,
	resolutionFrom,
	tagsFrom,
	tellingFrom,
} from "./incident-row.ts";
import type { IncidentRepository, UntoldIncident } from "./incidents-port.ts";

const TOLD_COLUMNS = {
	id: true,
	name: true,
	awsAccountId: true,
	tags: true,
	features: true,
	isGovCloud: true,
	harnessAccountRef: true,
	proof: true,
	stateCheckId: true,
	stateCode: true,
	evaluatedAt: true,
	lastProofAt: true,
} as const;

export function incidentTelling(
	prisma: PrismaLike,
): Pick<IncidentRepository, "untold" | "told" | "heard" | "recordTold" | "settle"> {
	return {
		async untold(ownerTag, limit) {
			const incidents = await prisma.incident.findMany({
				where: { untoldSince: { not: null } },
				orderBy: [{ untoldSince: "asc" }, { id: "asc" }],
				take: limit,
			});
			const connectors = await connectorsOf(prisma, incidents);
			return incidents.map((incident) => toUntold(incident, connectors.get(incident.subject), ownerTag));
		},
		async told() {
			const rows = await prisma.$queryRaw<{ channelId: string; incidentId: string; telling: string }[]>`
				SELECT t.channel_id AS "channelId", t.incident_id AS "incidentId", t.telling
				FROM notification_told t JOIN incident i ON i.id = t.incident_id WHERE i.untold_since IS NOT NULL`;
			return rows.map((row) => ({ ...row, telling: tellingFrom(row.telling) }));
		},
		heard: (since) => prisma.$queryRaw`
			SELECT channel_id AS "channelId", CASE WHEN telling = 'recovered' THEN NULL ELSE cause END AS cause,
				count(*)::int AS count
			FROM notification_told WHERE at > ${since} GROUP BY 1, 2`,
		async recordTold(told, at) {
			const column = (name: keyof (typeof told)[number]) => told.map((row) => row[name]);
			// One statement however many: a storm times the channels it concerns.
			await prisma.$executeRaw`
				INSERT INTO notification_told (channel_id, incident_id, telling, cause, delivery_id, at)
				SELECT t.*, ${at}::timestamptz FROM unnest(
					${column("channelId")}::text[], ${column("incidentId")}::text[], ${column("telling")}::text[],
					${column("cause")}::text[], ${column("deliveryId")}::text[]
				) AS t`;
		},
		async settle(ids, at) {
			await prisma.$executeRaw`
				UPDATE incident SET untold_since = NULL,
					announced_at = CASE WHEN resolved_at IS NULL THEN ${at} ELSE announced_at END,
					recovery_announced_at = CASE WHEN resolved_at IS NULL THEN NULL ELSE ${at}::timestamptz END
				WHERE id = ANY (${[...ids]}::text[])`;
		},
	};
}

async function connectorsOf(prisma: PrismaLike, incidents: readonly Incident[]) {
	const ids = incidents.flatMap(({ kind, subject }) => (kind === "connector" ? [subject] : []));
	const rows = await prisma.connector.findMany({ where: { id: { in: ids } }, select: TOLD_COLUMNS });
	return new Map(rows.map((row) => [row.id, row]));
}
type ToldConnector = Awaited<ReturnType<typeof connectorsOf>> extends Map<string, infer Row> ? Row : never;

function toUntold(
	incident: Incident,
	connector: ToldConnector | undefined,
	ownerTag: string,
): UntoldIncident {
	const { openedAt, confirmedAt, untoldSince } = incident;
	return {
		plan: {
			id: incident.id,
			kind: incidentKindFrom(incident.kind),
			confirmedState: badStateFrom(incident.confirmedState),
			confirmedAt: confirmedAt ?? openedAt,
			isFlapping: incident.flappingAt !== null,
			isRecovering: incident.recoveringAt !== null,
			resolvedAt: incident.resolvedAt,
			untoldSince: untoldSince ?? openedAt,
			cause: incident.cause,
			acknowledgedAt: incident.acknowledgedAt,
			mutedUntil: incident.mutedUntil,
			connector: connector === undefined ? null : toPlanConnector(connector, ownerTag),
		},
		details: {
			code: failureCodeFrom(incident.code),
			subject: incident.subject,
			name: connector?.name ?? incident.subject,
			awsAccountId: connector?.awsAccountId ?? null,
			owner: incident.owner,
			openedAt,
			resolution: resolutionFrom(incident.resolution),
			lastProofAt: connector?.lastProofAt ?? null,
		},
	};
}

function toPlanConnector(row: ToldConnector, ownerTag: string): PlanConnector {
	const tags = tagsFrom(row.tags);
	return {
		tags,
		features: featuresFrom(row.features),
		owner: tags[ownerTag] ?? null,
		partition: partitionOfRow(row),
		harnessAccountRef: row.harnessAccountRef,
		restsOnHarness: restsOnHarness(row),
		evaluatedAt: row.evaluatedAt,
	};
}
