import { expect } from "vitest";
import type { Prisma } from "#lib/db/client.ts";
import { createDb } from "#lib/db/create-db.ts";
import type { Db } from "#lib/db/port.ts";
import { decideHealth } from "#lib/domain/health.ts";
import { testSecretBox } from "#lib/testing/database.ts";
import { type FleetMember, fleetRoles, registeredFleet } from "#lib/testing/registered-fleet.ts";
import type { SandboxWorld } from "#lib/testing/sandbox-world.ts";
import { checkResult, passed } from "./verdict.ts";

const HOUR_MS = 3_600_000;

/** A fleet whose trust checks passed five minutes ago, due now, with its roles in the sandbox and our own side green. */
export async function dueFleet(prisma: Prisma, world: SandboxWorld, count: number) {
	const db = createDb(prisma, testSecretBox());
	const provenAt = new Date(Date.now() - 300_000);
	const members = await registeredFleet(db, prisma, { count, provenAt });
	await prisma.connectorDay.deleteMany();
	await prisma.connector.updateMany({ data: { evaluatedAt: provenAt } });
	await world.admin("PUT", "many", { roles: fleetRoles(members) });
	await ownSideIsGreen(db);
	return { db, members, provenAt };
}

async function ownSideIsGreen(db: Db): Promise<void> {
	const now = new Date();
	const result = checkResult("verifier-self", passed("AWS knows us."), now, now);
	const known = { accountId: "555566667777", principalArn: "arn:aws:iam::555566667777:root" };
	await db.verifiers.save({ partition: "aws", ...known, result });
}

export async function sweptCount(prisma: Prisma): Promise<number> {
	return prisma.connectorDay.count();
}

/** Resolves once it holds; looks often, and gives up so that a test fails instead of hanging. */
export async function until(holds: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
	const end = Date.now() + withinMs;
	while (!(await holds().catch(() => false))) {
		if (Date.now() > end) throw new Error("It did not come true in time.");
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** As if the lease's three minutes had passed. */
export async function expireLeases(prisma: Prisma): Promise<void> {
	await prisma.connectorSchedule.updateMany({
		where: { lease: { not: null } },
		data: { leasedUntil: new Date(Date.now() - 1_000) },
	});
}

/**
 * What must be true after any fault: everybody was looked at and stored exactly once, the projection is what the
 * stored evidence says, the newest results are the history's newest, changes form a chain, and what is green rests on
 * evidence within its limit.
 */
export async function expectTruth(prisma: Prisma, db: Db, members: readonly FleetMember[]): Promise<void> {
	const days = await prisma.connectorDay.groupBy({ by: ["connectorId"], _sum: { sweeps: true } });
	expect(days.length).toBe(members.length);
	expect(days.filter(({ _sum }) => _sum.sweeps !== 1)).toEqual([]);
	await expectOneResultEach(prisma);
	await expectNewest(prisma);
	await expectChains(prisma);
	const now = new Date();
	const evidence = await db.evidence.load(members.map(({ id }) => id));
	const wrong: string[] = [];
	for (const [id, { connector, latest, health }] of evidence) {
		const facts = { results: latest, proof: connector.proof, status: connector.status, paused: false };
		const decided = decideHealth({ ...facts, requiresBilling: false, now, previous: health });
		if (decided.state !== health?.state)
			wrong.push(`${id}: ${health?.state} is stored, ${decided.state} is true`);
	}
	expect(wrong).toEqual([]);
	const tooGreen = await prisma.connector.count({
		where: { state: "healthy", provenUntil: { gt: new Date(now.getTime() + 3 * HOUR_MS + 60_000) } },
	});
	expect(tooGreen).toBe(0);
	for (const { health } of await db.connectors.list({
		limit: 50,
		now: new Date(now.getTime() + 4 * HOUR_MS),
	})) {
		expect(health).toBe("unknown");
	}
}

/** No check of a connector was stored twice. */
async function expectOneResultEach(prisma: Prisma): Promise<void> {
	const twice = await prisma.$queryRaw<unknown[]>`
		SELECT connector_id, check_id, count(*)::int FROM check_result
		GROUP BY connector_id, check_id HAVING count(*) > 1`;
	expect(twice).toEqual([]);
}

/** What could not tell replaces nothing; everything else that is newer than the newest would contradict it. */
async function expectNewest(prisma: Prisma): Promise<void> {
	const contradicting = await prisma.$queryRaw<unknown[]>`
		SELECT r.connector_id, r.check_id FROM check_result r JOIN latest_result l USING (connector_id, check_id)
		WHERE r.outcome <> 'unknown' AND (r.checked_at > l.checked_at
			OR (r.checked_at = l.checked_at AND r.outcome <> l.outcome))`;
	expect(contradicting).toEqual([]);
}

async function expectChains(prisma: Prisma): Promise<void> {
	const broken = await prisma.$queryRaw<unknown[]>`
		SELECT * FROM (
			SELECT connector_id, from_state, to_state,
				lag(to_state) OVER (PARTITION BY connector_id ORDER BY id) AS before
			FROM health_change) c
		WHERE from_state = to_state OR (before IS NOT NULL AND from_state IS DISTINCT FROM before)`;
	expect(broken).toEqual([]);
}
