import { describe, expect, it } from "vitest";
import { rolledBack } from "#lib/testing/database.ts";
import { ownDatabase } from "#lib/testing/own-database.ts";
import { registeredConnectors, resultOf } from "#lib/testing/registered-connectors.ts";
import type { Db } from "./port.ts";

const { prisma } = await ownDatabase();
const DAY_MS = 86_400_000;

function rowsOf(db: Db, text: string, ...values: unknown[]) {
	return db.transaction((tx) => tx.sql(text, values));
}

async function withHistory(db: Db, daysAgo: readonly number[]): Promise<string> {
	const [connector] = await registeredConnectors(db, 1);
	if (connector === undefined) throw new Error("none was made");
	const { id: connectorId, version: connectorVersion } = connector;
	const base = Date.UTC(2026, 10, 22, 12);
	const results = daysAgo.flatMap((days) => {
		const at = new Date(base - days * DAY_MS);
		return [resultOf("role-assumable", "passed", at), resultOf("external-id-exact", "failed", at)];
	});
	const write = { connectorId, connectorVersion, runId: "run", lease: null, results, evaluate: null };
	await db.evidence.write([write]);
	return connectorId;
}

const before = new Date(Date.UTC(2026, 10, 20, 15));

describe("pruning", () => {
	it("turns whole days of raw results into counts, however often and in however small steps it runs", () =>
		rolledBack(prisma, async (db) => {
			await withHistory(db, [0, 1, 2, 3, 3, 4]);
			let pruned = 0;
			for (let count = -1; count !== 0; ) {
				count = await db.fleet.pruneResults(before, 3);
				pruned += count;
			}
			expect(pruned).toBe(6);
			expect(await db.fleet.pruneResults(before, 3)).toBe(0);
			const days = await rowsOf(
				db,
				"SELECT check_id, day::text AS day, passed, failed FROM check_day ORDER BY day, check_id",
			);
			expect(days).toEqual([
				{ check_id: "external-id-exact", day: "2026-11-18", passed: 0, failed: 1 },
				{ check_id: "role-assumable", day: "2026-11-18", passed: 1, failed: 0 },
				{ check_id: "external-id-exact", day: "2026-11-19", passed: 0, failed: 2 },
				{ check_id: "role-assumable", day: "2026-11-19", passed: 2, failed: 0 },
			]);
			const [left] = await rowsOf(db, "SELECT count(*)::int AS n FROM check_result");
			expect(left?.n).toBe(6);
		}));

	it("leaves the newest results alone, so that nothing looks unchecked", () =>
		rolledBack(prisma, async (db) => {
			const id = await withHistory(db, [5]);
			await db.fleet.pruneResults(before, 100);
			expect(await db.checks.latest(id)).toHaveLength(2);
			expect(await db.checks.history(id, "role-assumable", 10)).toEqual([]);
		}));

	it("removes old runs, minutes and handled changes, and keeps what is new, open or unhandled", () =>
		rolledBack(prisma, async (db) => {
			const id = await withHistory(db, []);
			const old = new Date(before.getTime() - DAY_MS);
			const runs = [
				["a", old, "done"],
				["b", old, "queued"],
				["c", new Date(before.getTime() + 1), "done"],
			] as const;
			for (const [runId, requestedAt, state] of runs) {
				await db.checks.requestRun({ id: runId, connectorId: id, kind: "full", requestedAt });
				if (state === "done") await db.checks.finishRun(runId, "done", requestedAt);
			}
			expect(await db.fleet.pruneRuns(before, 10)).toBe(1);
			await rowsOf(
				db,
				`INSERT INTO health_change (connector_id, to_state, at, handled_at)
				VALUES ($1, 'failing', $2, $2), ($1, 'healthy', $2, NULL)`,
				id,
				old,
			);
			expect(await db.fleet.pruneChanges(before, 10)).toBe(1);
			await rowsOf(db, "INSERT INTO fleet_minute VALUES ($1, 1, 0, 0, 1, '{1}')", old);
			await rowsOf(db, "INSERT INTO fleet_state VALUES ($1, 'healthy', 1)", old);
			expect(await db.fleet.pruneMinutes(before)).toBe(2);
		}));
});

describe("the fleet's snapshot", () => {
	it("counts evidence past its limit as unknown, and can be taken twice", () =>
		rolledBack(prisma, async (db) => {
			const connectors = await registeredConnectors(db, 3);
			const now = new Date();
			await rowsOf(
				db,
				"UPDATE connector SET state = 'healthy', proven_until = $1",
				new Date(now.getTime() + 60_000),
			);
			await rowsOf(
				db,
				"UPDATE connector SET proven_until = $2 WHERE id = $1",
				connectors[0]?.id,
				new Date(now.getTime() - 60_000),
			);
			await db.fleet.snapshot(now);
			await db.fleet.snapshot(now);
			expect(await rowsOf(db, "SELECT state, count FROM fleet_state ORDER BY state")).toEqual([
				{ state: "healthy", count: 2 },
				{ state: "unknown", count: 1 },
			]);
		}));
});
