import { describe, expect, it } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { verifierExternalId } from "#lib/domain/external-id.ts";
import { rolledBack, testPrisma } from "#lib/testing/database.ts";
import type { Db } from "./port.ts";

const prisma = testPrisma();
const now = new Date("2026-11-22T03:00:00Z");
const actor = { id: "ada", name: "Ada" };
const ID = "operation".padEnd(20, "0");

function begin(db: Db, id = ID) {
	return db.operations.insert({ id, kind: "pause", input: { reason: "Moved" }, actor, createdAt: now });
}

async function connector(db: Db, number: number): Promise<string> {
	await db.harnessAccounts.save({ ref: "default", accountId: "acc", baseUrl: "https://app.harness.io" });
	const id = `connector${String(number).padStart(11, "0")}`;
	const bytes = Uint8Array.from({ length: 20 }, (_, index) => (index * 31 + number * 7) % 256);
	await db.connectors.insert({
		id,
		harnessAccountRef: "default",
		requiresAutoStopping: false,
		verifierExternalId: verifierExternalId(bytes),
	});
	const awsAccountId = parseAccountId(String(100_000_000_000 + number));
	if (!awsAccountId.ok) throw new Error("no account id");
	const overview = {
		name: `c${number}`,
		identifier: `c${number}`,
		description: "",
		tags: {},
		isGovCloud: false,
	};
	await db.connectors.save(id, 1, {
		overview: { ...overview, awsAccountId: awsAccountId.value },
		status: "registered",
	});
	return id;
}

describe("operations", () => {
	it("count each subject once, however often it is added", () =>
		rolledBack(prisma, async (db) => {
			await begin(db);
			await db.operations.addItems(ID, ["a", "b"]);
			await db.operations.addItems(ID, ["b", "c"]);
			expect(await db.operations.find(ID)).toEqual({
				id: ID,
				kind: "pause",
				input: { reason: "Moved" },
				state: "queued",
				total: 3,
				actor,
				createdAt: now,
				finishedAt: null,
			});
		}));

	it("go through their items once, in pages, and keep what failed with its reason", () =>
		rolledBack(prisma, async (db) => {
			await begin(db);
			const named = await connector(db, 1);
			await db.operations.addItems(ID, ["a", "b", named]);
			expect(await db.operations.nextItems(ID, { after: "", limit: 2 })).toEqual(["a", "b"]);
			await db.operations.finishItems(ID, [
				{ subject: "a", state: "done", code: null },
				{ subject: "b", state: "failed", code: "CONNECTOR_NOT_FOUND" },
				{ subject: named, state: "failed", code: "CONNECTOR_QUARANTINED" },
			]);
			expect(await db.operations.nextItems(ID, { after: "", limit: 2 })).toEqual([]);
			expect(await db.operations.counts(ID)).toEqual({ queued: 0, done: 1, failed: 2, skipped: 0 });
			expect(await db.operations.failedItems(ID, { after: "b", limit: 5 })).toEqual([
				{ subject: named, name: "c1", code: "CONNECTOR_QUARANTINED" },
			]);
		}));

	it("do not begin again once they were stopped; what was done by then stays done", () =>
		rolledBack(prisma, async (db) => {
			await begin(db);
			await db.operations.addItems(ID, ["a", "b"]);
			expect(await db.operations.setState(ID, "stopped", now)).toBe(true);
			await db.operations.finishRest(ID, { state: "skipped", code: null });
			await db.operations.finishItems(ID, [{ subject: "a", state: "done", code: null }]);
			expect(await db.operations.setState(ID, "running", now)).toBe(false);
			expect(await db.operations.counts(ID)).toEqual({ queued: 0, done: 1, failed: 0, skipped: 1 });
			expect(await db.operations.unfinished(5)).toEqual([]);
		}));

	it("make the connectors that are on the schedule due at once, and know those that are not", () =>
		rolledBack(prisma, async (db) => {
			const [scheduled, paused] = [await connector(db, 1), await connector(db, 2)];
			await db.connectors.save(paused, 2, { pausedAt: now });
			await begin(db);
			await db.operations.addItems(ID, [scheduled, paused, "gone"]);
			await db.operations.makeDue(ID, new Date(0));
			expect(await db.operations.unscheduledItems(ID, { after: "", limit: 5 })).toEqual([paused, "gone"]);
			const claim = { partitions: ["aws"], limit: 5, lease: "l", leaseSeconds: 60, now } as const;
			expect(await db.schedule.claim(claim)).toMatchObject([{ connectorId: scheduled, fullAt: null }]);
		}));

	it("count a check as done when its connector was verified after it was asked for", () =>
		rolledBack(prisma, async (db) => {
			const id = await connector(db, 1);
			await begin(db);
			await db.operations.addItems(ID, [id]);
			const at = new Date();
			expect(await db.operations.finishVerified(ID, at)).toBe(0);
			const evaluate = {
				now: new Date(at.getTime() + 1_000),
				isVendorMode: false,
				durationMs: 1,
				random: 0.5,
			};
			await db.evidence.write([
				{ connectorId: id, connectorVersion: 2, runId: "r", lease: null, results: [], evaluate },
			]);
			expect(await db.operations.finishVerified(ID, at)).toBe(1);
		}));
});

describe("imports", () => {
	it("are compared with live connectors of the same Harness account only", () =>
		rolledBack(prisma, async (db) => {
			const [here, gone] = [await connector(db, 1), await connector(db, 2)];
			await db.connectors.save(gone, 2, { status: "offboarded" });
			const accounts = ["100000000001", "100000000002", "100000000003"];
			expect(await db.imports.known("default", accounts)).toEqual([
				{ id: here, name: "c1", identifier: "c1", awsAccountId: "100000000001" },
			]);
			expect(await db.imports.known("other", accounts)).toEqual([]);
		}));
});

describe("offboarding", () => {
	it("keeps when AWS was asked and what it answered, without disturbing an open form", () =>
		rolledBack(prisma, async (db) => {
			const id = await connector(db, 1);
			const begun = {
				startedAt: now,
				harnessRemovedAt: null,
				accessRefusedAt: null,
				askedAt: null,
				answer: null,
			};
			const saved = await db.connectors.save(id, 2, { offboarding: begun });
			await db.connectors.observe(id, { refusalAskedAt: now, refusalAnswer: "let-in" });
			expect(await db.connectors.find(id)).toEqual({
				...(saved !== null && typeof saved !== "string" ? saved : {}),
				offboarding: { ...begun, askedAt: now, answer: "let-in" },
			});
		}));
});
