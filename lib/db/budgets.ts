import { BUDGET_MOVES, OUTSIDE_BUDGETS, waitForOne } from "#lib/domain/budget.ts";
import type { BudgetRepository } from "./budgets-port.ts";
import type { PrismaLike } from "./client.ts";

type Taken = { readonly granted: number; readonly tokens: number; readonly rate: number };

/** Everything is decided inside one statement that holds the row: any number of processes may ask at once. */
export function budgetRepository(prisma: PrismaLike): BudgetRepository {
	return {
		async take(key, ask) {
			const taken = (await take(prisma, key, ask)) ?? (await open(prisma, key, ask));
			const { granted, rate } = taken;
			return { granted, rate, waitMs: granted > 0 ? 0 : waitForOne(taken, ask) };
		},

		async lower(key, { base, burst }) {
			await prisma.$executeRaw`
				WITH held AS MATERIALIZED (
					SELECT key, tokens, rate, updated_at, lowered_at FROM request_budget WHERE key = ${key} FOR UPDATE
				), timed AS MATERIALIZED (
					SELECT held.*, date_trunc('milliseconds', clock_timestamp()) AS at FROM held
				), filled AS (
					SELECT key, at, greatest(0, extract(epoch FROM at - updated_at))::float8 AS seconds, tokens, rate
					FROM timed
					WHERE lowered_at IS NULL OR
						abs(extract(epoch FROM at - lowered_at)) * 1000 >= ${BUDGET_MOVES.lowerEveryMs}::float8
				)
				UPDATE request_budget b SET
					tokens = least(0, ${burst}::float8, f.tokens + least(${base}::float8, f.rate) * f.seconds),
					rate = greatest(
						${base * BUDGET_MOVES.floor}::float8,
						least(${base}::float8, f.rate + ${base * BUDGET_MOVES.raisedPerSecond}::float8 * f.seconds)
							* ${BUDGET_MOVES.loweredBy}::float8
					),
					updated_at = f.at, lowered_at = f.at
				FROM filled f WHERE b.key = f.key`;
		},

		async list() {
			const OR = OUTSIDE_BUDGETS.map((startsWith) => ({ key: { startsWith } }));
			const rows = await prisma.requestBudget.findMany({
				where: { OR },
				orderBy: { key: "asc" },
				take: 1_000,
			});
			return rows.map(({ updatedAt, loweredAt, ...row }) => ({
				...row,
				updatedAt: updatedAt.getTime(),
				loweredAt: loweredAt?.getTime() ?? null,
			}));
		},
	};
}

type Ask = Parameters<BudgetRepository["take"]>[1];

/** Null: nobody has drawn on this budget yet. */
async function take(
	prisma: PrismaLike,
	key: string,
	{ want, base, burst, leave }: Ask,
): Promise<Taken | null> {
	const rows = await prisma.$queryRaw<Taken[]>`
		WITH held AS MATERIALIZED (
			SELECT key, tokens, rate, updated_at FROM request_budget WHERE key = ${key} FOR UPDATE
		), timed AS MATERIALIZED (
			SELECT held.*, date_trunc('milliseconds', clock_timestamp()) AS at FROM held
		), passed AS (
			SELECT key, at, tokens, rate, greatest(0, extract(epoch FROM at - updated_at))::float8 AS seconds FROM timed
		), filled AS (
			SELECT key, at,
				least(${burst}::float8, tokens + least(${base}::float8, rate) * seconds) AS tokens,
				least(${base}::float8, rate + ${base * BUDGET_MOVES.raisedPerSecond}::float8 * seconds) AS rate
			FROM passed
		), decided AS (
			SELECT *, greatest(0, least(${want}::float8, floor(tokens - ${leave}::float8))) AS granted FROM filled
		)
		UPDATE request_budget b SET tokens = d.tokens - d.granted, rate = d.rate, updated_at = d.at
		FROM decided d WHERE b.key = d.key
		RETURNING d.granted, b.tokens, b.rate`;
	return rows[0] ?? null;
}

/** Two who come first at the same time: one makes the row, both take from it. */
async function open(prisma: PrismaLike, key: string, ask: Ask): Promise<Taken> {
	await prisma.$executeRaw`
		INSERT INTO request_budget (key, tokens, rate, updated_at)
		VALUES (${key}, ${ask.burst}, ${ask.base}, clock_timestamp()) ON CONFLICT (key) DO NOTHING`;
	const taken = await take(prisma, key, ask);
	if (taken === null) throw new Error(`The request budget ${key} was removed while it was drawn on.`);
	return taken;
}
