import { PgBoss } from "pg-boss";
import type { Logger } from "#lib/logger.ts";
import { QUEUES } from "./queues.ts";

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
	});
	boss.on("error", (error) => options.log.error({ event: "jobs", message: error.message }, "job queue"));
	await boss.start();
	for (const { name, ...queue } of Object.values(QUEUES))
		await boss.createQueue(name, { ...queue, notify: true });
	return boss;
}
