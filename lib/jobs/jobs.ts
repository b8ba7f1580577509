import type { PgBoss } from "pg-boss";
import type { Jobs } from "#lib/context.ts";
import type { Sql } from "#lib/db/port.ts";
import { QUEUES } from "./queues.ts";

const CLOCKS_DIFFER_MS = 5_000;

/** The producer: what verbs use to have work done. */
export function createJobs(boss: PgBoss): Jobs {
	return {
		checkConnector: (connectorId, when) =>
			sendKeyed(boss, QUEUES.checkConnector.name, connectorId, { connectorId }, when),
		runOperation: (operationId, when) =>
			sendKeyed(boss, QUEUES.runOperation.name, operationId, { operationId }, when),
		advanceChanges: (connectorId, when) =>
			sendKeyed(boss, QUEUES.advanceChanges.name, connectorId, { connectorId }, when),
		proveDirect: (connectorId, when) =>
			sendKeyed(boss, QUEUES.proveDirect.name, connectorId, { connectorId }, when),
		tellAdministrators: (noticeId, when) =>
			sendKeyed(boss, QUEUES.tellAdministrators.name, noticeId, { noticeId }, when),
		proveRefusal: (connectorId, when) =>
			sendKeyed(boss, QUEUES.proveRefusal.name, connectorId, { connectorId }, when),
		reconcileRollout: (rolloutId, when) =>
			sendKeyed(boss, QUEUES.reconcileRollout.name, rolloutId, { rolloutId }, when),
		seeReportBucket: (connectorId, when) =>
			sendKeyed(boss, QUEUES.seeReportBucket.name, connectorId, { connectorId }, when),
		planRollout: (planId, when) => sendKeyed(boss, QUEUES.planRollout.name, planId, { planId }, when),
		answerPermissionQuestion: (questionId, when) =>
			sendKeyed(boss, QUEUES.answerPermissionQuestion.name, questionId, { questionId }, when),
		async checkVerifier() {
			await boss.send(QUEUES.checkVerifier.name, {}, { singletonKey: "verifier" });
		},
		async checkTemplate() {
			await boss.send(QUEUES.checkTemplate.name, {}, { singletonKey: "template" });
		},
	};
}

type When = { readonly sql?: Sql; readonly startAfterSeconds?: number };

/** At most one waiting and one running for each key. */
async function sendKeyed(
	boss: PgBoss,
	name: string,
	singletonKey: string,
	payload: object,
	{ sql, startAfterSeconds = 0 }: When = {},
): Promise<void> {
	const isNow = startAfterSeconds === 0;
	// Due a moment ago by any clock: what is announced before its time would not be seen until the next look.
	const startAfter = new Date(Date.now() + (isNow ? -CLOCKS_DIFFER_MS : startAfterSeconds * 1_000));
	const options = { singletonKey, startAfter, ...(sql && { db: { executeSql: executor(sql) } }) };
	const id = await boss.send(name, payload, options);
	// One is waiting already. Asked for at once, it is not left waiting for its later time.
	if (id === null && isNow) await boss.update(name, payload, options);
}

function executor(sql: Sql) {
	return async (text: string, values: unknown[] = []) => ({ rows: [...(await sql(text, values))] });
}
