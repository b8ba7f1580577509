import type { PgBoss } from "pg-boss";
import { deleteEmptyDrafts } from "#lib/connectors/delete-empty-drafts.ts";
import type { Actor, Context } from "#lib/context.ts";
import { checkConnector } from "#lib/health/check-connector.ts";
import { checkTemplates } from "#lib/health/check-templates.ts";
import { verifyOurselves } from "#lib/health/verify-ourselves.ts";
import { type CheckConnectorPayload, QUEUES } from "#lib/jobs/queues.ts";

type Worker = { readonly boss: PgBoss; readonly contextOf: (actor: Actor) => Context };
const WORKER: Actor = { kind: "system", id: "worker", name: "Rolebridge" };
/**
 * Short enough to feel at once where LISTEN/NOTIFY cannot be had (a pooler in between). With it a job is announced
 * once, when it is sent: one for later would wait half a minute past its time, were nobody to look.
 */
const POLL = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 1 };

export async function registerHandlers({ boss, contextOf }: Worker): Promise<void> {
	const ctx = contextOf(WORKER);

	const many = { ...POLL, localConcurrency: 8 };
	await boss.work<CheckConnectorPayload>(QUEUES.checkConnector.name, many, async ([job]) => {
		if (job) await checkConnector(ctx, { connectorId: job.data.connectorId, signal: job.signal });
	});
	await boss.work(QUEUES.checkVerifier.name, POLL, () => verifyOurselves(ctx));
	await boss.work(QUEUES.checkTemplate.name, POLL, () => checkTemplates(ctx));
	await boss.work(QUEUES.deleteEmptyDrafts.name, { pollingIntervalSeconds: 30 }, () =>
		deleteEmptyDrafts(ctx),
	);

	await boss.schedule(QUEUES.checkTemplate.name, "*/20 * * * *", {}, { singletonKey: "template" });
	await boss.schedule(QUEUES.deleteEmptyDrafts.name, "17 3 * * *");
	await boss.schedule(QUEUES.checkVerifier.name, "* * * * *", {}, { singletonKey: "verifier" });
	await ctx.jobs.checkVerifier();
	await ctx.jobs.checkTemplate();
}
