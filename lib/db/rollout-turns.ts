import type { PrismaLike } from "./client.ts";
import type { RolloutRepository } from "./rollouts-port.ts";

/** Whose turn it is to be looked at in AWS, and which worker looks. */
export function rolloutTurns(
	prisma: PrismaLike,
): Pick<RolloutRepository, "claimDue" | "release" | "makeDue" | "countUnread"> {
	return {
		async claimDue({ now, lease, leasedUntil }) {
			// A lease that ran out leaves it due: its worker is gone.
			const rows = await prisma.$queryRaw<{ id: string }[]>`
				UPDATE rollout SET lease = ${lease}, leased_until = ${leasedUntil}, due_at = ${leasedUntil}
				WHERE id = (
					SELECT id FROM rollout
					WHERE due_at <= ${now} AND (lease IS NULL OR leased_until <= ${now})
					ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
				)
				RETURNING id`;
			return rows[0]?.id ?? null;
		},

		async release(id, lease, { at, dueAt }) {
			// Without a lease the column says when it was last looked at, whatever came of it.
			const count = await prisma.$executeRaw`
				UPDATE rollout SET lease = NULL, leased_until = ${at},
					due_at = CASE
						WHEN status = 'ended' THEN NULL
						WHEN due_at < leased_until THEN LEAST(due_at, ${dueAt}::timestamptz)
						ELSE ${dueAt}::timestamptz END
				WHERE id = ${id} AND lease = ${lease}`;
			return count > 0;
		},

		async countUnread(since) {
			const rows = await prisma.$queryRaw<{ count: number }[]>`
				SELECT count(*)::int AS count FROM rollout
				WHERE kind = 'organization' AND status = 'launched' AND reader_found_at IS NOT NULL
					AND coalesce(reconciled_at, reader_found_at) < ${since}`;
			return rows[0]?.count ?? 0;
		},

		async makeDue(id, at) {
			await prisma.$executeRaw`
				UPDATE rollout SET due_at = LEAST(due_at, ${at}) WHERE id = ${id} AND status = 'launched'`;
		},
	};
}
