import { afterAll, beforeAll, expect, it } from "vitest";
import { createLogger } from "#lib/logger.ts";
import { testDatabaseUrl } from "#lib/testing/database.ts";
import { startBoss } from "./boss.ts";
import { createJobs } from "./jobs.ts";
import { queueDepths } from "./queue-depths.ts";
import { QUEUES } from "./queues.ts";

type Boss = Awaited<ReturnType<typeof startBoss>>;
let boss: Boss;

beforeAll(async () => {
	boss = await startBoss(testDatabaseUrl(), { role: "web", log: createLogger("test", "silent") });
});
afterAll(() => boss.stop({ graceful: false }));

async function waiting() {
	const depths = await queueDepths(boss);
	expect(depths.map(({ queue }) => queue)).toEqual(Object.values(QUEUES).map(({ name }) => name));
	return depths.find(({ queue }) => queue === QUEUES.runOperation.name);
}

it("counts the jobs that could start, with the age of the oldest, and not those for later", async () => {
	const jobs = createJobs(boss);
	const before = await waiting();
	await jobs.runOperation("depths-now");
	await jobs.runOperation("depths-later", { startAfterSeconds: 3_600 });
	const after = await waiting();
	expect(after?.waiting).toBe((before?.waiting ?? 0) + 1);
	// A job for now is due a few seconds ago by the producer's clock.
	expect(after?.oldestSeconds).toBeGreaterThan(1);
});
