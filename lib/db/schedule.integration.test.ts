import { afterEach, describe, expect, it } from "vitest";
import type { Connector } from "#lib/domain/connector.ts";
import { rolledBack, testSecretBox } from "#lib/testing/database.ts";
import { ownDatabase } from "#lib/testing/own-database.ts";
import { registeredConnectors, resultOf } from "#lib/testing/registered-connectors.ts";
import { enrolledConnector, launchedRollout, seenAccount } from "#lib/testing/rollout-world.ts";
import { createDb } from "./create-db.ts";
import type { Db } from "./port.ts";

const { prisma } = await ownDatabase();
const db = createDb(prisma, testSecretBox());
afterEach(async () => {
	await prisma.connector.deleteMany({ where: { harnessAccountRef: "h1" } });
	await prisma.harnessAccount.deleteMany({ where: { ref: "h1" } });
	await prisma.fleetMinute.deleteMany();
});

const soon = () => new Date(Date.now() + 1_000);
function claim(of: Db, lease: string, limit: number, now = soon()) {
	return of.schedule.claim({ partitions: ["aws", "aws-us-gov"], limit, lease, leaseSeconds: 60, now });
}
const idsOf = (rows: readonly { connectorId: string }[]) => rows.map(({ connectorId }) => connectorId).sort();

describe("claims", () => {
	it("of workers that ask at the same time never hold the same connector, and together hold all", async () => {
		const connectors = await registeredConnectors(db, 60);
		const rounds = Array.from({ length: 8 }, (_, index) => claim(db, `worker-${index}`, 10));
		const claimed = (await Promise.all(rounds)).flatMap(idsOf);
		expect(new Set(claimed).size).toBe(claimed.length);
		const rest = await claim(db, "last", 100);
		expect([...claimed, ...idsOf(rest)].sort()).toEqual(connectors.map(({ id }) => id).sort());
	});

	it("take the longest due first, and nothing that is not due", async () => {
		const [first, second, third] = await registeredConnectors(db, 3);
		const now = Date.now();
		const due = (connector: Connector | undefined, at: number) =>
			prisma.connectorSchedule.update({
				where: { connectorId: connector?.id ?? "" },
				data: { dueAt: new Date(at) },
			});
		await due(first, now - 1_000);
		await due(second, now - 9_000);
		await due(third, now + 60_000);
		expect(idsOf(await claim(db, "one", 1, new Date(now)))).toEqual([second?.id]);
		expect(idsOf(await claim(db, "two", 10, new Date(now)))).toEqual([first?.id]);
		expect(await db.schedule.dueLag(new Date(now))).toEqual({ seconds: 0, due: 0 });
		expect(await db.schedule.dueLag(new Date(now + 65_000))).toEqual({ seconds: 74, due: 3 });
	});

	it("take over from a worker that died, and what that one writes later is dropped", async () => {
		const [connector] = await registeredConnectors(db, 1);
		if (connector === undefined) throw new Error("none was made");
		const now = soon();
		await claim(db, "dead", 1, now);
		expect(await claim(db, "alive", 1, now)).toEqual([]);
		const later = new Date(now.getTime() + 61_000);
		expect(idsOf(await claim(db, "alive", 1, later))).toEqual([connector.id]);
		const write = (lease: string, outcome: "passed" | "failed") => ({
			connectorId: connector.id,
			connectorVersion: connector.version,
			runId: "run",
			lease,
			results: [resultOf("role-assumable", outcome, later)],
			evaluate: { now: later, isVendorMode: false, durationMs: 1, random: 0.5 },
		});
		expect(await db.evidence.write([write("dead", "failed")])).toMatchObject([{ isDropped: true }]);
		expect(await db.evidence.write([write("alive", "passed")])).toMatchObject([{ isDropped: false }]);
		expect(await db.checks.history(connector.id, "role-assumable", 10)).toMatchObject([
			{ outcome: "passed" },
		]);
	});

	it("are given back by a worker that stops, and only its own", async () => {
		await registeredConnectors(db, 4);
		const mine = await claim(db, "mine", 2);
		const others = await claim(db, "other", 2);
		expect(await db.schedule.release("mine")).toBe(2);
		expect(idsOf(await claim(db, "next", 4))).toEqual(idsOf(mine));
		expect(await db.schedule.release("other", [others[0]?.connectorId ?? ""])).toBe(1);
	});

	it("take no more than they ask for, whichever plan is chosen", () =>
		rolledBack(prisma, async (tx) => {
			// PostgreSQL knows of one row when it plans, and joins it with whatever is due as it comes to it.
			await registeredConnectors(tx, 1);
			await tx.transaction(({ sql }) => sql("ANALYZE connector_schedule", []));
			await registeredConnectors(tx, 5);
			expect(await claim(tx, "mine", 2)).toHaveLength(2);
			expect(await tx.schedule.release("mine")).toBe(2);
		}));

	it("find the due by the index, however many there are", () =>
		rolledBack(prisma, async (tx) => {
			await registeredConnectors(tx, 1);
			const plan = await tx.transaction(async ({ sql }) => {
				await sql("SET LOCAL enable_seqscan = off", []);
				return sql(
					`EXPLAIN (COSTS OFF) SELECT connector_id FROM connector_schedule
					WHERE partition = 'aws' AND due_at <= now() AND (lease IS NULL OR leased_until < now())
					ORDER BY due_at LIMIT 10 FOR UPDATE SKIP LOCKED`,
					[],
				);
			});
			const text = plan.map((row) => Object.values(row)[0]).join("\n");
			expect(text).toContain("connector_schedule_partition_due_at_idx");
			expect(text).not.toContain("Sort");
		}));
});

describe("the schedule", () => {
	it("holds exactly who is registered and not paused", () =>
		rolledBack(prisma, async (tx) => {
			const [connector] = await registeredConnectors(tx, 1);
			if (connector === undefined) throw new Error("none was made");
			const isDue = async () => (await tx.schedule.dueLag(soon())).due;
			expect(await isDue()).toBe(1);
			const paused = await tx.connectors.save(connector.id, connector.version, { pausedAt: new Date() });
			expect(await isDue()).toBe(0);
			expect((await tx.connectors.list({ limit: 1, now: new Date() }))[0]?.health).toBe("paused");
			if (paused === null || typeof paused === "string") throw new Error("not saved");
			const resumed = await tx.connectors.save(connector.id, paused.version, { pausedAt: null });
			expect(await isDue()).toBe(1);
			expect((await tx.connectors.list({ limit: 1, now: new Date() }))[0]?.health).toBe("pending");
			if (resumed === null || typeof resumed === "string") throw new Error("not saved");
			await tx.connectors.save(connector.id, resumed.version, { status: "offboarded" });
			expect(await isDue()).toBe(0);
		}));

	it("has a rollout's connector due at once when it is registered, without asking for every check again", () =>
		rolledBack(prisma, async (tx) => {
			const rollout = await launchedRollout(tx);
			await tx.rollouts.seeAccounts(rollout.id, [seenAccount(1)], { at: new Date(), isComplete: true });
			const enrolled = enrolledConnector(rollout, 1, new Date());
			await tx.rollouts.enrol(rollout.id, [enrolled]);
			const { id } = enrolled.connector;
			const now = soon();
			await tx.evidence.write([
				{
					connectorId: id,
					connectorVersion: (await tx.connectors.find(id))?.version ?? 0,
					runId: "run",
					lease: null,
					results: [resultOf("role-assumable", "passed", now)],
					evaluate: { now, isVendorMode: false, durationMs: 1, random: 0.5, fullAt: now },
				},
			]);
			expect((await tx.schedule.dueLag(now)).due).toBe(0);
			const connector = await tx.connectors.find(id);
			await tx.connectors.save(id, connector?.version ?? 0, { status: "registered", registeredAt: now });
			expect(await claim(tx, "next", 1)).toMatchObject([{ connectorId: id, fullAt: now }]);
		}));

	it("has a changed connector due at once and in full, and tells that it is pending", () =>
		rolledBack(prisma, async (tx) => {
			const [connector] = await registeredConnectors(tx, 1);
			if (connector === undefined) throw new Error("none was made");
			const now = soon();
			await tx.evidence.write([
				{
					connectorId: connector.id,
					connectorVersion: connector.version,
					runId: "run",
					lease: null,
					results: [resultOf("role-assumable", "failed", now)],
					evaluate: { now, isVendorMode: false, durationMs: 1, random: 0.5, fullAt: now },
				},
			]);
			expect((await tx.schedule.dueLag(now)).due).toBe(0);
			await tx.connectors.save(connector.id, connector.version, { proof: "harness" });
			expect(await claim(tx, "next", 1)).toMatchObject([{ connectorId: connector.id, fullAt: null }]);
			const changes = await tx.transaction(({ sql }) =>
				sql("SELECT from_state, to_state FROM health_change WHERE connector_id = $1 ORDER BY id", [
					connector.id,
				]),
			);
			expect(changes).toEqual([
				{ from_state: null, to_state: "failing" },
				{ from_state: "failing", to_state: "pending" },
			]);
		}));
});
