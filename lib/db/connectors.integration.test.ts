import { describe, expect, it } from "vitest";
import { type AccountId, parseAccountId } from "#lib/domain/account-id.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { type Connector, DEFAULT_ROLE_OPTIONS, type Overview } from "#lib/domain/connector.ts";
import { verifierExternalId } from "#lib/domain/external-id.ts";
import { rolledBack, testPrisma } from "#lib/testing/database.ts";
import type { Db } from "./port.ts";

const prisma = testPrisma();
const now = new Date("2026-11-22T03:00:00Z");

function accountId(text: string): AccountId {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error(text);
	return parsed.value;
}

async function harnessAccount(db: Db, ref = "default") {
	await db.harnessAccounts.save({ ref, accountId: `account-${ref}`, baseUrl: "https://app.harness.io" });
	return ref;
}

let counter = 0;
async function draft(db: Db, ref: string): Promise<Connector> {
	counter += 1;
	const bytes = Uint8Array.from({ length: 20 }, (_, index) => (index * 31 + counter * 7) % 256);
	return db.connectors.insert({
		id: `connector${String(counter).padStart(11, "0")}`,
		harnessAccountRef: ref,
		requiresAutoStopping: false,
		verifierExternalId: verifierExternalId(bytes),
	});
}

function overview(account: string, identifier = "payer_us"): Overview {
	return {
		name: "payer-us",
		identifier,
		awsAccountId: accountId(account),
		description: "",
		tags: {},
		isGovCloud: false,
	};
}

function passed(checkId: CheckResult["checkId"]): CheckResult {
	return {
		checkId,
		outcome: "passed",
		code: null,
		observed: "It answers.",
		details: {},
		requestId: "r-1",
		region: "us-east-1",
		durationMs: 12,
		checkedAt: now,
	};
}

describe("connectors", () => {
	it("comes back as it was saved, with the version counted up", () =>
		rolledBack(prisma, async (db) => {
			const connector = await draft(db, await harnessAccount(db));
			const saved = await db.connectors.save(connector.id, 1, { overview: overview("000000000012") });
			expect(saved).toMatchObject({ version: 2, overview: overview("000000000012") });
			expect(await db.connectors.find(connector.id)).toEqual(saved);
		}));

	it("refuses a save that was made from an older version", () =>
		rolledBack(prisma, async (db) => {
			const connector = await draft(db, await harnessAccount(db));
			await db.connectors.save(connector.id, 1, { overview: overview("123456789012") });
			expect(await db.connectors.save(connector.id, 1, { proof: "harness" })).toBeNull();
		}));

	it.each([
		["account", overview("123456789012", "other")],
		["identifier", overview("210987654321", "payer_us")],
	])("names the rule when the %s is taken by a live connector", (rule, second) =>
		rolledBack(prisma, async (db) => {
			const ref = await harnessAccount(db);
			const [first, other] = [await draft(db, ref), await draft(db, ref)];
			await db.connectors.save(first.id, 1, { overview: overview("123456789012") });
			expect(await db.connectors.save(other.id, 1, { overview: second })).toBe(rule);
		}),
	);

	it("lets an account be connected again once its connector is offboarded", () =>
		rolledBack(prisma, async (db) => {
			const ref = await harnessAccount(db);
			const [first, other] = [await draft(db, ref), await draft(db, ref)];
			await db.connectors.save(first.id, 1, { overview: overview("123456789012"), status: "offboarded" });
			const saved = await db.connectors.save(other.id, 1, { overview: overview("123456789012") });
			expect(saved).toMatchObject({ version: 2 });
		}));
});

describe("the list", () => {
	it("comes newest first, page by page, none twice", () =>
		rolledBack(prisma, async (db) => {
			const ref = await harnessAccount(db);
			const made: string[] = [];
			for (let count = 0; count < 5; count += 1) made.unshift((await draft(db, ref)).id);
			const first = await db.connectors.list({ limit: 3, now });
			const after = first.at(-1)?.id ?? "";
			const second = await db.connectors.list({ limit: 3, now, after });
			expect([...first, ...second].map(({ id }) => id)).toEqual(made);
		}));
});

describe("evidence", () => {
	async function checked(db: Db, connector: Connector, version: number): Promise<void> {
		const run = {
			id: `run-${connector.id}-${version}`,
			connectorId: connector.id,
			kind: "full" as const,
			requestedAt: now,
		};
		await db.checks.requestRun(run);
		await db.checks.startRun(run.id, now, version);
		await db.checks.record(connector.id, run.id, [passed("role-assumable")]);
	}

	it("about one account says nothing once the connector is for another", () =>
		rolledBack(prisma, async (db) => {
			const connector = await draft(db, await harnessAccount(db));
			await db.connectors.save(connector.id, 1, { overview: overview("123456789012") });
			await checked(db, connector, 2);
			expect(await db.checks.latest(connector.id)).toHaveLength(1);
			await db.connectors.save(connector.id, 2, { overview: overview("210987654321") });
			expect(await db.checks.latest(connector.id)).toEqual([]);
			expect(await db.checks.passedTimes(connector.id, "role-assumable")).toEqual({
				first: null,
				last: null,
			});
		}));

	it("forgets with a role that it was found, and remembers which one had let us in", () =>
		rolledBack(prisma, async (db) => {
			const connector = await draft(db, await harnessAccount(db));
			await db.connectors.save(connector.id, 1, { overview: overview("123456789012") });
			await db.connectors.observe(connector.id, { roleFoundAt: now });
			const role = { ...DEFAULT_ROLE_OPTIONS, roleName: "Second" };
			const second = await db.connectors.save(connector.id, 2, { role });
			const earlierRoleArn = "arn:aws:iam::123456789012:role/HarnessCERole";
			expect(second).toMatchObject({ roleFoundAt: null, earlierRoleArn });
			const third = { ...DEFAULT_ROLE_OPTIONS, roleName: "Third" };
			await db.connectors.save(connector.id, 3, { role: third });
			expect(await db.connectors.find(connector.id)).toMatchObject({ earlierRoleArn });
		}));

	it("of a run that began before the change says nothing, even when it is recorded after it", () =>
		rolledBack(prisma, async (db) => {
			const connector = await draft(db, await harnessAccount(db));
			await db.connectors.save(connector.id, 1, { overview: overview("123456789012") });
			await db.connectors.save(connector.id, 2, { overview: overview("210987654321") });
			await checked(db, connector, 2);
			expect(await db.checks.latest(connector.id)).toEqual([]);
		}));

	it("stays when only the description changes", () =>
		rolledBack(prisma, async (db) => {
			const connector = await draft(db, await harnessAccount(db));
			await db.connectors.save(connector.id, 1, { overview: overview("123456789012") });
			await checked(db, connector, 2);
			await db.connectors.save(connector.id, 2, {
				overview: { ...overview("123456789012"), description: "Payer" },
			});
			expect(await db.checks.latest(connector.id)).toHaveLength(1);
		}));

	it("past its limit makes the list say unknown, whatever the row says", () =>
		rolledBack(prisma, async (db) => {
			const connector = await draft(db, await harnessAccount(db));
			const results = [{ ...passed("role-assumable"), outcome: "warning" as const }];
			const evaluate = { now, isVendorMode: false, durationMs: null, random: 0 };
			const { id: connectorId } = connector;
			const write = { connectorId, connectorVersion: 1, runId: "run", lease: null, results, evaluate };
			await db.evidence.write([write]);
			const at = async (time: Date) => (await db.connectors.list({ limit: 1, now: time }))[0]?.health;
			expect(await at(now)).toBe("pending");
			expect(await at(new Date(now.getTime() + (3 * 60 + 1) * 60_000))).toBe("unknown");
		}));

	it("never moves the version or the time of the last edit", () =>
		rolledBack(prisma, async (db) => {
			const connector = await draft(db, await harnessAccount(db));
			await db.connectors.observe(connector.id, { launchedAt: now, watchedAt: now });
			const after = await db.connectors.find(connector.id);
			expect(after).toMatchObject({ version: 1, updatedAt: connector.updatedAt, launchedAt: now });
		}));
});

describe("secrets", () => {
	it("are not in the table in the clear, and come back only through apiKey()", () =>
		rolledBack(prisma, async (db) => {
			const key = "pat.account.token.verysecretvalue";
			await db.harnessAccounts.save({
				ref: "default",
				accountId: "a",
				baseUrl: "https://app.harness.io",
				apiKey: key,
			});
			expect(JSON.stringify(await db.harnessAccounts.find("default"))).not.toContain("verysecretvalue");
			expect(await db.harnessAccounts.apiKey("default")).toBe(key);
		}));

	it("forget what Harness said when the account changes", () =>
		rolledBack(prisma, async (db) => {
			await harnessAccount(db);
			const externalId = verifierExternalId(new Uint8Array(20));
			const connection = { harnessAwsAccountId: "891928451355", externalId };
			await db.harnessAccounts.observe("default", { connection, checkedAt: now });
			expect((await db.harnessAccounts.find("default"))?.connection).toEqual(connection);
			await db.harnessAccounts.save({ ref: "default", accountId: "b", baseUrl: "https://app.harness.io" });
			expect((await db.harnessAccounts.find("default"))?.connection).toBeNull();
		}));
});

describe("unsaved typing", () => {
	it("is kept by step and removed with null", () =>
		rolledBack(prisma, async (db) => {
			const connector = await draft(db, await harnessAccount(db));
			await db.connectors.saveDraft(connector.id, "overview", { name: "half a na" });
			expect(await db.connectors.drafts(connector.id)).toEqual({ overview: { name: "half a na" } });
			await db.connectors.saveDraft(connector.id, "overview", null);
			expect(await db.connectors.drafts(connector.id)).toEqual({ overview: null });
		}));
});
