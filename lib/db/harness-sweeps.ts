import { HARNESS_DESTINATIONS } from "#lib/domain/destination.ts";
import type { PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import type { PrismaLike } from "./client.ts";
import type { HarnessSweepConnector, HarnessSweepRepository } from "./harness-sweeps-port.ts";

function scopeOf({ orgId, projectId }: { orgId: string | null; projectId: string | null }): PlatformScope {
	if (orgId === null) return { kind: "account" };
	return projectId === null ? { kind: "organization", orgId } : { kind: "project", orgId, projectId };
}

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
		async scopes(harnessAccountRef) {
			const rows = await prisma.$queryRaw<{ orgId: string | null; projectId: string | null }[]>`
				SELECT DISTINCT org_id AS "orgId", project_id AS "projectId" FROM connector
				WHERE harness_account_ref = ${harnessAccountRef} AND status = 'registered'
					AND destination = 'harness-platform' AND paused_at IS NULL AND offboarding_at IS NULL
				ORDER BY 1 NULLS FIRST, 2 NULLS FIRST`;
			return rows.map(scopeOf);
		},
		async page(harnessAccountRef, { after, limit }) {
			return prisma.$queryRaw<HarnessSweepConnector[]>`
				SELECT c.id AS "connectorId", s.harness_test_at AS "harnessTestAt"
				FROM connector c LEFT JOIN connector_schedule s ON s.connector_id = c.id
				WHERE c.harness_account_ref = ${harnessAccountRef} AND c.status = 'registered'
					AND c.destination = ANY(${[...HARNESS_DESTINATIONS]}::text[]) AND c.paused_at IS NULL AND c.offboarding_at IS NULL
					AND c.id > ${after}
				ORDER BY c.id LIMIT ${limit}`;
		},
		async noteTest(connectorId, harnessTestAt) {
			await prisma.connectorSchedule.updateMany({ where: { connectorId }, data: { harnessTestAt } });
		},
	};
}
