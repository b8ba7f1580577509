// The worker: takes jobs and due verifications from PostgreSQL until it is told to stop. Any number may run.
import { env } from "#lib/env.ts";
import { runSweeper } from "#lib/health/sweeper.ts";
import { createProcess, serveWorkerMetrics } from "#lib/server-context.ts";
import { runAuditLoop } from "./audit-loop.ts";
import { registerHandlers, WORKER } from "./handlers.ts";
import { runIncidentLoop } from "./incident-loop.ts";
import { runRolloutLoop } from "./rollout-loop.ts";

const worker = await createProcess("worker");
const stopping = new AbortController();
await registerHandlers(worker, stopping.signal);
await serveWorkerMetrics();
const sweeping = runSweeper(worker.contextOf(WORKER, "sweeps"), {
	signal: stopping.signal,
	concurrency: env.WORKER_CONCURRENCY,
});
const keepingIncidents = runIncidentLoop(worker.contextOf(WORKER), stopping.signal);
const streamingAudit = runAuditLoop(worker.contextOf(WORKER), stopping.signal);
const reconciling = runRolloutLoop(worker.contextOf(WORKER), stopping.signal);
worker.log.info({ event: "worker-ready" }, "worker is ready");
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);

async function stop() {
	if (stopping.signal.aborted) return;
	stopping.abort();
	// Checks in flight finish, or are given back.
	const isStopped = worker.boss.stop({ graceful: true, timeout: 15_000 });
	await Promise.all([sweeping, keepingIncidents, streamingAudit, reconciling, isStopped]);
	await worker.prisma.$disconnect();
	process.exit(0);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
