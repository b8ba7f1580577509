// How a rollout stands to connectors that were there before it, and to the rollout before it.
import type { InTransaction, PrismaLike } from "./client.ts";
import { toRollout } from "./rollout-row.ts";
import type { RolloutRepository } from "./rollouts-port.ts";
import { trustedAccountId } from "./trusted.ts";

type Ties = Pick<RolloutRepository, "tiedElsewhere" | "uncovered" | "predecessor" | "swapExternalIds">;

export function rolloutTies(prisma: PrismaLike, inTransaction: InTransaction): Ties {
	return {
		async tiedElsewhere(id, { isBlind, turn, limit }) {
			const rows = await prisma.$queryRaw<{ connectorId: string; accountId: string }[]>`
				SELECT c.id AS "connectorId", a.account_id AS "accountId"
				FROM rollout_account a
				JOIN rollout r ON r.id = a.rollout_id
				JOIN connector c ON c.id = a.connector_id
				LEFT JOIN rollout o ON o.id = c.rollout_id
				WHERE a.rollout_id = ${id} AND r.kind = 'organization' AND r.status = 'launched' AND a.left_at IS NULL
					AND CASE WHEN a.is_management
						THEN jsonb_typeof(r.features -> 'payer') = 'object' AND (${isBlind} OR r.reader_found_at IS NOT NULL)
						ELSE ${isBlind} OR a.instance_status = 'CURRENT' END
					AND c.status <> 'offboarded' AND c.offboarding_at IS NULL
					AND (c.paused_at IS NULL OR c.status = 'draft')
					AND c.rollout_id IS DISTINCT FROM r.id AND (o.id IS NULL OR o.status = 'ended')
					AND c.role_arn = 'arn:' || r.partition || ':iam::' || a.account_id || ':role'
						|| (r.launch #>> '{role,rolePath}') || (r.launch #>> '{role,roleName}')
					AND NOT EXISTS (
						SELECT 1 FROM connector other
						WHERE other.verifier_external_id = r.verifier_external_id || '-' || a.account_id AND other.id <> c.id
					)
				ORDER BY md5(c.id || ${turn}) LIMIT ${limit}`;
			return rows.map((row) => ({ ...row, accountId: trustedAccountId(row.accountId) }));
		},

		async uncovered(id, limit) {
			const rows = await prisma.$queryRaw<{ connectorId: string; accountId: string; version: number }[]>`
				SELECT c.id AS "connectorId", a.account_id AS "accountId", c.version
				FROM rollout_account a JOIN connector c ON c.id = a.connector_id
				WHERE a.rollout_id = ${id} AND c.rollout_id = ${id} AND a.left_at IS NULL AND NOT a.is_management
					AND c.status <> 'offboarded' AND c.offboarding_at IS NULL
					AND c.cost_report_kind = 'none' AND NOT c.is_gov_cloud
				ORDER BY c.id LIMIT ${limit}`;
			return rows.map((row) => ({ ...row, accountId: trustedAccountId(row.accountId) }));
		},

		async predecessor(id) {
			const rollout = await prisma.rollout.findUnique({ where: { id } });
			if (rollout === null || rollout.managementAccountId === null) return null;
			const { harnessAccountRef, managementAccountId, partition } = rollout;
			const row = await prisma.rollout.findFirst({
				where: {
					...{ harnessAccountRef, managementAccountId, partition },
					...{ kind: "organization", status: "ended", id: { not: id } },
				},
				orderBy: [{ endedAt: "desc" }, { id: "desc" }],
			});
			return row && toRollout(row);
		},

		async swapExternalIds(id, otherId) {
			await inTransaction(async (tx) => {
				const rows = await tx.$queryRaw<{ id: string; externalId: string }[]>`
					SELECT id, verifier_external_id AS "externalId" FROM rollout
					WHERE id IN (${id}, ${otherId}) ORDER BY id FOR UPDATE`;
				const of = new Map(rows.map((row) => [row.id, row.externalId]));
				const [own, others] = [of.get(id), of.get(otherId)];
				if (own === undefined || others === undefined || id === otherId) return;
				const set = (rolloutId: string, externalId: string) =>
					tx.$executeRaw`UPDATE rollout SET verifier_external_id = ${externalId} WHERE id = ${rolloutId}`;
				// No two rows may hold the same one, not even for a moment.
				await set(otherId, `${others}:${otherId}`);
				await set(id, others);
				await set(otherId, own);
			});
		},
	};
}
