import { describe, expect, it } from "vitest";
import type { StackInstance } from "#lib/domain/rollout.ts";
import type { Sight } from "#lib/domain/sight.ts";
import { rolledBack, testPrisma } from "#lib/testing/database.ts";
import { registeredConnectors, resultOf } from "#lib/testing/registered-connectors.ts";
import {
	accountId,
	enrolledConnector,
	launchedRollout,
	ROOT,
	rolloutExternalId,
	seenAccount,
	VISIBILITY,
} from "#lib/testing/rollout-world.ts";
import { OutsideScope } from "./outside-scope.ts";
import type { Db } from "./port.ts";

const prisma = testPrisma();
const now = new Date("2026-11-22T12:00:00Z");
const later = new Date("2026-11-22T12:10:00Z");
const complete = { at: later, isComplete: true };

/** What a verification of a connector finds, stored as evidence. */
async function prove(
	db: Db,
	connectorId: string,
	at: Date,
	fails?: "role-assumable" | "permissions:VISIBILITY",
) {
	const connector = await db.connectors.find(connectorId);
	if (connector === null) throw new Error("no connector");
	const checks = [
		"role-assumable",
		"external-id-required",
		"external-id-exact",
		"trust-policy",
		"permissions:VISIBILITY",
	] as const;
	const results = checks.map((check) => resultOf(check, check === fails ? "failed" : "passed", at));
	const facts = fails === "role-assumable" ? {} : { facts: { roleFoundAt: at } };
	await db.evidence.write([
		{
			...{ connectorId, connectorVersion: connector.version, runId: "run", lease: null, results, ...facts },
			evaluate: { now: at, isVendorMode: false, durationMs: 1, random: 0.5, fullAt: at },
		},
	]);
}

describe("a rollout", () => {
	it("is stored, edited by version and read back as it was", () =>
		rolledBack(prisma, async (db) => {
			const launched = await launchedRollout(db);
			expect(await db.rollouts.find(launched.id)).toEqual(launched);
			expect(launched).toMatchObject({
				version: 2,
				status: "launched",
				organization: null,
				partition: "aws",
			});
			const typed = { accounts: "1\u00002 \ud800", "k\u0000": ["\u0000"] };
			await db.rollouts.saveDraft(launched.id, "organization", typed);
			expect(await db.rollouts.drafts(launched.id)).toEqual({
				organization: { accounts: "1\ufffd2 \ufffd", "k\ufffd": ["\ufffd"] },
			});
			expect(await db.rollouts.save(launched.id, 1, { name: "Other" })).toBeNull();
			const renamed = await db.rollouts.save(launched.id, 2, { name: "Other", launch: null });
			expect(renamed).toMatchObject({ version: 3, name: "Other", launch: null });
			await db.rollouts.observe(launched.id, {
				reconcileFailure: { code: "ORGANIZATION_READER_NOT_FOUND", detail: "denied" },
				reconciledAt: later,
			});
			const observed = await db.rollouts.find(launched.id);
			expect(observed).toEqual({
				...renamed,
				reconciledAt: later,
				reconcileFailure: { code: "ORGANIZATION_READER_NOT_FOUND", detail: "denied" },
			});
		}));

	it("is deleted only while it was never launched", () =>
		rolledBack(prisma, async (db) => {
			const { id } = await launchedRollout(db);
			expect(await db.rollouts.delete(id)).toBe(false);
			await db.rollouts.insert({
				...{ id: "draft", kind: "list", harnessAccountRef: "h1", partition: "aws", name: "" },
				naming: { connectorName: "a", identifier: "b" },
				...{ verifierExternalId: rolloutExternalId(9), createdByName: "Ada" },
			});
			await db.rollouts.saveDraft("draft", "organization", { text: "half" });
			expect(await db.rollouts.drafts("draft")).toEqual({ organization: { text: "half" } });
			expect((await db.rollouts.list({ limit: 10 })).map((one) => one.id)).toHaveLength(2);
			expect(await db.rollouts.delete("draft")).toBe(true);
			expect(await db.rollouts.find("draft")).toBeNull();
		}));

	it("is listed newest first, page by page", () =>
		rolledBack(prisma, async (db) => {
			for (const number of [1, 2, 3]) await launchedRollout(db, { id: `r${number}`, seed: number });
			const all = await db.rollouts.list({ limit: 10 });
			const [first] = await db.rollouts.list({ limit: 1 });
			expect(first).toEqual(all[0]);
			if (first === undefined) throw new Error("none");
			expect(await db.rollouts.list({ limit: 10, after: first })).toEqual(all.slice(1));
		}));
});

it("is held for one management account while it is a draft, and for no other", () =>
	rolledBack(prisma, async (db) => {
		const { id, version } = await launchedRollout(db);
		const draft = { status: "draft", launchedAt: null, managementAccountId: accountId(1) } as const;
		await db.rollouts.save(id, version, draft);
		expect(await db.rollouts.holdDraft(id, accountId(1))).toBe(true);
		expect(await db.rollouts.holdDraft(id, accountId(2))).toBe(false);
		expect(await db.rollouts.holdDraft(id, null)).toBe(false);
		await db.rollouts.save(id, version + 1, { status: "launched", launchedAt: now });
		expect(await db.rollouts.holdDraft(id, accountId(1))).toBe(false);
	}));

describe("turns", () => {
	const claim = (db: Db, lease: string, at: Date) =>
		db.rollouts.claimDue({ now: at, lease, leasedUntil: new Date(at.getTime() + 60_000) });
	const soon = () => new Date(Date.now() + 1_000);

	it("go to one worker at a time, and to another once its lease ran out", () =>
		rolledBack(prisma, async (db) => {
			const { id } = await launchedRollout(db);
			const at = soon();
			expect(await claim(db, "one", at)).toBe(id);
			expect(await claim(db, "two", at)).toBeNull();
			const afterwards = new Date(at.getTime() + 61_000);
			expect(await claim(db, "two", afterwards)).toBe(id);
			const next = { at: afterwards, dueAt: new Date(afterwards.getTime() + 900_000) };
			expect(await db.rollouts.release(id, "one", next)).toBe(false);
			expect(await db.rollouts.release(id, "two", next)).toBe(true);
			expect(await claim(db, "three", new Date(afterwards.getTime() + 899_000))).toBeNull();
			expect(await claim(db, "three", new Date(afterwards.getTime() + 900_000))).toBe(id);
		}));

	it("come at once when somebody asks while one is under way", () =>
		rolledBack(prisma, async (db) => {
			const { id } = await launchedRollout(db);
			const at = soon();
			await claim(db, "one", at);
			await db.rollouts.makeDue(id, new Date(at.getTime() + 5_000));
			await db.rollouts.release(id, "one", { at, dueAt: new Date(at.getTime() + 900_000) });
			expect(await claim(db, "two", new Date(at.getTime() + 4_000))).toBeNull();
			expect(await claim(db, "two", new Date(at.getTime() + 5_000))).toBe(id);
		}));

	it("that show nothing are counted, of organizations that were seen before", () =>
		rolledBack(prisma, async (db) => {
			const { id, version } = await launchedRollout(db);
			await launchedRollout(db, { id: "list", seed: 2, kind: "list" });
			await launchedRollout(db, { id: "never-seen", seed: 3 });
			// Long before anything else that may be stored.
			const start = new Date("2001-01-01T00:00:00Z");
			const hoursOn = (hours: number) => new Date(start.getTime() + hours * 3_600_000);
			expect(await db.rollouts.countUnread(hoursOn(99))).toBe(0);
			await db.rollouts.observe(id, { readerFoundAt: start });
			expect(await db.rollouts.countUnread(hoursOn(1))).toBe(1);
			await db.rollouts.observe(id, { reconciledAt: hoursOn(2) });
			expect(await db.rollouts.countUnread(hoursOn(1))).toBe(0);
			expect(await db.rollouts.countUnread(hoursOn(3))).toBe(1);
			await db.rollouts.save(id, version, { status: "ended", endedAt: later });
			expect(await db.rollouts.countUnread(hoursOn(3))).toBe(0);
		}));

	it("come no sooner for who watches after a look that did not succeed", () =>
		rolledBack(prisma, async (db) => {
			const { id } = await launchedRollout(db);
			const at = soon();
			await claim(db, "one", at);
			const next = { at, dueAt: new Date(at.getTime() + 900_000) };
			await db.rollouts.release(id, "one", next);
			await db.rollouts.observe(id, { reconcileFailure: { code: "AWS_THROTTLED", detail: "" } });
			await db.rollouts.observe(id, { watchedAt: new Date(at.getTime() + 1_000) });
			expect(await claim(db, "two", new Date(at.getTime() + 899_000))).toBeNull();
			const missing = { code: "ORGANIZATION_READER_NOT_FOUND", detail: "" } as const;
			await db.rollouts.observe(id, { reconcileFailure: missing });
			await db.rollouts.save(id, 2, { launchedAt: at });
			await claim(db, "two", soon());
			await db.rollouts.release(id, "two", next);
			await db.rollouts.observe(id, { watchedAt: new Date(at.getTime() + 1_000) });
			expect(await claim(db, "three", new Date(at.getTime() + 15_000))).toBe(id);
		}));

	it("come within seconds while somebody watches, and never of one that has ended", () =>
		rolledBack(prisma, async (db) => {
			const { id, version } = await launchedRollout(db);
			const at = soon();
			await claim(db, "one", at);
			await db.rollouts.release(id, "one", { at, dueAt: new Date(at.getTime() + 900_000) });
			await db.rollouts.observe(id, { watchedAt: new Date(at.getTime() + 1_000) });
			expect(await claim(db, "two", new Date(at.getTime() + 14_000))).toBeNull();
			expect(await claim(db, "two", new Date(at.getTime() + 15_000))).toBe(id);
			await db.rollouts.save(id, version, { status: "ended", endedAt: at });
			await db.rollouts.release(id, "two", { at, dueAt: at });
			await db.rollouts.makeDue(id, at);
			expect(await claim(db, "three", new Date(at.getTime() + 9_000_000))).toBeNull();
		}));
});

describe("accounts as they are seen", () => {
	it("join, leave, return, move and change their state; the first time nothing has changed", () =>
		rolledBack(prisma, async (db) => {
			const { id } = await launchedRollout(db);
			const first = [1, 2, 3, 4].map((number) => seenAccount(number));
			expect(await db.rollouts.seeAccounts(id, first, { at: now, isComplete: true })).toEqual([]);
			const second = [
				seenAccount(1),
				seenAccount(2, { unitId: "ou-1" }),
				seenAccount(3, { state: "SUSPENDED" }),
				seenAccount(5),
			];
			const changes = await db.rollouts.seeAccounts(id, second, complete);
			expect(changes.map(({ accountId, kind, details }) => [accountId, kind, details])).toEqual([
				[accountId(2), "moved", { from: ROOT, to: "ou-1" }],
				[accountId(3), "state-changed", { from: "ACTIVE", to: "SUSPENDED" }],
				[accountId(4), "left", { name: "account-4" }],
				[accountId(5), "joined", { name: "account-5" }],
			]);
			const third = [...second, seenAccount(4)];
			expect(await db.rollouts.seeAccounts(id, third, complete)).toMatchObject([
				{ accountId: accountId(4), kind: "returned", at: later },
			]);
			expect(await db.rollouts.seeAccounts(id, third, complete)).toEqual([]);
			const stored = await db.rollouts.changes(id, { limit: 3 });
			expect(stored.map(({ kind }) => kind)).toEqual(["returned", "joined", "left"]);
			const last = stored.at(-1);
			if (last === undefined) throw new Error("none");
			expect((await db.rollouts.changes(id, { before: last, limit: 10 })).map(({ kind }) => kind)).toEqual([
				"state-changed",
				"moved",
			]);
		}));

	it("have not left when only some of them were read, nor changed when AWS said no state", () =>
		rolledBack(prisma, async (db) => {
			const { id } = await launchedRollout(db);
			await db.rollouts.seeAccounts(id, [seenAccount(1), seenAccount(2)], { at: now, isComplete: true });
			const some = [seenAccount(1, { state: "UNKNOWN" })];
			expect(await db.rollouts.seeAccounts(id, some, { at: later, isComplete: false })).toEqual([]);
			const rows = await db.rollouts.accounts(id, {}, { limit: 10, now: later });
			expect(rows.map(({ leftAt, state }) => [leftAt, state])).toEqual([
				[null, "UNKNOWN"],
				[null, "ACTIVE"],
			]);
		}));

	it("of a draft are put in place of what was there, without a word", () =>
		rolledBack(prisma, async (db) => {
			const { id, version } = await launchedRollout(db, { kind: "list" });
			await db.rollouts.save(id, version, { status: "draft", launchedAt: null });
			await db.rollouts.seeAccounts(id, [seenAccount(1), seenAccount(2)], { at: now, isComplete: true });
			expect(await db.rollouts.seeAccounts(id, [seenAccount(2), seenAccount(3)], complete)).toEqual([]);
			const rows = await db.rollouts.accounts(id, {}, { limit: 10, now: later });
			expect(rows.map((row) => row.accountId)).toEqual([accountId(2), accountId(3)]);
			expect(await db.rollouts.changes(id, { limit: 10 })).toEqual([]);
		}));

	it("keep strange names, and tags and waves are theirs", () =>
		rolledBack(prisma, async (db) => {
			const { id } = await launchedRollout(db);
			const name = "Grün \u0000 \ud800 'quoted'; -- ünïcode";
			await db.rollouts.seeAccounts(id, [seenAccount(1, { name, tags: { env: "prod" } })], complete);
			await db.rollouts.setWaves(id, new Map([[accountId(1), null]]));
			const [row] = await db.rollouts.accounts(id, {}, { limit: 1, now: later });
			expect(row).toMatchObject({ name: "Grün � � 'quoted'; -- ünïcode", tags: { env: "prod" }, wave: null });
		}));

	it("keep their tags when those are not read again, and tell whose were never read", () =>
		rolledBack(prisma, async (db) => {
			const { id } = await launchedRollout(db);
			const unread = [1, 2, 3].map((number) => seenAccount(number, { tags: null }));
			await db.rollouts.seeAccounts(id, unread, complete);
			expect(await db.rollouts.untagged(id, 2)).toEqual([accountId(1), accountId(2)]);
			await db.rollouts.setTags(
				id,
				new Map<string, Record<string, string>>([
					[accountId(1), { env: "prod" }],
					[accountId(2), {}],
				]),
			);
			await db.rollouts.seeAccounts(id, unread, complete);
			expect(await db.rollouts.untagged(id, 9)).toEqual([accountId(3)]);
			const rows = await db.rollouts.unenrolled(id, { limit: 9 });
			expect(rows.map(({ tags }) => tags)).toEqual([{ env: "prod" }, {}, {}]);
			expect((await db.rollouts.unenrolled(id, { after: accountId(1), limit: 1 }))[0]?.accountId).toBe(
				accountId(2),
			);
			const [first, , third] = await db.rollouts.accounts(id, {}, { limit: 9, now: later });
			expect([first?.tags, third?.tags]).toEqual([{ env: "prod" }, {}]);
		}));

	it("have the instances that the stack set names, and none that it does not", () =>
		rolledBack(prisma, async (db) => {
			const { id } = await launchedRollout(db);
			await db.rollouts.seeAccounts(id, [seenAccount(1), seenAccount(2)], complete);
			const instance = { status: "OUTDATED", detail: "FAILED", reason: "Access Denied", seenAt: later };
			await db.rollouts.seeInstances(id, new Map([[accountId(1), instance]]));
			const rows = () => db.rollouts.accounts(id, {}, { limit: 10, now: later });
			expect((await rows()).map((row) => row.instance)).toEqual([instance, null]);
			await db.rollouts.seeInstances(id, new Map());
			expect((await rows()).map((row) => row.instance)).toEqual([null, null]);
		}));

	it("lie in units, which are replaced whole", () =>
		rolledBack(prisma, async (db) => {
			const { id } = await launchedRollout(db);
			const root = { id: ROOT, parentId: null, name: "Root", path: "Root" };
			const unit = { id: "ou-1", parentId: ROOT, name: "Prod", path: "Root / Prod" };
			await db.rollouts.replaceUnits(id, [unit, root]);
			expect(await db.rollouts.units(id)).toEqual([root, unit]);
			await db.rollouts.replaceUnits(id, [root]);
			expect(await db.rollouts.units(id)).toEqual([root]);
		}));
});

describe("enrolment", () => {
	it("makes connectors that are on the schedule, adopts what is there, and names what was refused", () =>
		rolledBack(prisma, async (db) => {
			const rollout = await launchedRollout(db);
			const [registered] = await registeredConnectors(db, 1);
			if (registered?.overview == null) throw new Error("none");
			const own = { ...seenAccount(9), accountId: registered.overview.awsAccountId };
			await db.rollouts.seeAccounts(
				rollout.id,
				[own, seenAccount(1), seenAccount(2), seenAccount(3)],
				complete,
			);
			const twin = enrolledConnector(rollout, 2, later);
			const taken = twin.change.overview && {
				...twin.change.overview,
				identifier: registered.overview.identifier,
			};
			const given = [
				{ ...enrolledConnector(rollout, 9, later), accountId: own.accountId },
				enrolledConnector(rollout, 1, later),
				{ ...twin, change: { ...twin.change, ...(taken && { overview: taken }) } },
			];
			expect(await db.rollouts.enrol(rollout.id, given)).toEqual({ made: 1, adopted: 1 });
			const rows = await db.rollouts.accounts(rollout.id, {}, { limit: 10, now: later });
			expect(rows.map(({ connectorId, enrolCode }) => [connectorId, enrolCode])).toEqual([
				[registered.id, null],
				[given[1]?.connector.id, null],
				[null, "CONNECTOR_IDENTIFIER_TAKEN"],
				[null, null],
			]);
			const made = await db.connectors.find(given[1]?.connector.id ?? "");
			expect(made).toMatchObject({
				status: "draft",
				rolloutId: rollout.id,
				launchedAt: later,
				...given[1]?.change,
			});
			const due = await db.schedule.claim({
				...{ partitions: ["aws"], limit: 10, lease: "l", leaseSeconds: 60, now: later },
			});
			expect(due.map(({ connectorId }) => connectorId)).toContain(made?.id);
			expect(await db.rollouts.enrol(rollout.id, given)).toEqual({ made: 0, adopted: 0 });
		}));

	it("leaves to its maker what is still set up, and ties what a rollout that ended left behind", () =>
		rolledBack(prisma, async (db) => {
			const rollout = await launchedRollout(db);
			const other = await launchedRollout(db, { id: "other", seed: 2 });
			for (const { id } of [rollout, other]) await db.rollouts.seeAccounts(id, [seenAccount(1)], complete);
			const [drafted, wanted] = [enrolledConnector(other, 1, later), enrolledConnector(rollout, 1, later)];
			await db.rollouts.enrol(other.id, [drafted]);
			expect(await db.rollouts.enrol(rollout.id, [wanted])).toEqual({ made: 0, adopted: 0 });
			const found = () => db.rollouts.account(rollout.id, accountId(1));
			expect(await found()).toMatchObject({ connectorId: null, enrolCode: "CONNECTOR_ACCOUNT_TAKEN" });
			expect(await db.rollouts.draftsToSettle(other.id, 9)).toEqual([]);
			await db.rollouts.save(other.id, other.version, { status: "ended", endedAt: later });
			const { id: connectorId } = drafted.connector;
			const version = (await db.connectors.find(connectorId))?.version ?? 0;
			expect(await db.rollouts.draftsToSettle(other.id, 9)).toEqual([{ connectorId, version, isOver: true }]);
			await db.connectors.save(connectorId, version, { pausedAt: later });
			expect(await db.rollouts.draftsToSettle(other.id, 9)).toEqual([]);
			expect(await db.rollouts.enrol(rollout.id, [wanted])).toEqual({ made: 0, adopted: 1 });
			expect(await found()).toMatchObject({ connectorId, enrolCode: null });
			expect(await db.rollouts.account(rollout.id, accountId(2))).toBeNull();
		}));

	it("keeps a draft on the schedule through a save, takes it off while it is paused, and looks seldom once it is only to be registered", () =>
		rolledBack(prisma, async (db) => {
			const rollout = await launchedRollout(db);
			await db.rollouts.seeAccounts(rollout.id, [seenAccount(1)], complete);
			const enrolled = enrolledConnector(rollout, 1, later);
			await db.rollouts.enrol(rollout.id, [enrolled]);
			const { id } = enrolled.connector;
			const claimed = async (at: Date) => {
				const call = { partitions: ["aws"], limit: 10, lease: "l", leaseSeconds: 1, now: at } as const;
				const found = await db.schedule.claim(call);
				await db.schedule.release("l");
				return found.length;
			};
			await db.connectors.save(id, 1, {
				requirements: { ...VISIBILITY, features: ["VISIBILITY", "OPTIMIZATION"] },
			});
			const soon = new Date(Date.now() + 60_000);
			expect(await claimed(soon)).toBe(1);
			await prove(db, id, soon);
			const minutes = (count: number) => new Date(soon.getTime() + count * 60_000);
			// A change is confirmed first.
			expect(await claimed(minutes(1))).toBe(1);
			await prove(db, id, minutes(1));
			expect(await claimed(minutes(20))).toBe(0);
			expect(await claimed(minutes(40))).toBe(1);
			await db.connectors.save(id, 2, { pausedAt: minutes(40) });
			expect(await claimed(minutes(4_000))).toBe(0);
			await db.connectors.save(id, 3, { pausedAt: null });
			expect(await claimed(minutes(4_000))).toBe(1);
		}));
});

describe("coverage", () => {
	it("counts nested stages in total and per unit, and names what stands in the way", () =>
		rolledBack(prisma, async (db) => {
			const rollout = await launchedRollout(db);
			const { id } = rollout;
			await db.rollouts.replaceUnits(id, [
				{ id: ROOT, parentId: null, name: "Root", path: "Root" },
				{ id: "ou-1", parentId: ROOT, name: "Prod", path: "Root / Prod" },
			]);
			const accounts = [
				...[1, 2, 3, 4, 5, 6].map((number) => seenAccount(number)),
				seenAccount(7, { unitId: "ou-1", state: "SUSPENDED" }),
				seenAccount(8, { unitId: "ou-1" }),
				seenAccount(9, { wave: 1 }),
				seenAccount(10, { isManagement: true, wave: null }),
			];
			await db.rollouts.seeAccounts(id, accounts, complete);
			const current = { status: "CURRENT", detail: "SUCCEEDED", reason: null, seenAt: later };
			const failed = {
				...{ status: "OUTDATED", detail: "FAILED", seenAt: later },
				reason: `Account ${accountId(8)}: HarnessCERole already exists in stack arn:aws:x`,
			};
			const instances = [2, 3, 4, 5, 6].map((number): [string, StackInstance] => [
				accountId(number),
				current,
			]);
			await db.rollouts.seeInstances(id, new Map([...instances, [accountId(8), failed]]));
			const enrolled = [2, 3, 4, 5, 6].map((number) => enrolledConnector(rollout, number, later));
			await db.rollouts.enrol(id, enrolled);
			const of = (number: number) => `of-${id}-${number}`;
			await prove(db, of(3), later, "role-assumable");
			await prove(db, of(4), later, "permissions:VISIBILITY");
			await prove(db, of(5), later);
			await prove(db, of(6), later);
			await db.connectors.save(of(6), 1, { status: "registered", registeredAt: later });
			await prove(db, of(6), later);

			const { total, units } = await db.rollouts.coverage(id, later);
			expect(total).toEqual({
				expected: 7,
				deployed: 5,
				answering: 3,
				verified: 3,
				registered: 1,
				healthy: 1,
			});
			expect(units.map(({ unit, coverage, problems }) => [unit?.path, coverage.expected, problems])).toEqual([
				["Root", 6, 2],
				["Root / Prod", 1, 2],
			]);
			const none = { expected: 0, deployed: 0, verified: 0, failing: 0 };
			// Of the three that are verified one may not do what it is to: it counts as failing alone.
			const first = { expected: 7, deployed: 5, verified: 2, failing: 3 };
			expect(await db.rollouts.waveProgress(id, 0, later)).toEqual(first);
			expect(await db.rollouts.waveProgress(id, 1, later)).toEqual(none);
			const problems = await db.rollouts.problems(id, later);
			expect(
				problems
					.map(({ problem, count, examples }) => [problem.kind, problem.cause, count, examples[0]?.accountId])
					.sort(),
			).toEqual([
				["account-state", "SUSPENDED", 1, accountId(7)],
				["permissions", "ROLE_ACCESS_DENIED", 1, accountId(4)],
				["role-not-answering", "ROLE_ACCESS_DENIED", 1, accountId(3)],
				["stack-failed", "STACK_ROLE_NAME_TAKEN", 1, accountId(8)],
			]);
			const stages = await db.rollouts.accounts(id, {}, { limit: 20, now: later });
			expect(stages.map(({ stage }) => stage)).toEqual([
				...["expected", "deployed", "deployed", "verified", "verified", "healthy"],
				...[null, "expected", null, null],
			]);
			expect(stages[7]?.problem?.words).toContain(accountId(8));

			const ids = async (filter: Parameters<Db["rollouts"]["accounts"]>[1]) =>
				(await db.rollouts.accounts(id, filter, { limit: 20, now: later })).map((row) => row.accountId);
			expect(await ids({ stage: "verified" })).toEqual([accountId(4), accountId(5)]);
			expect(await ids({ problem: "stack-failed" })).toEqual([accountId(8)]);
			expect(await ids({ problem: "permissions:ROLE_ACCESS_DENIED" })).toEqual([accountId(4)]);
			expect(await ids({ unitId: "ou-1" })).toEqual([accountId(7), accountId(8)]);
			expect(await ids({ text: "ACCOUNT-1" })).toEqual([accountId(1), accountId(10)]);
			expect(await ids({ text: "7000 0000 0009" })).toEqual([accountId(9)]);
			expect(await ids({ hasLeft: true })).toEqual([]);
			expect(await db.rollouts.countAccounts(id, { problem: "ROLE_ACCESS_DENIED" }, later)).toBe(2);
			const [after] = await db.rollouts.accounts(id, {}, { after: accountId(3), limit: 1, now: later });
			expect(after?.accountId).toBe(accountId(4));

			// Three hours later nothing of it is proven any more.
			const stale = new Date(later.getTime() + 4 * 3_600_000);
			expect((await db.rollouts.coverage(id, stale)).total).toMatchObject({
				answering: 3,
				verified: 0,
				healthy: 0,
			});
			expect((await db.rollouts.accounts(id, {}, { limit: 20, now: stale }))[5]?.connector?.state).toBe(
				"unknown",
			);
		}));

	it("expects the management account where it is to have a connector, and every account of a list", () =>
		rolledBack(prisma, async (db) => {
			const payer = { requirements: VISIBILITY, costReport: null };
			const { id } = await launchedRollout(db, { features: { member: VISIBILITY, exceptions: [], payer } });
			await db.rollouts.seeAccounts(id, [seenAccount(1, { isManagement: true, wave: null })], complete);
			expect((await db.rollouts.coverage(id, later)).total.expected).toBe(1);
			const list = await launchedRollout(db, { id: "list", seed: 2, kind: "list" });
			await db.rollouts.seeAccounts(
				list.id,
				[seenAccount(2, { unitId: null, wave: null, state: "UNKNOWN" })],
				complete,
			);
			expect(await db.rollouts.coverage(list.id, later)).toMatchObject({
				total: { expected: 1 },
				units: [{ unit: null, coverage: { expected: 1 } }],
			});
		}));
});

describe("plans", () => {
	it("are written in batches, again without doubling, and applied once", () =>
		rolledBack(prisma, async (db) => {
			const { id: rolloutId } = await launchedRollout(db);
			const actor = { actorId: "ada", actorName: "Ada" };
			for (const [number, id] of ["old", "plan"].entries())
				await db.rolloutPlans.insert({
					id,
					rolloutId,
					...actor,
					createdAt: new Date(now.getTime() + number),
				});
			const row = (number: number, action: "create" | "blocked") => ({
				accountId: accountId(number),
				connectorId: null,
				action,
				reason: "new" as const,
				name: `AWSConnector-${number}`,
				identifier: `AWSConnector_${number}`,
				changes: [{ path: "name", from: "a", to: "b" }],
			});
			await db.rolloutPlans.addRows("plan", [row(1, "create"), row(2, "blocked")]);
			await db.rolloutPlans.addRows("plan", [row(2, "blocked"), row(3, "create")]);
			const counts = { create: 2, update: 0, adopt: 0, unchanged: 0, blocked: 1 };
			await db.rolloutPlans.finish("plan", { state: "ready", failure: null, counts, finishedAt: later });
			expect(await db.rolloutPlans.latest(rolloutId)).toEqual({
				...{ id: "plan", rolloutId, state: "ready", failure: null, counts, operationId: null },
				...{ actorName: "Ada", createdAt: new Date(now.getTime() + 1), finishedAt: later },
			});
			expect(await db.rolloutPlans.rows("plan", { limit: 10 })).toEqual([
				row(1, "create"),
				row(2, "blocked"),
				row(3, "create"),
			]);
			expect(
				await db.rolloutPlans.rows("plan", { action: "create", after: accountId(1), limit: 10 }),
			).toEqual([row(3, "create")]);
			expect(await db.rolloutPlans.row("plan", accountId(2))).toEqual(row(2, "blocked"));
			expect(await db.rolloutPlans.setOperation("plan", "op-1", null)).toBe(true);
			expect(await db.rolloutPlans.setOperation("plan", "op-2", null)).toBe(false);
			expect(await db.rolloutPlans.setOperation("plan", "op-2", "op-1")).toBe(true);
			expect(await db.rolloutPlans.setOperation("plan", "op-3", "op-1")).toBe(false);
			await db.rolloutPlans.prune(rolloutId, 1, later);
			expect(await db.rolloutPlans.find("old")).toBeNull();
			expect((await db.rolloutPlans.find("plan"))?.operationId).toBe("op-2");
		}));
});

describe("plans that were replaced", () => {
	it("stay while their operation runs and for a day after it", () =>
		rolledBack(prisma, async (db) => {
			const { id: rolloutId } = await launchedRollout(db);
			for (const [number, id] of ["applied", "new"].entries()) {
				const createdAt = new Date(now.getTime() + number);
				await db.rolloutPlans.insert({ id, rolloutId, actorId: "ada", actorName: "Ada", createdAt });
			}
			const input = { rolloutId, planId: "applied" };
			const actor = { id: "ada", name: "Ada" };
			await db.operations.insert({ id: "op", kind: "register", input, actor, createdAt: now });
			await db.rolloutPlans.setOperation("applied", "op", null);
			const isThere = async (at: Date) => {
				await db.rolloutPlans.prune(rolloutId, 1, at);
				return (await db.rolloutPlans.find("applied")) !== null;
			};
			const hoursOn = (hours: number) => new Date(later.getTime() + hours * 3_600_000);
			expect(await isThere(hoursOn(99))).toBe(true);
			await db.operations.setState("op", "done", later);
			expect(await isThere(hoursOn(23))).toBe(true);
			expect(await isThere(hoursOn(25))).toBe(false);
		}));
});

describe("somebody limited", () => {
	const sight = (scope: Sight["scope"]): Sight => ({
		actorId: "limited",
		scope,
		seesTrust: true,
		readsAudit: true,
	});

	it("to tags sees no rollout, and to Harness accounts those of theirs", () =>
		rolledBack(prisma, async (db) => {
			const mine = await launchedRollout(db, { id: "mine", harnessAccountRef: "h1" });
			const theirs = await launchedRollout(db, { id: "theirs", seed: 2, harnessAccountRef: "h2" });
			for (const { id } of [mine, theirs]) await db.rollouts.seeAccounts(id, [seenAccount(1)], complete);
			const plan = { id: "plan", rolloutId: "theirs", actorId: "a", actorName: "A", createdAt: now };
			await db.rolloutPlans.insert(plan);
			const byAccount = db.seenBy(sight({ harnessAccountRefs: ["h1"], tags: [] }));
			expect((await byAccount.rollouts.list({ limit: 10 })).map(({ id }) => id)).toEqual(["mine"]);
			expect(await byAccount.rollouts.find("theirs")).toBeNull();
			expect(await byAccount.rollouts.accounts("theirs", {}, { limit: 10, now: later })).toEqual([]);
			expect((await byAccount.rollouts.coverage("theirs", later)).total.expected).toBe(0);
			expect((await byAccount.rollouts.coverage("mine", later)).total.expected).toBe(1);
			expect(await byAccount.rollouts.save("theirs", theirs.version, { name: "x" })).toBeNull();
			await expect(byAccount.rollouts.makeDue("theirs", now)).rejects.toThrow(OutsideScope);
			expect(await byAccount.rolloutPlans.find("plan")).toBeNull();
			expect(await byAccount.rolloutPlans.latest("theirs")).toBeNull();
			const byTag = db.seenBy(sight({ harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] }));
			expect(await byTag.rollouts.list({ limit: 10 })).toEqual([]);
			expect(await byTag.rollouts.find("mine")).toBeNull();
			const claim = { now: new Date(Date.now() + 9_000), lease: "l", leasedUntil: later };
			await expect(byTag.rollouts.claimDue(claim)).rejects.toThrow(OutsideScope);
		}));

	it("not to review trust reads how far it has come, and no word of AWS's or Harness's", () =>
		rolledBack(prisma, async (db) => {
			const { id } = await launchedRollout(db);
			await db.rollouts.seeAccounts(id, [seenAccount(1), seenAccount(2)], complete);
			const words = "Mallory said so";
			const instance = { seenAt: later, reason: words } as const;
			await db.rollouts.seeInstances(
				id,
				new Map<string, StackInstance>([
					[accountId(1), { ...instance, status: "OUTDATED", detail: "FAILED" }],
					[accountId(2), { ...instance, status: "OUTDATED", detail: null }],
				]),
			);
			await db.rollouts.observe(id, {
				reconcileFailure: { code: "UNEXPECTED", detail: words },
				organization: {
					...{ organizationId: "o-1", rootId: ROOT, managementAccountId: accountId(0) },
					...{
						isStackSetsTrusted: true,
						delegatedAdministratorIds: [words],
						serviceControlPolicies: [words],
					},
				},
				stackSet: {
					...{ name: "set", status: "ACTIVE", isAutoDeploymentOn: true, isManagedExecutionOn: true },
					operation: { id: "o", action: "CREATE", status: "FAILED", reason: words, startedAt: null },
				},
			});
			await db.rolloutPlans.insert({
				...{ id: "plan", rolloutId: id, actorId: "a", actorName: "A", createdAt: now },
			});
			const row = {
				accountId: accountId(1),
				connectorId: null,
				action: "update",
				reason: "differs",
			} as const;
			const change = (path: string, to: string) => ({ path, from: to, to });
			const changes = [
				change("name", "Shop"),
				change("spec.crossAccountAccess.externalId", words),
				change("spec.crossAccountAccess.crossAccountRoleArn", words),
			];
			await db.rolloutPlans.addRows("plan", [{ ...row, name: "Shop", identifier: "shop", changes }]);
			await db.rolloutPlans.finish("plan", {
				...{ state: "failed", failure: { code: "UNEXPECTED", detail: words }, finishedAt: later },
				counts: { create: 0, update: 1, adopt: 0, unchanged: 0, blocked: 0 },
			});
			const read = async (seen: Db) => ({
				rollout: await seen.rollouts.find(id),
				list: await seen.rollouts.list({ limit: 9 }),
				accounts: await seen.rollouts.accounts(id, {}, { limit: 9, now: later }),
				account: await seen.rollouts.account(id, accountId(1)),
				unenrolled: await seen.rollouts.unenrolled(id, { limit: 9 }),
				problems: await seen.rollouts.problems(id, later),
				plan: await seen.rolloutPlans.find("plan"),
				latest: await seen.rolloutPlans.latest(id),
				rows: await seen.rolloutPlans.rows("plan", { limit: 9 }),
				row: await seen.rolloutPlans.row("plan", accountId(1)),
			});
			const everywhere = sight({ harnessAccountRefs: [], tags: [] });
			const reviewer = await read(db);
			for (const [what, known] of Object.entries(reviewer))
				expect(JSON.stringify(known), what).toContain(words);
			for (const scope of [everywhere.scope, { harnessAccountRefs: ["h1"], tags: [] }]) {
				const viewer = await read(db.seenBy({ ...everywhere, scope, seesTrust: false }));
				expect(JSON.stringify(viewer)).not.toContain(words);
				expect(viewer).toMatchObject({
					rollout: { reconcileFailure: { code: "UNEXPECTED" }, organization: { isStackSetsTrusted: true } },
					plan: { failure: { code: "UNEXPECTED" } },
					row: {
						changes: [{ path: "name", to: "Shop" }, { path: "spec.crossAccountAccess.externalId" }, {}],
					},
				});
				expect(viewer.accounts.map(({ instance }) => instance?.status)).toEqual(["OUTDATED", "OUTDATED"]);
				expect(viewer.problems.map(({ problem }) => problem.kind).sort()).toEqual([
					"stack-failed",
					"stack-outdated",
				]);
			}
		}));
});
