import { describe, expect, test } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { type Breaker, breakerAt, CLOSED_BREAKER, HARNESS_BREAKER, noteAnswer } from "#lib/domain/breaker.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { verifierExternalId } from "#lib/domain/external-id.ts";
import { ceAwsConnectorBody, registrationFacts } from "#lib/domain/harness-connector.ts";
import { decideHealth } from "#lib/domain/health.ts";
import {
	type AwsConnector,
	awsConnectorBody,
	awsConnectorFacts,
} from "#lib/domain/platform/aws-connector-body.ts";
import type { PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import { failed, ok } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import type { Harness, HarnessConnectorRecord, HarnessConnectorStatus } from "#lib/harness/port.ts";
import { platformSettings } from "#lib/testing/side-by-side.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { SCOPES_A_SWEEP } from "./harness-lists.ts";
import { sweepHarness, sweepHarnessAccounts } from "./sweep-harness.ts";
import { HARNESS_ID, unwrap } from "./verify.test-support.ts";

const REF = "h1";
const HARNESS_ACCOUNT = "EfOfrUbHTtupeZjUqxlHBg";
const NOW = new Date("2026-11-22T12:00:00Z");
const MADE = new Date("2026-11-21T12:00:00Z");
const TESTED = new Date("2026-11-22T11:30:00Z");
const SUCCESS: HarnessConnectorStatus = {
	status: "SUCCESS",
	errorSummary: null,
	errors: [],
	testedAt: TESTED,
	lastConnectedAt: TESTED,
};

type World = {
	readonly ctx: TestContext;
	readonly records: Map<string, HarnessConnectorRecord>;
	readonly asked: string[];
	isDown: boolean;
};

/** Harness as a map of records; while it is down nothing is answered. */
function world(change: Partial<Harness> = {}): World {
	const records = new Map<string, HarnessConnectorRecord>();
	const asked: string[] = [];
	let breaker: Breaker = CLOSED_BREAKER;
	const answered = <T>(name: string, value: () => T) => {
		asked.push(name);
		const isOutage = made.isDown;
		breaker = noteAnswer(breaker, HARNESS_BREAKER, { account: null, isOutage, at: ctx.now().getTime() });
		return made.isDown ? failed({ code: "HARNESS_UNAVAILABLE" as const }) : ok(value());
	};
	const ctx = testContext({
		now: NOW,
		breakers: { stateOf: () => breakerAt(breaker, HARNESS_BREAKER, ctx.now().getTime()).kind },
		harness: {
			listConnectors: async () => answered("list", () => [...records.values()]),
			testConnector: async (_, { identifier }) =>
				answered(`test ${identifier}`, () => ({ ...SUCCESS, testedAt: ctx.now() })),
			getConnector: async (_, { identifier }) => {
				asked.push(`get ${identifier}`);
				const record = records.get(identifier);
				return record === undefined ? failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" }) : ok(record);
			},
			...change,
		},
	});
	const made: World = { ctx, records, asked, isDown: false };
	return made;
}

async function connect(
	{ ctx, records }: World,
	index: number,
	change: Partial<Connector> = {},
): Promise<string> {
	const id = `connector${String(index).padStart(5, "0")}`;
	await ctx.db.harnessAccounts.save({
		ref: REF,
		accountId: HARNESS_ACCOUNT,
		baseUrl: "https://harness.invalid",
		apiKey: "pat.a.b.c",
	});
	const drafted = await ctx.db.connectors.insert({
		id,
		harnessAccountRef: REF,
		requiresAutoStopping: false,
		verifierExternalId: verifierExternalId(new Uint8Array(20).fill(index % 256)),
	});
	const connector: Connector = {
		...drafted,
		status: "registered",
		registeredAt: NOW,
		proof: "harness",
		overview: {
			name: `Team ${index}`,
			identifier: `team_${index}`,
			awsAccountId: unwrap(parseAccountId(String(100_000_000_000 + index))),
			description: "",
			tags: {},
			isGovCloud: false,
		},
		costReport: { kind: "covered", payerConnectorId: "payer" },
		requirements: {
			features: ["VISIBILITY"],
			autoStopping: [],
			governancePolicyArns: [],
			commitmentWrite: false,
		},
		...change,
	};
	ctx.store.connectors.set(id, connector);
	ctx.store.schedule.set(id, {
		dueAt: NOW,
		lease: null,
		leasedUntil: null,
		misses: 0,
		fullAt: null,
		harnessTestAt: NOW,
	});
	// A platform connector's record lies in another list.
	if (connector.destination === "harness-ccm") records.set(`team_${index}`, recordOf(connector));
	return id;
}

function recordOf(connector: Connector): HarnessConnectorRecord {
	const roleArn = derivedRoleArn(connector);
	if (roleArn === null) throw new Error("The connector is complete.");
	const facts = registrationFacts(connector, { roleArn, harnessExternalId: HARNESS_ID });
	if (facts === null) throw new Error("The connector is complete.");
	return { connector: ceAwsConnectorBody(facts), createdAt: NOW, lastModifiedAt: NOW, status: SUCCESS };
}

const signal = new AbortController().signal;

async function found({ ctx }: World, id: string) {
	const result = (await ctx.db.checks.latest(id)).find(({ checkId }) => checkId === "harness-connector");
	return result && [result.outcome, result.code];
}

describe("a sweep of Harness", () => {
	test("judges every registered connector from one list", async () => {
		const all = world();
		const ids: string[] = [];
		for (let index = 0; index < 450; index += 1) ids.push(await connect(all, index));
		await sweepHarness(all.ctx, REF, signal);
		expect(all.asked).toEqual(["list"]);
		for (const id of ids) expect(await found(all, id)).toEqual(["passed", null]);
		expect(await all.ctx.db.connectors.health(ids[0] ?? "")).toMatchObject({ state: "reported" });
	});

	test("leaves the role's own due time as it is", async () => {
		const one = world();
		const id = await connect(one, 1);
		one.ctx.advance(60_000);
		await sweepHarness(one.ctx, REF, signal);
		expect(one.ctx.store.schedule.get(id)?.dueAt).toEqual(NOW);
	});

	test("a connector that Harness has no more fails, one that differs is warned of", async () => {
		const some = world();
		const [gone, other] = [await connect(some, 1), await connect(some, 2)];
		some.records.delete("team_1");
		const record = some.records.get("team_2");
		if (record)
			some.records.set("team_2", { ...record, connector: { ...record.connector, name: "Renamed" } });
		await sweepHarness(some.ctx, REF, signal);
		expect(await found(some, gone)).toEqual(["failed", "HARNESS_CONNECTOR_NOT_FOUND"]);
		expect(await found(some, other)).toEqual(["warning", "HARNESS_CONNECTOR_DIFFERS"]);
	});

	test("paused, offboarding and unregistered connectors are left alone", async () => {
		const some = world();
		const offboarding = {
			startedAt: NOW,
			harnessRemovedAt: null,
			accessRefusedAt: null,
			askedAt: null,
			answer: null,
		};
		const ids = [
			await connect(some, 1, { pausedAt: NOW }),
			await connect(some, 2, { offboarding }),
			await connect(some, 3, { status: "draft" }),
		];
		await sweepHarness(some.ctx, REF, signal);
		for (const id of ids) expect(await found(some, id)).toBeUndefined();
	});

	test("a list that leaves out what is there proves nothing, and is told", async () => {
		const some = world();
		const ids: string[] = [];
		for (let index = 0; index < 20; index += 1) ids.push(await connect(some, index));
		some.ctx.harness.listConnectors = async () => ok([]);
		await sweepHarness(some.ctx, REF, signal);
		for (const id of ids) expect(await found(some, id)).toBeUndefined();
		expect(some.ctx.store.troubles.get(`harness ${REF}`)).toMatchObject({ code: "HARNESS_FORBIDDEN" });
	});

	test("when all are really gone, all fail", async () => {
		const some = world();
		const ids: string[] = [];
		for (let index = 0; index < 20; index += 1) ids.push(await connect(some, index));
		some.records.clear();
		await sweepHarness(some.ctx, REF, signal);
		for (const id of ids) expect(await found(some, id)).toEqual(["failed", "HARNESS_CONNECTOR_NOT_FOUND"]);
		expect(some.asked.filter((name) => name.startsWith("get"))).toHaveLength(3);
	});

	test("a refused key is one trouble, ends when it is taken again, and judges nothing meanwhile", async () => {
		const some = world();
		const id = await connect(some, 1);
		const list = some.ctx.harness.listConnectors;
		some.ctx.harness.listConnectors = async () => failed({ code: "HARNESS_UNAUTHORIZED" });
		await sweepHarness(some.ctx, REF, signal);
		await sweepHarness(some.ctx, REF, signal);
		expect(await found(some, id)).toBeUndefined();
		expect([...some.ctx.store.troubles.values()]).toMatchObject([
			{ kind: "harness", code: "HARNESS_UNAUTHORIZED" },
		]);
		some.ctx.harness.listConnectors = list;
		await sweepHarness(some.ctx, REF, signal);
		expect(some.ctx.store.troubles.get(`harness ${REF}`)?.recoveringAt).not.toBeNull();
	});
});

describe("platform connectors", () => {
	const SHOP = { kind: "project", orgId: "default", projectId: "shop" } as const;

	/** In Harness under the same identifiers as Cost Management's, each scope with a list of its own. */
	function platformWorld() {
		const lists = new Map<string, HarnessConnectorRecord<AwsConnector>[]>();
		const keyOf = (scope: PlatformScope | undefined) => JSON.stringify(scope ?? { kind: "account" });
		const asked: string[] = [];
		const made = world({
			listAwsConnectors: async (_, { scope }) => {
				asked.push(`list ${keyOf(scope)}`);
				const list = lists.get(keyOf(scope));
				return list === undefined ? failed({ code: "HARNESS_FORBIDDEN" }) : ok(list);
			},
			getAwsConnector: async () => failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" }),
			testConnector: async (_, { identifier, scope }) => {
				asked.push(`test ${identifier} ${keyOf(scope)}`);
				return ok({ ...SUCCESS, testedAt: NOW });
			},
		});
		async function connectAws(index: number, scope: PlatformScope, status = SUCCESS): Promise<string> {
			const platform = platformSettings({ scope });
			const costs = { costReport: null, requirements: null } as const;
			const id = await connect(made, index, { destination: "harness-platform", platform, ...costs });
			const connector = made.ctx.store.connectors.get(id);
			const facts = connector && awsConnectorFacts(connector);
			if (facts == null) throw new Error("It is complete.");
			const record = { createdAt: MADE, lastModifiedAt: MADE, status, connector: awsConnectorBody(facts) };
			lists.set(keyOf(scope), [...(lists.get(keyOf(scope)) ?? []), record]);
			return id;
		}
		return { ...made, lists, asked, keyOf, connectAws };
	}

	test("are judged from the list of the scope where each lies, beside Cost Management's", async () => {
		const some = platformWorld();
		const costs = await connect(some, 1);
		const ofAccount = await some.connectAws(2, { kind: "account" });
		const ofShop = await some.connectAws(3, SHOP);
		await sweepHarness(some.ctx, REF, signal);
		for (const id of [costs, ofAccount, ofShop]) expect(await found(some, id)).toEqual(["passed", null]);
		expect(some.asked).toEqual([`list ${some.keyOf(undefined)}`, `list ${some.keyOf(SHOP)}`]);
	});

	test("of a scope that gives no list stay as they are known, and the others are judged", async () => {
		const some = platformWorld();
		const ofShop = await some.connectAws(1, SHOP);
		const ofAccount = await some.connectAws(2, { kind: "account" });
		some.lists.delete(some.keyOf(SHOP));
		await sweepHarness(some.ctx, REF, signal);
		expect(await found(some, ofShop)).toBeUndefined();
		expect(await found(some, ofAccount)).toEqual(["passed", null]);
	});

	test("that are gone from their scope fail, though another scope has one of that name", async () => {
		const some = platformWorld();
		const gone = await some.connectAws(1, SHOP);
		const [record] = some.lists.get(some.keyOf(SHOP)) ?? [];
		some.lists.set(some.keyOf(SHOP), []);
		if (record) some.lists.set(some.keyOf(undefined), [record]);
		await sweepHarness(some.ctx, REF, signal);
		expect(await found(some, gone)).toEqual(["failed", "HARNESS_CONNECTOR_NOT_FOUND"]);
	});

	test("are tested by Harness once a day, at their scope", async () => {
		const some = platformWorld();
		const id = await some.connectAws(1, SHOP, { ...SUCCESS, status: "FAILURE", testedAt: new Date(0) });
		const row = some.ctx.store.schedule.get(id);
		if (row) row.harnessTestAt = null;
		await sweepHarness(some.ctx, REF, signal);
		expect(some.asked).toContain(`test team_1 ${some.keyOf(SHOP)}`);
		expect(await found(some, id)).toEqual(["passed", null]);
	});

	test("are tested anew before a day is over, and whenever they were changed since", async () => {
		const some = platformWorld();
		const almost = new Date(NOW.getTime() - 21 * 3_600_000);
		const [old, changed, young] = [
			await some.connectAws(1, SHOP, { ...SUCCESS, testedAt: almost }),
			await some.connectAws(2, SHOP),
			await some.connectAws(3, SHOP),
		];
		const list = some.lists.get(some.keyOf(SHOP)) ?? [];
		const made = { createdAt: MADE, lastModifiedAt: new Date(almost.getTime() - 1) };
		const [first, second, third] = list;
		if (!first || !second || !third) throw new Error("Three were connected.");
		some.lists.set(some.keyOf(SHOP), [{ ...first, ...made }, { ...second, lastModifiedAt: NOW }, third]);
		for (const id of [old, changed, young]) {
			const row = some.ctx.store.schedule.get(id);
			if (row) row.harnessTestAt = almost;
		}
		some.ctx.harness.testConnector = async (_, { identifier }) => {
			some.asked.push(`test ${identifier}`);
			return failed({ code: "HARNESS_UNAVAILABLE" });
		};
		await sweepHarness(some.ctx, REF, signal);
		expect(some.asked.filter((name) => name.startsWith("test"))).toEqual(["test team_1", "test team_2"]);
		expect(await found(some, old)).toEqual(["passed", null]);
		expect(await found(some, changed)).toEqual(["waiting", null]);
		expect(await some.ctx.db.connectors.health(changed)).toMatchObject({ state: "pending" });
		some.ctx.advance(15 * 60_000);
		await sweepHarness(some.ctx, REF, signal);
		expect(some.asked.filter((name) => name.startsWith("test"))).toHaveLength(2);
	});

	test("in more scopes than one sweep lists are all judged in turn", async () => {
		const many = platformWorld();
		const count = SCOPES_A_SWEEP + 15;
		const ids: string[] = [];
		for (let index = 0; index < count; index += 1)
			ids.push(await many.connectAws(index, { kind: "organization", orgId: `o${index}` }));
		await sweepHarness(many.ctx, REF, signal);
		expect(many.asked).toHaveLength(SCOPES_A_SWEEP);
		for (let turn = 0; turn < count / 15; turn += 1) {
			many.ctx.advance(15 * 60_000);
			await sweepHarness(many.ctx, REF, signal);
		}
		for (const id of ids) expect(await found(many, id)).toEqual(["passed", null]);
	});
});

test("a CloudZero connection is no business of Harness's", async () => {
	const some = world();
	const id = await connect(some, 1, { destination: "cloudzero" });
	some.records.clear();
	await sweepHarness(some.ctx, REF, signal);
	expect(await found(some, id)).toBeUndefined();
});

describe("Harness's own test", () => {
	test("is asked for daily, only where Harness never re-tests", async () => {
		const some = world();
		const yesterday = new Date(NOW.getTime() - 25 * 3_600_000);
		const old = { ...SUCCESS, testedAt: yesterday };
		for (const [index, features] of [
			["VISIBILITY"],
			["VISIBILITY", "OPTIMIZATION"],
			["VISIBILITY"],
		].entries()) {
			const id = await connect(some, index);
			const record = some.records.get(`team_${index}`);
			if (record === undefined) throw new Error("It was connected.");
			const spec = { ...record.connector.spec, featuresEnabled: features };
			const status = index === 2 ? SUCCESS : old;
			some.records.set(`team_${index}`, { ...record, connector: { ...record.connector, spec }, status });
			const row = some.ctx.store.schedule.get(id);
			if (row) row.harnessTestAt = yesterday;
		}
		await sweepHarness(some.ctx, REF, signal);
		expect(some.asked).toEqual(["list", "test team_0"]);
		await sweepHarness(some.ctx, REF, signal);
		expect(some.asked.filter((name) => name.startsWith("test"))).toEqual(["test team_0"]);
	});

	test("is asked for at most 120 times in one sweep, the longest untested first", async () => {
		const many = world();
		for (let index = 0; index < 300; index += 1) {
			const id = await connect(many, index);
			const record = many.records.get(`team_${index}`);
			if (record) many.records.set(`team_${index}`, { ...record, status: null });
			const row = many.ctx.store.schedule.get(id);
			if (row) row.harnessTestAt = new Date(NOW.getTime() - (30 + index) * 3_600_000);
		}
		await sweepHarness(many.ctx, REF, signal);
		const tested = many.asked.filter((name) => name.startsWith("test "));
		expect(tested).toHaveLength(120);
		expect(new Set(tested)).toContain("test team_299");
		expect(new Set(tested)).not.toContain("test team_0");
	});
});

test("connectors that Harness gives no answer about go behind the others, and keep none from its turn", async () => {
	const some = world();
	const stuck = 5;
	for (let index = 0; index < 130; index += 1) {
		const id = await connect(some, index);
		const record = some.records.get(`team_${index}`);
		if (record) some.records.set(`team_${index}`, { ...record, status: null });
		const row = some.ctx.store.schedule.get(id);
		if (row) row.harnessTestAt = index < stuck ? null : new Date(NOW.getTime() - 30 * 3_600_000);
	}
	const test = some.ctx.harness.testConnector;
	some.ctx.harness.testConnector = async (target, { identifier, ...call }) => {
		const isStuck = Number(identifier.slice("team_".length)) < stuck;
		const answer = await test(target, { identifier, ...call });
		return isStuck ? failed({ code: "HARNESS_UNAVAILABLE" }) : answer;
	};
	const tested = () => some.asked.filter((name) => name.startsWith("test "));
	await sweepHarness(some.ctx, REF, signal);
	expect(tested()).toHaveLength(120);
	expect(some.ctx.store.schedule.get("connector00000")?.harnessTestAt).toEqual(NOW);
	some.ctx.advance(15 * 60_000);
	await sweepHarness(some.ctx, REF, signal);
	expect(new Set(tested()).size).toBe(130);
	expect(tested()).toHaveLength(130);
});

test("a Harness that answers nothing is left alone until the next sweep", async () => {
	const some = world({ testConnector: async () => failed({ code: "HARNESS_UNAVAILABLE" }) });
	for (let index = 0; index < 100; index += 1) {
		const id = await connect(some, index);
		const record = some.records.get(`team_${index}`);
		if (record) some.records.set(`team_${index}`, { ...record, status: null });
		const row = some.ctx.store.schedule.get(id);
		if (row) row.harnessTestAt = null;
	}
	await sweepHarness(some.ctx, REF, signal);
	const asked = [...some.ctx.store.schedule.values()].filter(({ harnessTestAt }) => harnessTestAt !== null);
	expect(asked.length).toBeGreaterThan(3);
	expect(asked.length).toBeLessThan(20);
});

test("a test of yesterday's is no word of today's, unless our own calls prove the role", async () => {
	const some = world({ testConnector: async () => failed({ code: "HARNESS_UNAVAILABLE" }) });
	const old = { ...SUCCESS, testedAt: new Date(NOW.getTime() - 25 * 3_600_000) };
	const ids = [await connect(some, 0), await connect(some, 1, { proof: "direct" })];
	for (const [name, record] of some.records) some.records.set(name, { ...record, status: old });
	await sweepHarness(some.ctx, REF, signal);
	expect(await found(some, ids[0] ?? "")).toEqual(["unknown", "EVIDENCE_EXPIRED"]);
	expect(await found(some, ids[1] ?? "")).toEqual(["passed", null]);
});

test("Harness down for an hour: connectors become unknown by age, none fails, one trouble is told", async () => {
	const some = world();
	const ids: string[] = [];
	for (let index = 0; index < 12; index += 1) ids.push(await connect(some, index));
	await sweepHarnessAccounts(some.ctx, signal);
	const before = some.ctx.store.results.length;
	some.isDown = true;
	const troubles = new Set<Date>();
	// A sweep every quarter of an hour, and the question about itself every minute.
	for (let minute = 1; minute <= 60; minute += 1) {
		some.ctx.advance(60_000);
		await some.ctx.harness.listConnectors({ baseUrl: "", accountId: "", apiKey: "" }, { filter: {} });
		if (minute % 15 === 0) await sweepHarnessAccounts(some.ctx, signal);
		for (const { openedAt } of some.ctx.store.troubles.values()) troubles.add(openedAt);
	}
	expect(some.ctx.store.results).toHaveLength(before);
	expect(troubles.size).toBe(1);
	expect(some.ctx.store.healthChanges.filter(({ to }) => to === "failing" || to === "degraded")).toEqual([]);
	const dayLater = new Date(NOW.getTime() + 25 * 3_600_000);
	for (const id of ids) {
		const connector = some.ctx.store.connectors.get(id);
		const results = await some.ctx.db.checks.latest(id);
		const facts = { results, proof: "harness", status: "registered", paused: false } as const;
		expect(connector?.status).toBe("registered");
		expect(decideHealth({ ...facts, requiresBilling: false, now: dayLater }).state).toBe("unknown");
	}
	some.isDown = false;
	some.ctx.advance(120_000);
	await sweepHarnessAccounts(some.ctx, signal);
	expect(some.ctx.store.troubles.get(`harness ${REF}`)?.recoveringAt).not.toBeNull();
});
