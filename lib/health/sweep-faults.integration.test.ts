import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createPrisma } from "#lib/db/client.ts";
import { ownDatabase } from "#lib/testing/own-database.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import { impatientAws, sweepContext } from "#lib/testing/sweep-context.ts";
import { startPostgres } from "../../scripts/postgres.mjs";
import { Family, run } from "../../scripts/run.mjs";
import { dueFleet, expectTruth, expireLeases, sweptCount, until } from "./sweep-faults.test-support.ts";
import { runSweeper } from "./sweeper.ts";

const MIGRATE = new URL("../../prisma/migrate.ts", import.meta.url).href;
const { prisma, url } = await ownDatabase();
let world: SandboxWorld;
// They take some seconds each; a machine that is busy with other tests takes its time.
vi.setConfig({ testTimeout: 300_000 });
beforeAll(async () => {
	world = await startSandboxWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
	await world.admin("POST", "reset");
	await prisma.connector.deleteMany();
	await prisma.fleetMinute.deleteMany();
});

/** A worker in this process; `stop` lets it finish. */
function startSweeper(db: Parameters<typeof sweepContext>[0]["db"], now?: () => Date) {
	const aws = impatientAws(world.sandbox.url);
	const stopping = new AbortController();
	const ctx = sweepContext({ db, aws, ...(now && { now }) });
	const ended = runSweeper(ctx, { signal: stopping.signal, concurrency: 24 });
	return {
		stop: async () => {
			stopping.abort();
			await ended;
			aws.close();
		},
	};
}

function startSweeperProcess() {
	const script = fileURLToPath(new URL("../testing/sweeper-process.ts", import.meta.url));
	const child = spawn(process.execPath, ["--conditions=react-server", script], {
		env: { ...process.env, DATABASE_URL: url, AWS_ENDPOINT_URL: world.sandbox.url },
		stdio: ["ignore", "ignore", "inherit"],
	});
	return { child, exited: new Promise((resolve) => child.once("exit", resolve)) };
}

test("a worker that is killed in the middle of a sweep loses no check, and none is stored twice", async () => {
	const { db, members } = await dueFleet(prisma, world, 240);
	const doomed = startSweeperProcess();
	await until(async () => (await sweptCount(prisma)) > 50);
	doomed.child.kill("SIGKILL");
	await doomed.exited;
	expect(await sweptCount(prisma)).toBeLessThan(members.length);
	await expireLeases(prisma);
	const other = startSweeper(db);
	await until(async () => (await sweptCount(prisma)) === members.length);
	await other.stop();
	await expectTruth(prisma, db, members);
	expect(await prisma.healthChange.count()).toBe(0);
});

test("a worker that is told to stop finishes what it began and gives back the rest", async () => {
	const { db, members } = await dueFleet(prisma, world, 160);
	const stopped = startSweeperProcess();
	await until(async () => (await sweptCount(prisma)) > 30);
	stopped.child.kill("SIGTERM");
	expect(await stopped.exited).toBe(0);
	expect(await prisma.connectorSchedule.count({ where: { lease: { not: null } } })).toBe(0);
	const other = startSweeper(db);
	await until(async () => (await sweptCount(prisma)) === members.length);
	await other.stop();
	await expectTruth(prisma, db, members);
});

test("two workers at once share the work, and nobody is verified by both", async () => {
	const { db, members } = await dueFleet(prisma, world, 240);
	const workers = [startSweeper(db), startSweeper(db), startSweeper(db)];
	await until(async () => (await sweptCount(prisma)) === members.length);
	await Promise.all(workers.map(({ stop }) => stop()));
	await expectTruth(prisma, db, members);
});

test("hostile accounts, slow, dropping and answering garbage, make nobody fail and keep nobody waiting", async () => {
	const { db, members, provenAt } = await dueFleet(prisma, world, 2_000);
	const hostile = members.filter((_, index) => index % 4 === 0);
	const kinds = [
		{ kind: "latency", ms: 30_000 },
		{ kind: "reset" },
		{ kind: "error", status: 200, code: "Garbage", message: "\u0000<not what AWS says>" },
	];
	for (const [index, { accountId }] of hostile.entries()) {
		await world.admin("POST", "faults/rules", { ...kinds[index % 3], service: "sts", account: accountId });
	}
	const worker = startSweeper(db);
	await until(async () => (await sweptCount(prisma)) === members.length, 240_000);
	await worker.stop();
	await expectTruth(prisma, db, members);
	expect(await prisma.healthChange.count()).toBe(0);
	const hostileIds = hostile.map(({ id }) => id);
	const untouched = await prisma.latestResult.count({
		where: {
			connectorId: { in: hostileIds },
			checkId: "role-assumable",
			checkedAt: provenAt,
			outcome: "passed",
		},
	});
	expect(untouched).toBe(hostile.length);
	const renewed = await prisma.latestResult.count({
		where: { connectorId: { notIn: hostileIds }, checkId: "role-assumable", checkedAt: { gt: provenAt } },
	});
	expect(renewed).toBe(members.length - hostile.length);
	// Who waits for a hostile account finds out in seconds; everybody else was long stored by then.
	const last = async (where: object) =>
		(await prisma.connector.aggregate({ where, _max: { evaluatedAt: true } }))._max.evaluatedAt?.getTime() ??
		0;
	expect(await last({ id: { notIn: hostileIds } })).toBeLessThan(await last({ id: { in: hostileIds } }));
});

test("a clock that jumps ahead or back judges nobody, and nothing looks proven longer than it is", async () => {
	const { db, members } = await dueFleet(prisma, world, 160);
	let offMs = 0;
	const worker = startSweeper(db, () => new Date(Date.now() + offMs));
	await until(async () => (await sweptCount(prisma)) > 30);
	for (const hours of [4, -4]) {
		offMs = hours * 3_600_000;
		// What was in hand is dropped; then nothing moves any more.
		await new Promise((resolve) => setTimeout(resolve, 1_200));
		const before = await sweptCount(prisma);
		await new Promise((resolve) => setTimeout(resolve, 800));
		expect(await sweptCount(prisma)).toBe(before);
	}
	expect(
		await prisma.latestResult.count({ where: { checkedAt: { gt: new Date(Date.now() + 60_000) } } }),
	).toBe(0);
	offMs = 0;
	await expireLeases(prisma);
	await until(async () => {
		await expireLeases(prisma);
		return (await sweptCount(prisma)) === members.length;
	});
	await worker.stop();
	await expectTruth(prisma, db, members);
});

test("PostgreSQL may restart in the middle of a sweep: what was found is stored when it is back", async () => {
	const folder = await mkdtemp(join(tmpdir(), "rolebridge-restart-"));
	const families: Family[] = [];
	const start = async () => {
		const family = new Family({ onLine: () => {} });
		families.push(family);
		return { family, url: await startPostgres(family, folder) };
	};
	try {
		const first = await start();
		// A process of its own: the schema engine works once in each.
		const script = `import(${JSON.stringify(MIGRATE)}).then((m) => m.migrate(process.argv[1])).then(() => process.exit())`;
		await run(process.execPath, ["--eval", script, first.url], { what: "migrate" });
		const other = createPrisma(first.url, { maxConnections: 8 });
		const { db, members } = await dueFleet(other, world, 160);
		const worker = startSweeper(db);
		await until(async () => (await sweptCount(other)) > 30);
		await first.family.end(0);
		const again = await start();
		expect(again.url).toBe(first.url);
		expect(await sweptCount(other)).toBeLessThan(members.length);
		await until(async () => (await sweptCount(other)) === members.length);
		await worker.stop();
		await expectTruth(other, db, members);
		expect(await other.healthChange.count()).toBe(0);
		await other.$disconnect();
	} finally {
		await Promise.all(families.map((family) => family.end(0)));
		await rm(folder, { recursive: true, force: true });
	}
});
