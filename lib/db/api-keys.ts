import { roleOf, scopeOf } from "#lib/domain/stored-access.ts";
import type { ApiKey, ApiKeyRepository } from "./api-keys-port.ts";
import type { PrismaLike } from "./client.ts";
import type { ApiKey as Row } from "./generated/client.ts";
import { toJson } from "./json.ts";

const WITH_MAKER = { creator: { select: { name: true, role: true, scope: true } } } as const;
/** Whoever makes a key holds this, so that two at once cannot both be the last one that fits. */
const LOCK = 4_202_601;

export function apiKeyRepository(prisma: PrismaLike): ApiKeyRepository {
	return {
		async insert({ scope, ...key }, most) {
			await prisma.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
			const accepted = await prisma.apiKey.count({
				where: { revokedAt: null, expiresAt: { gt: key.createdAt } },
			});
			if (accepted >= most) return false;
			await prisma.apiKey.create({ data: { ...key, scope: toJson(scope) } });
			return true;
		},

		async list(limit) {
			const rows = await prisma.apiKey.findMany({
				orderBy: [{ createdAt: "desc" }, { id: "desc" }],
				take: limit,
				include: WITH_MAKER,
			});
			return rows.map(toApiKey);
		},

		async find(id) {
			const row = await prisma.apiKey.findUnique({ where: { id }, include: WITH_MAKER });
			return row && toApiKey(row);
		},

		async credentials(id) {
			const row = await prisma.apiKey.findUnique({ where: { id }, include: WITH_MAKER });
			if (row === null) return null;
			const maker = { role: roleOf(row.creator.role), scope: scopeOf(row.creator.scope) };
			return { key: toApiKey(row), hash: row.hash, maker };
		},

		async touch(id, at) {
			const before = new Date(at.getTime() - 60_000);
			const where = { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] };
			await prisma.apiKey.updateMany({ where, data: { lastUsedAt: at } });
		},

		async revoke(id, at) {
			const data = { revokedAt: at, version: { increment: 1 } };
			await prisma.apiKey.updateMany({ where: { id, revokedAt: null }, data });
			const row = await prisma.apiKey.findUnique({ where: { id }, include: WITH_MAKER });
			return row && toApiKey(row);
		},
	};
}

function toApiKey({ creator, createdBy, hash: _, ...row }: Row & { creator: { name: string } }): ApiKey {
	return {
		...row,
		role: roleOf(row.role),
		scope: scopeOf(row.scope),
		createdBy: { id: createdBy, name: creator.name },
	};
}
