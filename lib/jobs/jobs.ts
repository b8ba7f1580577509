import type { PgBoss } from "pg-boss";
import type { Jobs } from "#lib/context.ts";
import type { Sql } from "#lib/db/port.ts";
import { QUEUES } from "./queues.ts";

const CLOCKS_DIFFER_MS = 5_000;

/** The producer: what verbs use to have work done. */
export function createJobs(boss: PgBoss): Jobs {
	return {
		async checkConnector(connectorId, { sql, startAfterSeconds = 0 } = {}) {
			const options = { singletonKey: connectorId, ...(sql && { db: { executeSql: executor(sql) } }) };
			const { name } = QUEUES.checkConnector;
			const isNow = startAfterSeconds === 0;
			// Due a moment ago by any clock: what is announced before its time would not be seen until the next look.
			const startAfter = new Date(Date.now() + (isNow ? -CLOCKS_DIFFER_MS : startAfterSeconds * 1_000));
			const id = await boss.send(name, { connectorId }, { ...options, startAfter });
			// One is waiting already. Asked for at once, it is not left waiting for its later time.
			if (id === null && isNow) await boss.update(name, { connectorId }, { ...options, startAfter });
		},
		async checkVerifier() {
			await boss.send(QUEUES.checkVerifier.name, {}, { singletonKey: "verifier" });
		},
		async checkTemplate() {
			await boss.send(QUEUES.checkTemplate.name, {}, { singletonKey: "template" });
		},
	};
}

function executor(sql: Sql) {
	return async (text: string, values: unknown[] = []) => ({ rows: [...(await sql(text, values))] });
}
