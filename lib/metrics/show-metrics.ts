import type { Db } from "#lib/db/port.ts";
import type { Metrics } from "./metrics.ts";

export type QueueDepth = { readonly queue: string; readonly waiting: number; readonly oldestSeconds: number };
/** Where the values come from that all processes share. */
export type SharedSources = {
	readonly db: Pick<Db, "schedule" | "budgets" | "rollouts" | "auditChain" | "auditStream">;
	readonly queueDepths: () => Promise<readonly QueueDepth[]>;
	readonly now: () => Date;
};
export type ShownMetrics = { readonly contentType: string; readonly text: string };

/** AWS is looked at every quarter of an hour: four looks in a row have shown nothing. */
const UNREAD_MS = 3_600_000;

/** In Prometheus's text format. With `sources` the shared values are read first; without an answer they are left out. */
export async function showMetrics(metrics: Metrics, sources?: SharedSources): Promise<ShownMetrics> {
	if (sources !== undefined) await readShared(metrics, sources);
	return { contentType: metrics.registry.contentType, text: await metrics.registry.metrics() };
}

async function readShared(metrics: Metrics, { db, queueDepths, now }: SharedSources): Promise<void> {
	const gauges = [metrics.queueWaiting, metrics.queueOldestSeconds, metrics.budgetTokens, metrics.budgetRate];
	for (const gauge of gauges) gauge.reset();
	metrics.dueLagSeconds.remove();
	metrics.dueConnectors.remove();
	metrics.rolloutsUnread.remove();
	for (const gauge of auditGauges(metrics)) gauge.remove();
	try {
		const [lag, unread, budgets, queues] = await Promise.all([
			db.schedule.dueLag(now()),
			db.rollouts.countUnread(new Date(now().getTime() - UNREAD_MS)),
			db.budgets.list(),
			queueDepths(),
		]);
		metrics.dueLagSeconds.set(lag.seconds);
		metrics.dueConnectors.set(lag.due);
		metrics.rolloutsUnread.set(unread);
		for (const { key: budget, tokens, rate } of budgets) {
			metrics.budgetTokens.set({ budget }, tokens);
			metrics.budgetRate.set({ budget }, rate);
		}
		for (const { queue, waiting, oldestSeconds } of queues) {
			metrics.queueWaiting.set({ queue }, waiting);
			metrics.queueOldestSeconds.set({ queue }, oldestSeconds);
		}
		await readAudit(metrics, db);
		metrics.databaseUp.set(1);
	} catch {
		// The scrape itself succeeds: what this process knows by itself is worth most while the database is away.
		metrics.databaseUp.set(0);
	}
}

function auditGauges({ auditEntries, auditIntact, auditVerifiedSeconds, auditUnsent }: Metrics) {
	return [auditEntries, auditIntact, auditVerifiedSeconds, auditUnsent];
}

async function readAudit(metrics: Metrics, { auditChain, auditStream }: SharedSources["db"]): Promise<void> {
	const [head, verification, stream] = await Promise.all([
		auditChain.head(),
		auditChain.verification(),
		auditStream.find(),
	]);
	const entries = head?.seq ?? 0;
	metrics.auditEntries.set(entries);
	if (verification !== null) {
		metrics.auditIntact.set(verification.fault === null ? 1 : 0);
		metrics.auditVerifiedSeconds.set(verification.at.getTime() / 1_000);
	}
	if (stream?.isEnabled) metrics.auditUnsent.set(Math.max(0, entries - stream.sentSeq));
}
