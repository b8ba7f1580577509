import type { PrismaLike } from "./client.ts";
import type { HarnessSweepConnector, HarnessSweepRepository } from "./harness-sweeps-port.ts";

export function harnessSweepRepository(prisma: PrismaLike): HarnessSweepRepository {
	return {
		async accounts() {
			const where = { apiKeyCiphertext: { not: null } };
			const rows = await prisma.harnessAccount.findMany({
				where,
				select: { ref: true },
				orderBy: { ref: "asc" },
			});
			return rows.map(({ ref }) => ref);
		},
		async page(harnessAccountRef, { after, limit }) {
			return prisma.$queryRaw<HarnessSweepConnector[]>`
				SELECT c.id AS "connectorId", s.harness_test_at AS "harnessTestAt"
				FROM connector c LEFT JOIN connector_schedule s ON s.connector_id = c.id
				WHERE c.harness_account_ref = ${harnessAccountRef} AND c.status = 'registered'
					AND c.paused_at IS NULL AND c.offboarding_at IS NULL AND c.id > ${after}
				ORDER BY c.id LIMIT ${limit}`;
		},
	};
}
