import { PgBoss } from "pg-boss";
import type { Logger } from "#lib/logger.ts";
import { QUEUES } from "./queues.ts";

/**
 * pg-boss leaves out of its fetches the keys that it saw running when it last counted, until it counts and reads the
 * counts again. By default that is a minute each: whoever asked again meanwhile would wait for two.
 */
const LOOKS = {
	superviseIntervalSeconds: 10,
	monitorIntervalSeconds: 10,
	queueCacheIntervalSeconds: 5,
} as const;

/** `worker` keeps the queues in order; a web process only sends. */
export async function startBoss(
	connectionString: string,
	options: { role: "worker" | "web"; log: Logger },
): Promise<PgBoss> {
	const isWorker = options.role === "worker";
	const boss = new PgBoss({
		connectionString,
		schema: "pgboss",
		application_name: `rolebridge-${options.role}`,
		max: isWorker ? 6 : 3,
		supervise: isWorker,
		schedule: isWorker,
		useListenNotify: isWorker,
		...LOOKS,
	});
	boss.on("error", (error) => options.log.error({ event: "jobs", message: error.message }, "job queue"));
	await boss.start();
	for (const { name, policy, ...queue } of Object.values(QUEUES)) {
		await boss.createQueue(name, { ...queue, policy, notify: true });
		// A queue that an older release made is left as it is by that; its policy alone never changes.
		if (isWorker) await boss.updateQueue(name, queue);
	}
	return boss;
}
