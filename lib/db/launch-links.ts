import { EVERYWHERE, isUnlimited, type Scope } from "#lib/domain/access.ts";
import {
	LAUNCH_LINK_KINDS,
	type LaunchLinkKind,
	type LaunchOffer,
	type LaunchRequest,
} from "#lib/domain/launch-link.ts";
import type { PrismaLike } from "./client.ts";
import type { Prisma, LaunchLink as Row } from "./generated/client.ts";
import { toJson } from "./json.ts";
import type { LaunchLink, LaunchLinkChange, LaunchLinkRepository } from "./launch-links-port.ts";
import { OutsideScope } from "./outside-scope.ts";
import { scopeWhere } from "./scope-sql.ts";

const VISITS_KEPT = 100;
const NOT_ENDED = { revokedAt: null, declinedAt: null, completedAt: null } as const;
/** A secret's hash is read in one place only. */
const omit = { secretHash: true } as const;

/** Links to connectors that lie outside the scope are not there: they are neither found nor changed. */
export function launchLinkRepository(prisma: PrismaLike, scope: Scope = EVERYWHERE): LaunchLinkRepository {
	const within: Prisma.LaunchLinkWhereInput = isUnlimited(scope) ? {} : { connector: scopeWhere(scope) };
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
			if (!isUnlimited(scope)) {
				const where = { id: link.connectorId, AND: scopeWhere(scope) };
				if ((await prisma.connector.findUnique({ where, select: { id: true } })) === null)
					throw new OutsideScope();
			}
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

		ofConnector: (connectorId, limit) => list({ connectorId }, limit),
		openOf: (connectorId, now) => list({ connectorId, ...NOT_ENDED, expiresAt: { gt: now } }, 1_000),

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
		version: _,
		...rest
	} = row;
	return {
		...rest,
		kind: kindFrom(kind),
		createdBy: { id: createdById, name: createdByName, email: createdByEmail },
		offer: stored<LaunchOffer | null>(offer),
		offerAnswer: offerAnswer === "accepted" || offerAnswer === "refused" ? offerAnswer : null,
		request: stored<LaunchRequest>(request),
	};
}

function kindFrom(text: string): LaunchLinkKind {
	const kind = LAUNCH_LINK_KINDS.find((known) => known === text);
	if (kind === undefined)
		throw new Error(`A launch link of kind ${text} is stored, which this version does not know.`);
	return kind;
}

/** Sound: only this file writes these columns, from values of that type. */
function stored<T>(value: unknown): T {
	return value as T;
}
