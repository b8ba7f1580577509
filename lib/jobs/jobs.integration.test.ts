import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLogger } from "#lib/logger.ts";
import { testDatabaseUrl, testPrisma } from "#lib/testing/database.ts";
import { startBoss } from "./boss.ts";
import { createJobs } from "./jobs.ts";
import { QUEUES } from "./queues.ts";

type Boss = Awaited<ReturnType<typeof startBoss>>;
const prisma = testPrisma();
let boss: Boss;

beforeAll(async () => {
	boss = await startBoss(testDatabaseUrl(), { role: "worker", log: createLogger("test", "silent") });
});
afterAll(() => boss.stop({ graceful: false }));

async function jobsOf(connectorId: string) {
	return prisma.$queryRaw<{ state: string; start_after: Date; data: unknown }[]>`
		SELECT state::text, start_after, data FROM pgboss.job
		WHERE name = ${QUEUES.checkConnector.name} AND singleton_key = ${connectorId}`;
}

describe("checkConnector", () => {
	it("queues one job however often it is asked, and its payload is an id", async () => {
		const jobs = createJobs(boss);
		await Promise.all([1, 2, 3].map(() => jobs.checkConnector("connector-a")));
		expect(await jobsOf("connector-a")).toMatchObject([
			{ state: "created", data: { connectorId: "connector-a" } },
		]);
	});

	it("brings a later one forward when it is asked for at once", async () => {
		const jobs = createJobs(boss);
		await jobs.checkConnector("connector-b", { startAfterSeconds: 3_600 });
		await jobs.checkConnector("connector-b");
		const [job] = await jobsOf("connector-b");
		expect(job?.start_after.getTime()).toBeLessThan(Date.now() + 60_000);
	});

	it("leaves an earlier one where it is when it is asked for later", async () => {
		const jobs = createJobs(boss);
		await jobs.checkConnector("connector-c");
		await jobs.checkConnector("connector-c", { startAfterSeconds: 3_600 });
		const queued = await jobsOf("connector-c");
		expect(queued).toHaveLength(1);
		expect(queued[0]?.start_after.getTime()).toBeLessThan(Date.now() + 60_000);
	});

	it("is not there when its transaction is rolled back", async () => {
		const jobs = createJobs(boss);
		const work = prisma.$transaction(async (tx) => {
			const sql = (text: string, values: readonly unknown[]) =>
				tx.$queryRawUnsafe<Record<string, unknown>[]>(text, ...values);
			await jobs.checkConnector("connector-d", { sql });
			throw new Error("rolled back");
		});
		await expect(work).rejects.toThrow("rolled back");
		expect(await jobsOf("connector-d")).toEqual([]);
	});

	it("never runs twice at the same time for one connector", async () => {
		const jobs = createJobs(boss);
		await jobs.checkConnector("connector-e");
		const [first] = await boss.fetch(QUEUES.checkConnector.name, { batchSize: 50 });
		expect(first).toBeDefined();
		await jobs.checkConnector("connector-e");
		const others = await boss.fetch<{ connectorId: string }>(QUEUES.checkConnector.name, { batchSize: 50 });
		expect((others ?? []).filter(({ data }) => data.connectorId === "connector-e")).toEqual([]);
	});
});
