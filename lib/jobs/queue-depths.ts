import type { PgBoss } from "pg-boss";
import { QUEUES } from "./queues.ts";

/** Jobs that could start now, of every queue: how many, and how long the oldest has waited. */
export async function queueDepths(boss: PgBoss) {
	const { rows } = await boss.getDb().executeSql(
		`SELECT name, count(*)::int AS waiting, extract(epoch FROM now() - min(start_after))::float8 AS seconds
		 FROM pgboss.job WHERE state < 'active' AND start_after <= now() GROUP BY name`,
	);
	const found = new Map(rows.map((row) => [String(row.name), row]));
	return Object.values(QUEUES).map(({ name }) => {
		const row = found.get(name);
		return { queue: name, waiting: Number(row?.waiting ?? 0), oldestSeconds: Number(row?.seconds ?? 0) };
	});
}
