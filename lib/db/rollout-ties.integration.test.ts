import { expect, it } from "vitest";
import type { AccountId } from "#lib/domain/account-id.ts";
import { DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import { accountExternalId } from "#lib/domain/external-id.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { rolledBack, testPrisma } from "#lib/testing/database.ts";
import { registeredConnectors } from "#lib/testing/registered-connectors.ts";
import {
	accountId,
	accountIdOf,
	enrolledConnector,
	launchedRollout,
	rolloutExternalId,
	seenAccount,
	VISIBILITY,
} from "#lib/testing/rollout-world.ts";
import type { Db } from "./port.ts";

const prisma = testPrisma();
const now = new Date("2026-11-22T12:00:00Z");
const complete = { at: now, isComplete: true };
const CURRENT = { status: "CURRENT", detail: null, reason: null, seenAt: now };
const REPORT = { kind: "own", reportName: "costs", bucketName: "acme", reportType: "CUR2.0" } as const;

/** The rollout reaches these accounts, and ties what is connected there already. */
async function reach(db: Db, rollout: Rollout, ids: readonly AccountId[], current = ids) {
	const seen = ids.map((id) => ({ ...seenAccount(1), accountId: id }));
	await db.rollouts.seeAccounts(rollout.id, seen, complete);
	await db.rollouts.seeInstances(rollout.id, new Map(current.map((id) => [id, CURRENT])));
	await db.rollouts.enrol(
		rollout.id,
		ids.map((id) => ({ ...enrolledConnector(rollout, 1, now), accountId: id })),
	);
}

it("names tied connectors whose role has the stack set's name, in an order that changes", () =>
	rolledBack(prisma, async (db) => {
		const rollout = await launchedRollout(db);
		const connectors = await registeredConnectors(db, 6);
		const [one, two, other, early, holder, paused] = connectors.map(({ id, version, overview }) => {
			if (overview === null) throw new Error("none");
			return { id, version, accountId: overview.awsAccountId };
		});
		if (!one || !two || !other || !early || !holder || !paused) throw new Error("none");
		await db.connectors.save(other.id, other.version, {
			role: { ...DEFAULT_ROLE_OPTIONS, roleName: "Another" },
		});
		await db.connectors.save(paused.id, paused.version, { pausedAt: now });
		// Somebody else's connector has that account's ID: it would be refused.
		await db.connectors.insert({
			...{ id: "holder-of-the-id", harnessAccountRef: "h1", requiresAutoStopping: false },
			verifierExternalId: accountExternalId(rollout.verifierExternalId, holder.accountId),
		});
		const ids = [one, two, other, early, holder, paused].map((connector) => connector.accountId);
		await reach(
			db,
			rollout,
			ids,
			ids.filter((id) => id !== early.accountId),
		);
		const tied = async (isBlind: boolean, turn = "1", limit = 10) =>
			(await db.rollouts.tiedElsewhere(rollout.id, { isBlind, turn, limit })).map(
				({ connectorId }) => connectorId,
			);
		expect((await tied(false)).sort()).toEqual([one.id, two.id]);
		expect((await tied(true)).sort()).toEqual([one.id, two.id, early.id]);
		const first = await Promise.all(["a", "b", "c", "d", "e", "f"].map((turn) => tied(false, turn, 1)));
		expect(new Set(first.flat()).size).toBe(2);

		const { id, version, accountId: own } = one;
		const externalId = accountExternalId(rollout.verifierExternalId, own);
		const change = { rolloutId: rollout.id, verifierExternalId: externalId, rotation: null };
		expect(await db.connectors.save(id, version, change)).toMatchObject(change);
		expect(await tied(false)).toEqual([two.id]);
		await db.rollouts.save(rollout.id, rollout.version, { status: "ended", endedAt: now });
		expect(await tied(false)).toEqual([]);
	}));

it("names a management account's connector only where the rollout makes a role there", () =>
	rolledBack(prisma, async (db) => {
		const payer = { requirements: VISIBILITY, costReport: null };
		const rollout = await launchedRollout(db, { features: { member: VISIBILITY, exceptions: [], payer } });
		const [registered] = await registeredConnectors(db, 1);
		if (registered?.overview == null) throw new Error("none");
		const { awsAccountId } = registered.overview;
		const seen = { ...seenAccount(0, { isManagement: true, wave: null }), accountId: awsAccountId };
		await db.rollouts.seeAccounts(rollout.id, [seen], complete);
		await db.rollouts.enrol(rollout.id, [{ ...enrolledConnector(rollout, 0, now), accountId: awsAccountId }]);
		const tied = () => db.rollouts.tiedElsewhere(rollout.id, { isBlind: false, turn: "", limit: 9 });
		expect(await tied()).toEqual([]);
		await db.rollouts.observe(rollout.id, { readerFoundAt: now });
		expect(await tied()).toEqual([{ connectorId: registered.id, accountId: awsAccountId }]);
	}));

it("names the members that no report covers", () =>
	rolledBack(prisma, async (db) => {
		const rollout = await launchedRollout(db);
		const seen = [1, 2, 3].map((number) => seenAccount(number));
		await db.rollouts.seeAccounts(
			rollout.id,
			[...seen, seenAccount(0, { isManagement: true, wave: null })],
			complete,
		);
		const made = [0, 1, 2, 3].map((number) =>
			enrolledConnector(rollout, number, now, number === 2 ? { costReport: REPORT } : {}),
		);
		await db.rollouts.enrol(rollout.id, made);
		const uncovered = (limit = 9) => db.rollouts.uncovered(rollout.id, limit);
		expect(await uncovered()).toEqual([
			{ connectorId: made[1]?.connector.id, accountId: accountId(1), version: 1 },
			{ connectorId: made[3]?.connector.id, accountId: accountId(3), version: 1 },
		]);
		expect(await uncovered(1)).toHaveLength(1);
	}));

it("finds the rollout that ended last over the same organization, and swaps what the external IDs are made from", () =>
	rolledBack(prisma, async (db) => {
		const ended = async (id: string, seed: number, endedAt: Date) => {
			const made = await launchedRollout(db, { id, seed });
			await db.rollouts.save(id, made.version, { status: "ended", endedAt });
		};
		await ended("first", 2, new Date("2026-11-20T12:00:00Z"));
		await ended("second", 3, new Date("2026-11-21T12:00:00Z"));
		const elsewhere = await launchedRollout(db, { id: "elsewhere", seed: 4 });
		await db.rollouts.save("elsewhere", elsewhere.version, {
			...{ status: "ended", endedAt: now, managementAccountId: accountIdOf("999988887777") },
		});
		const heir = await launchedRollout(db, { id: "heir", seed: 5 });
		expect((await db.rollouts.predecessor("heir"))?.id).toBe("second");
		expect(await db.rollouts.predecessor("elsewhere")).toBeNull();
		await db.rollouts.swapExternalIds("heir", "second");
		expect(await db.rollouts.find("heir")).toEqual({ ...heir, verifierExternalId: rolloutExternalId(3) });
		expect((await db.rollouts.find("second"))?.verifierExternalId).toBe(rolloutExternalId(5));
	}));

it("enrols an account again whose connector was offboarded, with the same external ID", () =>
	rolledBack(prisma, async (db) => {
		const rollout = await launchedRollout(db);
		await db.connectors.insert({
			...{ id: "offboarded", harnessAccountRef: "h1", requiresAutoStopping: false },
			verifierExternalId: accountExternalId(rollout.verifierExternalId, accountId(1)),
		});
		const proof = { startedAt: now, harnessRemovedAt: now, accessRefusedAt: now, askedAt: now, answer: null };
		await db.connectors.save("offboarded", 1, { status: "offboarded", offboarding: proof });
		await db.rollouts.seeAccounts(rollout.id, [seenAccount(1)], complete);
		expect(await db.rollouts.enrol(rollout.id, [enrolledConnector(rollout, 1, now)])).toMatchObject({
			made: 1,
		});
	}));
