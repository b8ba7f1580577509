import type { InTransaction, PrismaLike } from "./client.ts";
import type { FleetRepository } from "./fleet-port.ts";

export function fleetRepository(prisma: PrismaLike, inTransaction: InTransaction): FleetRepository {
	return {
		async snapshot(at) {
			const second = new Date(Math.floor(at.getTime() / 1_000) * 1_000);
			await prisma.$executeRaw`
				INSERT INTO fleet_state (at, state, count)
				SELECT ${second}, CASE WHEN proven_until < ${second} THEN 'unknown' ELSE state END AS current, count(*)
				FROM connector WHERE status = 'registered' GROUP BY current
				ON CONFLICT (at, state) DO UPDATE SET count = excluded.count`;
		},

		pruneResults: (before, limit) => inTransaction((tx) => pruneResults(tx, startOfDay(before), limit)),

		pruneRuns: (before, limit) =>
			prisma.$executeRaw`
				DELETE FROM check_run WHERE id IN (
					SELECT id FROM check_run
					WHERE requested_at < ${before} AND state IN ('done', 'crashed') LIMIT ${limit})`,

		async pruneMinutes(before) {
			const minutes = await prisma.fleetMinute.deleteMany({ where: { minute: { lt: before } } });
			const states = await prisma.fleetState.deleteMany({ where: { at: { lt: before } } });
			return minutes.count + states.count;
		},

		pruneChanges: (before, limit) =>
			prisma.$executeRaw`
				DELETE FROM health_change WHERE id IN (
					SELECT id FROM health_change WHERE at < ${before} AND handled_at IS NOT NULL ORDER BY at LIMIT ${limit})`,
	};
}

/** Whole days only: a day's counts are then complete, and a second pass never finds half of one. */
function startOfDay(at: Date): Date {
	return new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000);
}

/**
 * What is counted is what was deleted, in one statement: killed in between, neither has happened. Rows that
 * another worker prunes at the same time are left to it.
 */
async function pruneResults(tx: PrismaLike, before: Date, limit: number): Promise<number> {
	const [row] = await tx.$queryRaw<{ count: bigint }[]>`
		WITH old AS (
			SELECT id FROM check_result WHERE checked_at < ${before} LIMIT ${limit} FOR UPDATE SKIP LOCKED
		), gone AS (
			DELETE FROM check_result r USING old WHERE r.id = old.id
			RETURNING r.connector_id, r.check_id, (r.checked_at AT TIME ZONE 'UTC')::date AS day, r.outcome
		), counted AS (
			INSERT INTO check_day AS d (connector_id, check_id, day, passed, failed, warning, waiting, unknown, skipped)
			SELECT connector_id, check_id, day,
				count(*) FILTER (WHERE outcome = 'passed'), count(*) FILTER (WHERE outcome = 'failed'),
				count(*) FILTER (WHERE outcome = 'warning'), count(*) FILTER (WHERE outcome = 'waiting'),
				count(*) FILTER (WHERE outcome = 'unknown'), count(*) FILTER (WHERE outcome = 'skipped')
			FROM gone GROUP BY connector_id, check_id, day ORDER BY connector_id, check_id, day
			ON CONFLICT (connector_id, check_id, day) DO UPDATE SET
				passed = d.passed + excluded.passed, failed = d.failed + excluded.failed,
				warning = d.warning + excluded.warning, waiting = d.waiting + excluded.waiting,
				unknown = d.unknown + excluded.unknown, skipped = d.skipped + excluded.skipped
		)
		SELECT count(*) AS count FROM gone`;
	return Number(row?.count ?? 0);
}
