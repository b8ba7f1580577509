import { EVERYWHERE, isUnlimited, type Scope } from "#lib/domain/access.ts";
import {
	CONNECTOR_LINK_KINDS,
	type ConnectorLinkKind,
	type LaunchOffer,
	type LaunchRequest,
	type RolloutRequest,
} from "#lib/domain/launch-link.ts";
import type { PrismaLike } from "./client.ts";
import type { Prisma, LaunchLink as Row } from "./generated/client.ts";
import { toJson } from "./json.ts";
import type {
	ConnectorLink,
	LaunchLink,
	LaunchLinkChange,
	LaunchLinkRepository,
	RolloutLink,
} from "./launch-links-port.ts";
import { OutsideScope } from "./outside-scope.ts";
import { scopeWhere } from "./scope-sql.ts";

const VISITS_KEPT = 100;
const NOT_ENDED = { revokedAt: null, declinedAt: null, completedAt: null } as const;
/** A secret's hash is read in one place only. */
const omit = { secretHash: true } as const;

/**
 * Links to what lies outside the scope are not there: they are neither found nor changed. Whoever is limited to tags
 * sees no rollout, and so no link to one.
 */
export function launchLinkRepository(prisma: PrismaLike, scope: Scope = EVERYWHERE): LaunchLinkRepository {
	const within: Prisma.LaunchLinkWhereInput = isUnlimited(scope)
		? {}
		: { OR: [{ connector: scopeWhere(scope) }, { rollout: rolloutWhere(scope) }] };
	const newestFirst = [
		{ createdAt: "desc" },
		{ id: "asc" },
	] satisfies Prisma.LaunchLinkOrderByWithRelationInput[];

	async function list(where: Prisma.LaunchLinkWhereInput, limit: number) {
		const rows = await prisma.launchLink.findMany({
			where: { AND: [where, within] },
			orderBy: newestFirst,
			take: limit,
			omit,
		});
		return rows.map(toLaunchLink);
	}

	return {
		async insert({ createdBy, request, ...link }) {
			if (!isUnlimited(scope) && !(await isWithinScope(prisma, link, scope))) throw new OutsideScope();
			const { id: createdById, name: createdByName, email: createdByEmail } = createdBy;
			await prisma.launchLink.create({
				data: { ...link, createdById, createdByName, createdByEmail, request: toJson(request) },
			});
		},

		async find(id) {
			const row = await prisma.launchLink.findFirst({ where: { id, ...within }, omit });
			return row && toLaunchLink(row);
		},

		async secretHash(id) {
			const row = await prisma.launchLink.findUnique({ where: { id }, select: { secretHash: true } });
			return row?.secretHash ?? null;
		},

		ofConnector: async (connectorId, limit) => (await list({ connectorId }, limit)).filter(isOfConnector),
		openOf: async (connectorId, now) =>
			(await list({ connectorId, ...NOT_ENDED, expiresAt: { gt: now } }, 1_000)).filter(isOfConnector),
		ofRollout: async (rolloutId, limit) => (await list({ rolloutId }, limit)).filter(isOfRollout),
		openOfRollout: async (rolloutId, now) =>
			(await list({ rolloutId, ...NOT_ENDED, expiresAt: { gt: now } }, 1_000)).filter(isOfRollout),

		list: ({ after, limit }) =>
			list(
				after === undefined
					? {}
					: {
							OR: [
								{ createdAt: { lt: after.createdAt } },
								{ createdAt: after.createdAt, id: { gt: after.id } },
							],
						},
				limit,
			),

		async change(id, change, { now, offeredAt }) {
			const { count } = await prisma.launchLink.updateMany({
				where: {
					AND: [{ id, ...NOT_ENDED, expiresAt: { gt: now } }, within],
					...(offeredAt !== undefined && { offeredAt, offerAnswer: null }),
				},
				data: { ...columnsOf(change), version: { increment: 1 } },
			});
			return count > 0;
		},

		async countOpening(id, at) {
			await prisma.$executeRaw`
				UPDATE launch_link SET openings = openings + 1,
					first_opened_at = coalesce(first_opened_at, ${at}), last_opened_at = greatest(last_opened_at, ${at})
				WHERE id = ${id}`;
		},

		async addVisit(launchLinkId, tokenHash, createdAt) {
			await prisma.launchLinkVisit.create({ data: { launchLinkId, tokenHash, createdAt } });
			await prisma.$executeRaw`
				DELETE FROM launch_link_visit WHERE token_hash IN (
					SELECT token_hash FROM launch_link_visit WHERE launch_link_id = ${launchLinkId}
					ORDER BY created_at DESC, token_hash OFFSET ${VISITS_KEPT}
				)`;
		},

		async hasVisit(launchLinkId, tokenHash) {
			return (await prisma.launchLinkVisit.count({ where: { tokenHash, launchLinkId } })) > 0;
		},

		async forgetVisits(before) {
			const where = { launchLink: { expiresAt: { lt: before } } };
			return (await prisma.launchLinkVisit.deleteMany({ where })).count;
		},
	};
}

function columnsOf({ offer, request, ...times }: LaunchLinkChange): Prisma.LaunchLinkUpdateManyMutationInput {
	return {
		...times,
		...(offer !== undefined && { offer: toJson(offer) }),
		...(request !== undefined && { request: toJson(request) }),
	};
}

function toLaunchLink(row: Omit<Row, "secretHash">): LaunchLink {
	const {
		createdById,
		createdByName,
		createdByEmail,
		kind,
		offer,
		offerAnswer,
		request,
		connectorId,
		rolloutId,
		version: _,
		...rest
	} = row;
	const link = {
		...rest,
		createdBy: { id: createdById, name: createdByName, email: createdByEmail },
		offer: stored<LaunchOffer | null>(offer),
		offerAnswer: offerAnswer === "accepted" || offerAnswer === "refused" ? offerAnswer : null,
	} as const;
	if (kind === "roll-out" && rolloutId !== null)
		return { ...link, kind, rolloutId, connectorId: null, request: stored<RolloutRequest>(request) };
	// The database lets in no link that is about neither.
	if (connectorId === null) throw new Error(`Launch link ${row.id} is about nothing.`);
	return {
		...link,
		kind: kindFrom(kind),
		connectorId,
		rolloutId: null,
		request: stored<LaunchRequest>(request),
	};
}

function kindFrom(text: string): ConnectorLinkKind {
	const kind = CONNECTOR_LINK_KINDS.find((known) => known === text);
	if (kind === undefined)
		throw new Error(`A launch link of kind ${text} is stored, which this version does not know.`);
	return kind;
}

function isOfConnector(link: LaunchLink): link is ConnectorLink {
	return link.kind !== "roll-out";
}

function isOfRollout(link: LaunchLink): link is RolloutLink {
	return link.kind === "roll-out";
}

function rolloutWhere({ harnessAccountRefs, tags }: Scope): Prisma.RolloutWhereInput {
	if (tags.length > 0) return { id: { in: [] } };
	return harnessAccountRefs.length === 0 ? {} : { harnessAccountRef: { in: [...harnessAccountRefs] } };
}

async function isWithinScope(
	prisma: PrismaLike,
	{ connectorId, rolloutId }: Pick<LaunchLink, "connectorId" | "rolloutId">,
	scope: Scope,
): Promise<boolean> {
	const select = { id: true } as const;
	if (connectorId !== null) {
		const where = { id: connectorId, AND: scopeWhere(scope) };
		return (await prisma.connector.findUnique({ where, select })) !== null;
	}
	const where = { id: rolloutId ?? "", AND: rolloutWhere(scope) };
	return (await prisma.rollout.findUnique({ where, select })) !== null;
}

/** Sound: only this file writes these columns, from values of that type. */
function stored<T>(value: unknown): T {
	return value as T;
}
