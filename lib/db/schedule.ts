import { PARTITIONS } from "#lib/domain/partition.ts";
import { isWatched } from "#lib/domain/schedule.ts";
import type { PrismaLike } from "./client.ts";
import { statusOf } from "./connector-row.ts";
import type { ClaimedConnector, ScheduleRepository } from "./schedule-port.ts";

export function scheduleRepository(prisma: PrismaLike): ScheduleRepository {
	return {
		async claim({ partitions, limit, ...call }) {
			const claimed: ClaimedConnector[] = [];
			// One statement a partition: the index then gives the longest due without sorting the rest.
			for (const partition of [...partitions].sort(byNumberOfAccounts)) {
				const left = limit - claimed.length;
				if (left > 0) claimed.push(...(await claimIn(prisma, { ...call, partition, limit: left })));
			}
			return claimed;
		},

		async release(lease, connectorIds) {
			const where = { lease, ...(connectorIds && { connectorId: { in: [...connectorIds] } }) };
			const { count } = await prisma.connectorSchedule.updateMany({
				where,
				data: { lease: null, leasedUntil: null },
			});
			return count;
		},

		async changed(connectorId, now) {
			const row = await prisma.connector.findUnique({
				where: { id: connectorId },
				select: { status: true, pausedAt: true, rolloutId: true, launchedAt: true },
			});
			const isIn = row !== null && isWatched({ ...row, status: statusOf(row) });
			await (isIn ? enterSchedule(prisma, connectorId, now) : leaveSchedule(prisma, connectorId));
		},

		async dueLag(now) {
			const [row] = await prisma.$queryRaw<{ first: Date | null; due: bigint }[]>`
				SELECT min(due_at) AS first, count(*) AS due FROM connector_schedule
				WHERE partition = ANY(${[...PARTITIONS]}::text[]) AND due_at <= ${now}
					AND (lease IS NULL OR leased_until < ${now})`;
			const first = row?.first ?? null;
			const seconds = first === null ? 0 : Math.max(0, (now.getTime() - first.getTime()) / 1_000);
			return { seconds, due: Number(row?.due ?? 0) };
		},

		async clock() {
			const [row] = await prisma.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
			if (row === undefined) throw new Error("The database did not tell the time.");
			return row.now;
		},
	};
}

/** Commercial AWS has nearly all accounts: the few of other partitions go first and never wait behind them. */
function byNumberOfAccounts(a: string, b: string): number {
	return Number(a === "aws") - Number(b === "aws");
}

type Claim = Omit<Parameters<ScheduleRepository["claim"]>[0], "partitions"> & {
	readonly partition: ClaimedConnector["partition"];
};

async function claimIn(
	prisma: PrismaLike,
	{ partition, limit, lease, leaseSeconds, now }: Claim,
): Promise<readonly ClaimedConnector[]> {
	const until = new Date(now.getTime() + leaseSeconds * 1_000);
	// Materialized: a plan that asked a subquery once per row would take another `limit` each time.
	const rows = await prisma.$queryRaw<{ connectorId: string; fullAt: Date | null }[]>`
		WITH due AS MATERIALIZED (
			SELECT connector_id FROM connector_schedule
			WHERE partition = ${partition} AND due_at <= ${now} AND (lease IS NULL OR leased_until < ${now})
			ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
		)
		UPDATE connector_schedule s SET lease = ${lease}, leased_until = ${until}
		FROM due WHERE s.connector_id = due.connector_id
		RETURNING s.connector_id AS "connectorId", s.full_at AS "fullAt"`;
	return rows.map((row) => ({ ...row, partition }));
}

/** Due at once with every check. Whoever holds it now finishes; what it finds is about the connector as it was. */
export async function enterSchedule(prisma: PrismaLike, connectorId: string, now: Date): Promise<void> {
	await prisma.$executeRaw`
		INSERT INTO connector_schedule AS s (connector_id, partition, due_at)
		SELECT id, CASE WHEN is_gov_cloud THEN 'aws-us-gov' ELSE 'aws' END, ${now} FROM connector
		WHERE id = ${connectorId}
		ON CONFLICT (connector_id) DO UPDATE
			SET partition = excluded.partition, due_at = excluded.due_at, full_at = NULL, misses = 0`;
}

/** Due at once, with as few checks as its evidence allows. */
export async function hastenSchedule(prisma: PrismaLike, connectorId: string, now: Date): Promise<void> {
	await prisma.connectorSchedule.updateMany({
		where: { connectorId, dueAt: { gt: now } },
		data: { dueAt: now, misses: 0 },
	});
}

export async function leaveSchedule(prisma: PrismaLike, connectorId: string): Promise<void> {
	await prisma.connectorSchedule.deleteMany({ where: { connectorId } });
}
