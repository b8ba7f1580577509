// The worker: takes jobs from PostgreSQL until it is told to stop. Any number may run.
import { createProcess } from "#lib/server-context.ts";
import { registerHandlers } from "./handlers.ts";

const worker = await createProcess("worker");
await registerHandlers(worker);
worker.log.info({ event: "worker-ready" }, "worker is ready");
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);

let isStopping = false;
async function stop() {
	if (isStopping) return;
	isStopping = true;
	// Checks in flight finish, or go back to the queue.
	await worker.boss.stop({ graceful: true, timeout: 15_000 });
	await worker.prisma.$disconnect();
	process.exit(0);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
