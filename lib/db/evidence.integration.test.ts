import { describe, expect, it } from "vitest";
import { TRUST_CHECKS } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { rolledBack, testSecretBox } from "#lib/testing/database.ts";
import { ownDatabase } from "#lib/testing/own-database.ts";
import { registeredConnectors, resultOf } from "#lib/testing/registered-connectors.ts";
import { createDb } from "./create-db.ts";
import type { EvidenceWrite } from "./evidence-port.ts";
import type { Db } from "./port.ts";

const { prisma } = await ownDatabase();
const MINUTE_MS = 60_000;

function proven(connector: Connector, now: Date, change: Partial<EvidenceWrite> = {}): EvidenceWrite {
	return {
		connectorId: connector.id,
		connectorVersion: connector.version,
		runId: "sweep",
		lease: null,
		results: TRUST_CHECKS.map((checkId) => resultOf(checkId, "passed", now)),
		evaluate: { now, isVendorMode: false, durationMs: 40, random: 0.5, fullAt: now },
		...change,
	};
}

async function one(db: Db): Promise<Connector> {
	const [connector] = await registeredConnectors(db, 1);
	if (connector === undefined) throw new Error("none was made");
	return connector;
}

type Row = Record<string, unknown>;
/** Reads inside the test's transaction. */
function rowsOf(db: Db, text: string, ...values: unknown[]): Promise<readonly Row[]> {
	return db.transaction((tx) => tx.sql(text, values));
}

describe("a verification that is written", () => {
	it("makes a proven connector healthy until its first evidence expires, and says when and how long", () =>
		rolledBack(prisma, async (db) => {
			const connector = await one(db);
			const now = new Date();
			const [written] = await db.evidence.write([proven(connector, now)]);
			expect(written).toEqual({
				connectorId: connector.id,
				isDropped: false,
				from: null,
				state: "healthy",
			});
			expect(await rowsOf(db, "SELECT * FROM connector WHERE id = $1", connector.id)).toMatchObject([
				{
					state: "healthy",
					state_since: now,
					proven_until: new Date(now.getTime() + 180 * MINUTE_MS),
					last_proof_at: now,
					evaluated_at: now,
					state_check_id: null,
					updated_at: connector.updatedAt,
				},
			]);
			expect(
				await rowsOf(db, "SELECT * FROM connector_day WHERE connector_id = $1", connector.id),
			).toMatchObject([{ worst_state: "healthy", sweeps: 1, misses: 0 }]);
			const minute = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
			const [counted] = await rowsOf(db, "SELECT * FROM fleet_minute WHERE minute = $1", minute);
			expect(counted).toMatchObject({ checks: 4, failed: 0, unknown: 0, sweeps: 1 });
			expect(counted?.durations).toEqual(expect.arrayContaining([1]));
			expect(await db.checks.latest(connector.id)).toHaveLength(4);
			expect(await db.checks.history(connector.id, "trust-policy", 10)).toHaveLength(1);
		}));

	it("that rests on a test made before counts from that test, also when another check is written later", () =>
		rolledBack(prisma, async (db) => {
			const connector = await one(db);
			const now = new Date();
			const testedAt = new Date(now.getTime() - 23 * 60 * MINUTE_MS);
			const details = { countsFrom: testedAt.toISOString() };
			const told = { ...resultOf("harness-connector", "passed", now), details };
			await db.evidence.write([proven(connector, now, { results: [told] })]);
			await db.evidence.write([proven(connector, now, { runId: "later" })]);
			const [row] = await rowsOf(db, "SELECT state, proven_until FROM connector WHERE id = $1", connector.id);
			expect(row).toMatchObject({
				state: "healthy",
				proven_until: new Date(now.getTime() + 60 * MINUTE_MS),
			});
		}));

	it("names the first reason with its own words, and tells a change once", () =>
		rolledBack(prisma, async (db) => {
			const connector = await one(db);
			const now = new Date();
			const later = new Date(now.getTime() + 30 * MINUTE_MS);
			await db.evidence.write([proven(connector, now)]);
			const gone = proven(connector, later, { results: [resultOf("role-assumable", "failed", later)] });
			await db.evidence.write([gone]);
			await db.evidence.write([
				{ ...gone, evaluate: { now: later, isVendorMode: false, durationMs: 3, random: 0 } },
			]);
			expect(await rowsOf(db, "SELECT * FROM connector WHERE id = $1", connector.id)).toMatchObject([
				{
					state: "failing",
					state_since: later,
					state_check_id: "role-assumable",
					state_code: "ROLE_ACCESS_DENIED",
					state_observed: "It failed.",
					last_proof_at: now,
				},
			]);
			const changes = await rowsOf(
				db,
				"SELECT from_state, to_state, check_id, at FROM health_change WHERE connector_id = $1 ORDER BY id",
				connector.id,
			);
			expect(changes).toEqual([
				{ from_state: null, to_state: "healthy", check_id: null, at: now },
				{ from_state: "healthy", to_state: "failing", check_id: "role-assumable", at: later },
			]);
			expect(
				await rowsOf(db, "SELECT * FROM connector_day WHERE connector_id = $1", connector.id),
			).toMatchObject(
				now.toISOString().slice(0, 10) === later.toISOString().slice(0, 10)
					? [{ worst_state: "failing", sweeps: 3, misses: 2 }]
					: [{ worst_state: "healthy" }, { worst_state: "failing" }],
			);
		}));

	it("that is about the connector as it was is history and nothing else", () =>
		rolledBack(prisma, async (db) => {
			const connector = await one(db);
			const changed = await db.connectors.save(connector.id, connector.version, { proof: "harness" });
			expect(changed).toMatchObject({ version: connector.version + 1 });
			const now = new Date();
			const [written] = await db.evidence.write([proven(connector, now)]);
			expect(written).toMatchObject({ isDropped: false, state: null });
			expect(await db.checks.latest(connector.id)).toEqual([]);
			expect(await db.connectors.health(connector.id)).toBeNull();
			expect(await db.checks.history(connector.id, "role-assumable", 10)).toHaveLength(1);
		}));

	it("later than a newer one changes nothing about that: the newest check counts, not the last writer", () =>
		rolledBack(prisma, async (db) => {
			const connector = await one(db);
			const now = new Date();
			const before = new Date(now.getTime() - 10_000);
			await db.evidence.write([proven(connector, now)]);
			const late = resultOf("external-id-exact", "failed", before);
			const [written] = await db.evidence.write([proven(connector, now, { results: [late] })]);
			expect(written?.state).toBe("healthy");
			expect(await db.checks.history(connector.id, "external-id-exact", 10)).toHaveLength(2);
		}));

	it("by a clock that ran ahead gives way to one by the true clock", () =>
		rolledBack(prisma, async (db) => {
			const connector = await one(db);
			const now = new Date();
			const ahead = new Date(now.getTime() + 240 * MINUTE_MS);
			await db.evidence.write([proven(connector, ahead)]);
			const failed = resultOf("role-assumable", "failed", now);
			const [written] = await db.evidence.write([proven(connector, now, { results: [failed] })]);
			expect(written?.state).toBe("failing");
		}));

	it("by a clock that is known to be wrong is dropped", () =>
		rolledBack(prisma, async (db) => {
			const connector = await one(db);
			const ahead = new Date(Date.now() + 240 * MINUTE_MS);
			const [written] = await db.evidence.write([proven(connector, ahead)], { maxClockSkewMs: 120_000 });
			expect(written?.isDropped).toBe(true);
			expect(await db.checks.latest(connector.id)).toEqual([]);
		}));

	it("keeps what AWS could not tell out of the newest results", () =>
		rolledBack(prisma, async (db) => {
			const connector = await one(db);
			const now = new Date();
			const later = new Date(now.getTime() + 30 * MINUTE_MS);
			await db.evidence.write([proven(connector, now)]);
			const undecided = [{ ...resultOf("role-assumable", "unknown", later), code: "AWS_TIMEOUT" as const }];
			const evaluate = { now: later, isVendorMode: false, durationMs: 3, random: 0.5 };
			const [written] = await db.evidence.write([
				proven(connector, later, { results: [], undecided, evaluate }),
			]);
			expect(written?.state).toBe("healthy");
			const [row] = await rowsOf(db, "SELECT proven_until FROM connector WHERE id = $1", connector.id);
			expect(row?.proven_until).toEqual(new Date(now.getTime() + 180 * MINUTE_MS));
			expect(await db.checks.history(connector.id, "role-assumable", 10)).toHaveLength(2);
		}));

	it("holds text that PostgreSQL cannot store without spoiling the batch", () =>
		rolledBack(prisma, async (db) => {
			const [first, second] = await registeredConnectors(db, 2);
			if (first === undefined || second === undefined) throw new Error("none was made");
			const now = new Date();
			const garbage = {
				...resultOf("role-assumable", "unknown", now),
				observed: "a\u0000b\ud800c",
				details: { awsMessage: "\u0000\udfff", literal: "\\u0000" },
			};
			const written = await db.evidence.write([
				proven(first, now, { results: [garbage] }),
				proven(second, now),
			]);
			expect(written.map(({ isDropped }) => isDropped)).toEqual([false, false]);
			const [row] = await db.checks.latest(first.id);
			expect(row?.observed).toBe("a\uFFFDb\uFFFDc");
			expect(row?.details).toEqual({ awsMessage: "\uFFFD\uFFFD", literal: "\\u0000" });
		}));

	it("remembers when a check first and last passed, until the connector is another", () =>
		rolledBack(prisma, async (db) => {
			const connector = await one(db);
			const [first, second, third] = [0, 1, 2].map((step) => new Date(Date.now() + step * 1_000));
			if (first === undefined || second === undefined || third === undefined) throw new Error("no times");
			await db.evidence.write([proven(connector, first), proven(connector, second)]);
			await db.evidence.write([
				proven(connector, third, { results: [resultOf("role-assumable", "failed", third)] }),
			]);
			const times = () => db.checks.passedTimes(connector.id, "role-assumable");
			expect(await times()).toEqual({ first, last: second });
			await db.connectors.save(connector.id, connector.version, { proof: "harness" });
			expect(await times()).toEqual({ first: null, last: null });
		}));
});

describe("a batch", () => {
	it("of 500 is stored once, however often it is written with the same lease", () =>
		rolledBack(prisma, async (db) => {
			const connectors = await registeredConnectors(db, 500);
			const now = new Date(Date.now() + 1_000);
			const claim = { partitions: ["aws" as const], limit: 500, leaseSeconds: 60, now };
			expect(await db.schedule.claim({ ...claim, lease: "mine" })).toHaveLength(500);
			const batch = connectors.map((connector) => proven(connector, now, { lease: "mine" }));
			const first = await db.evidence.write(batch);
			const second = await db.evidence.write(batch);
			expect(first.filter(({ isDropped }) => isDropped)).toEqual([]);
			expect(second.filter(({ isDropped }) => !isDropped)).toEqual([]);
			const count = async (table: string) =>
				Number(
					(await rowsOf(db, `SELECT count(*) AS n FROM ${table} WHERE connector_id LIKE 'registered%'`))[0]
						?.n,
				);
			expect(await count("check_result")).toBe(2_000);
			expect(await count("latest_result")).toBe(2_000);
			expect(await count("health_change")).toBe(500);
			const [day] = await rowsOf(db, "SELECT min(sweeps) AS least, max(sweeps) AS most FROM connector_day");
			expect(day).toEqual({ least: 1, most: 1 });
		}));

	it("from two writers at once, in opposite order, ends without a deadlock and with one change each", async () => {
		const { db, remove } = lasting();
		try {
			const connectors = await registeredConnectors(db, 40);
			const now = new Date();
			const batch = connectors.map((connector) => proven(connector, now));
			await Promise.all([
				db.evidence.write(batch),
				db.evidence.write([...batch].reverse()),
				db.evidence.write(batch),
			]);
			const ids = connectors.map(({ id }) => id);
			const changes = await prisma.healthChange.count({ where: { connectorId: { in: ids } } });
			expect(changes).toBe(40);
		} finally {
			await remove();
		}
	});
});

/** For what needs several connections: stored for good, and removed by the test. */
function lasting() {
	const db = createDb(prisma, testSecretBox());
	const remove = async () => {
		await prisma.connector.deleteMany({ where: { harnessAccountRef: "h1" } });
		await prisma.harnessAccount.deleteMany({ where: { ref: "h1" } });
		await prisma.fleetMinute.deleteMany();
	};
	return { db, remove };
}

describe("load", () => {
	it("brings everything that a verification starts from, and leaves out who does not exist", () =>
		rolledBack(prisma, async (db) => {
			const connector = await one(db);
			const now = new Date();
			await db.evidence.write([proven(connector, now)]);
			const loaded = await db.evidence.load([connector.id, "nobody"]);
			expect([...loaded.keys()]).toEqual([connector.id]);
			const known = loaded.get(connector.id);
			expect(known?.connector).toEqual(await db.connectors.find(connector.id));
			expect(known?.latest.map(({ checkId }) => checkId).sort()).toEqual([...TRUST_CHECKS].sort());
			expect(known?.passed.get("role-assumable")).toEqual({ first: now, last: now });
			expect(known?.health).toEqual({ state: "healthy", since: now });
		}));
});

describe("ten times the history", () => {
	it("does not change how the newest results are found", () =>
		rolledBack(prisma, async (db) => {
			const connector = await one(db);
			const planOf = async () => {
				const rows = await rowsOf(
					db,
					"EXPLAIN (COSTS OFF) SELECT * FROM latest_result WHERE connector_id = $1 AND connector_version >= 1",
					connector.id,
				);
				return rows.map((row) => Object.values(row)[0]).join("\n");
			};
			const write = (from: number, count: number) =>
				rowsOf(
					db,
					`INSERT INTO check_result (connector_id, run_id, connector_version, check_id, outcome, observed,
						details, duration_ms, checked_at)
					SELECT $1, 'run', 2, 'role-assumable', 'passed', '', '{}', 1, now() - n * interval '1 minute'
					FROM generate_series($2::int, $3::int) n`,
					connector.id,
					from,
					from + count,
				);
			await db.evidence.write([proven(connector, new Date())]);
			await write(1, 500);
			await rowsOf(db, "ANALYZE check_result");
			const before = await planOf();
			await write(501, 5_000);
			await rowsOf(db, "ANALYZE check_result");
			expect(await planOf()).toBe(before);
			expect(before).not.toContain("check_result");
			expect(await db.checks.latest(connector.id)).toHaveLength(4);
		}));
});
