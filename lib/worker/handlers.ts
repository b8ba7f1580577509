import type { PgBoss } from "pg-boss";
import { exportHead } from "#lib/audit/export-head.ts";
import { verifyAudit } from "#lib/audit/verify-audit.ts";
import { deleteEmptyDrafts } from "#lib/connectors/delete-empty-drafts.ts";
import { proveRefusal } from "#lib/connectors/offboard/prove-refusal.ts";
import { seeReportBucket } from "#lib/connectors/see-report-bucket.ts";
import type { Actor, Context } from "#lib/context.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import type { Lane } from "#lib/domain/budget.ts";
import { checkConnector } from "#lib/health/check-connector.ts";
import { checkTemplates } from "#lib/health/check-templates.ts";
import { pruneHistory } from "#lib/health/prune-history.ts";
import { sweepHarnessAccounts } from "#lib/health/sweep-harness.ts";
import { verifyOurselves } from "#lib/health/verify-ourselves.ts";
import { proveDirect } from "#lib/import/prove-direct.ts";
import {
	type AdvanceChangesPayload,
	type AnswerPermissionQuestionPayload,
	type CheckConnectorPayload,
	type PlanRolloutPayload,
	QUEUES,
	type ReconcileRolloutPayload,
	type RunOperationPayload,
	type TellAdministratorsPayload,
} from "#lib/jobs/queues.ts";
import { followLinks } from "#lib/launch-links/follow-links.ts";
import { settleLinks } from "#lib/launch-links/settle-links.ts";
import { advanceChanges } from "#lib/lifecycle/advance-changes.ts";
import { resumeOperations, runOperation } from "#lib/operations/run-operation.ts";
import { reconcileRollout } from "#lib/organizations/reconcile-rollout.ts";
import { runPlan } from "#lib/organizations/run-plan.ts";
import { answerQuestion } from "#lib/permissions/answer-question.ts";
import { mailNotice } from "#lib/trust/mail-notice.ts";

type Worker = { readonly boss: PgBoss; readonly contextOf: (actor: Actor, lane?: Lane) => Context };
export const WORKER: Actor = {
	kind: "system",
	id: "worker",
	name: "Rolebridge",
	role: null,
	scope: EVERYWHERE,
	address: null,
	requestId: null,
};
/**
 * Short enough to feel at once where LISTEN/NOTIFY cannot be had (a pooler in between). With it a job is announced
 * once, when it is sent: one for later would wait half a minute past its time, were nobody to look.
 */
const POLL = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 1 };

/** `stopping`: work that takes long hands over as soon as it can. */
export async function registerHandlers({ boss, contextOf }: Worker, stopping: AbortSignal): Promise<void> {
	const ctx = contextOf(WORKER);

	const many = { ...POLL, localConcurrency: 8 };
	await boss.work<CheckConnectorPayload>(QUEUES.checkConnector.name, many, async ([job]) => {
		if (!job) return;
		await checkConnector(ctx, { connectorId: job.data.connectorId, signal: job.signal });
		await followLinks(ctx, { connectorId: job.data.connectorId });
	});
	await boss.work<RunOperationPayload>(
		QUEUES.runOperation.name,
		{ ...POLL, localConcurrency: 2 },
		async ([job]) => {
			if (job)
				await runOperation(contextOf(WORKER, "rollouts"), {
					operationId: job.data.operationId,
					signal: AbortSignal.any([job.signal, stopping]),
				});
		},
	);
	await boss.work<PlanRolloutPayload>(
		QUEUES.planRollout.name,
		{ ...POLL, localConcurrency: 2 },
		async ([job]) => {
			if (job) await runPlan(ctx, { planId: job.data.planId, signal: job.signal });
		},
	);
	await boss.work(QUEUES.resumeOperations.name, { pollingIntervalSeconds: 5 }, () => resumeOperations(ctx));
	await boss.work<CheckConnectorPayload>(
		QUEUES.proveDirect.name,
		{ ...POLL, localConcurrency: 4 },
		async ([job]) => {
			if (job) await proveDirect(ctx, { connectorId: job.data.connectorId, signal: job.signal });
		},
	);
	await boss.work<CheckConnectorPayload>(
		QUEUES.seeReportBucket.name,
		{ ...POLL, localConcurrency: 4 },
		async ([job]) => {
			if (job) await seeReportBucket(ctx, { connectorId: job.data.connectorId, signal: job.signal });
		},
	);
	await boss.work<CheckConnectorPayload>(
		QUEUES.proveRefusal.name,
		{ ...POLL, localConcurrency: 4 },
		async ([job]) => {
			if (!job) return;
			await proveRefusal(ctx, { connectorId: job.data.connectorId, signal: job.signal });
			await settleLinks(ctx, { connectorId: job.data.connectorId });
		},
	);
	await boss.work<ReconcileRolloutPayload>(QUEUES.reconcileRollout.name, POLL, async ([job]) => {
		if (job) await reconcileRollout(ctx, { rolloutId: job.data.rolloutId, signal: job.signal });
	});
	await boss.work<AdvanceChangesPayload>(QUEUES.advanceChanges.name, many, async ([job]) => {
		if (!job) return;
		await advanceChanges(ctx, { connectorId: job.data.connectorId, signal: job.signal });
		await settleLinks(ctx, { connectorId: job.data.connectorId });
	});
	await boss.work<TellAdministratorsPayload>(QUEUES.tellAdministrators.name, POLL, async ([job]) => {
		if (job) await mailNotice(ctx, { noticeId: job.data.noticeId, signal: job.signal });
	});
	await boss.work<AnswerPermissionQuestionPayload>(
		QUEUES.answerPermissionQuestion.name,
		{ ...POLL, localConcurrency: 2 },
		async ([job]) => {
			if (job) await answerQuestion(ctx, { questionId: job.data.questionId, signal: job.signal });
		},
	);
	await boss.work(QUEUES.checkVerifier.name, POLL, () => verifyOurselves(ctx));
	await boss.work(QUEUES.checkTemplate.name, POLL, () => checkTemplates(ctx));
	await boss.work(QUEUES.deleteEmptyDrafts.name, { pollingIntervalSeconds: 30 }, () =>
		deleteEmptyDrafts(ctx),
	);

	await boss.work(QUEUES.pruneHistory.name, { pollingIntervalSeconds: 30 }, async ([job]) => {
		if (job) await pruneHistory(ctx, job.signal);
	});
	await boss.work(QUEUES.snapshotFleet.name, { pollingIntervalSeconds: 10 }, () =>
		ctx.db.fleet.snapshot(ctx.now()),
	);

	await boss.work(QUEUES.exportAuditHead.name, { pollingIntervalSeconds: 30 }, async ([job]) => {
		if (job) await exportHead(ctx, job.signal);
	});
	await boss.work(QUEUES.verifyAudit.name, { pollingIntervalSeconds: 30 }, async ([job]) => {
		if (job) await verifyAudit(ctx, job.signal);
	});

	const sweeper = contextOf(WORKER, "sweeps");
	await boss.work(QUEUES.sweepHarness.name, { pollingIntervalSeconds: 10 }, async ([job]) => {
		if (job) await sweepHarnessAccounts(sweeper, job.signal);
	});

	await boss.schedule(QUEUES.sweepHarness.name, "*/15 * * * *", {}, { singletonKey: "harness" });
	await boss.schedule(QUEUES.pruneHistory.name, "41 2 * * *");
	await boss.schedule(QUEUES.exportAuditHead.name, "7 * * * *");
	await boss.schedule(QUEUES.verifyAudit.name, "23 3 * * *");
	await boss.schedule(QUEUES.snapshotFleet.name, "*/5 * * * *");
	await boss.schedule(QUEUES.checkTemplate.name, "*/20 * * * *", {}, { singletonKey: "template" });
	await boss.schedule(QUEUES.deleteEmptyDrafts.name, "17 3 * * *");
	await boss.schedule(QUEUES.resumeOperations.name, "* * * * *");
	await boss.schedule(QUEUES.checkVerifier.name, "* * * * *", {}, { singletonKey: "verifier" });
	await ctx.jobs.checkVerifier();
	await ctx.jobs.checkTemplate();
}
