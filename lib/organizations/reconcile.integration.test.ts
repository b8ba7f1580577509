import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "#lib/context.ts";
import { createDb } from "#lib/db/create-db.ts";
import { harnessExternalId } from "#lib/domain/external-id.ts";
import { ORGANIZATION_READER_ROLE_NAME, type Rollout } from "#lib/domain/rollout.ts";
import { sweepOnce } from "#lib/health/sweep.ts";
import { verifyOurselves } from "#lib/health/verify-ourselves.ts";
import { HARNESS_ACCOUNT_ID } from "#lib/sandbox/credentials.ts";
import { testSecretBox } from "#lib/testing/database.ts";
import { launchOrganizationStack } from "#lib/testing/launched-organization.ts";
import { ownDatabase } from "#lib/testing/own-database.ts";
import {
	accountIdOf,
	launchedRollout,
	type NewTestRollout,
	TEST_HARNESS_ACCOUNT_ID,
	VISIBILITY,
} from "#lib/testing/rollout-world.ts";
import { putOrganization, type SandboxOrganization, unitNamed } from "#lib/testing/sandbox-organization.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import { sweepContext } from "#lib/testing/sweep-context.ts";
import { reconcileDue, reconcileRollout } from "./reconcile-rollout.ts";

const MANAGEMENT = "700000000001";
const FIRST = "710000000001";
const SECOND = "710000000002";
const NIGHTLY = "710000000003";
const JOINER = "720000000001";
const never = new AbortController().signal;

const { prisma } = await ownDatabase();
const db = createDb(prisma, testSecretBox());
let world: SandboxWorld;
let organization: SandboxOrganization;
let ctx: Context;
let aheadMs = 0;
let counter = 0;

beforeAll(async () => {
	world = await startSandboxWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
	await world.admin("POST", "reset");
	await prisma.rollout.deleteMany();
	await prisma.connector.deleteMany();
	organization = await putOrganization(world.sandbox.url, {
		account: MANAGEMENT,
		units: [
			{
				name: "Production",
				accounts: [
					{ id: FIRST, name: "Shop" },
					{ id: SECOND, name: "Data" },
				],
			},
			{ name: "Test", units: [{ name: "Nightly", accounts: [{ id: NIGHTLY, tags: { env: "ci" } }] }] },
		],
	});
	aheadMs = 0;
	ctx = sweepContext({ db, aws: world.aws, now: () => new Date(Date.now() + aheadMs) });
});

const accountOfHarness = accountIdOf(HARNESS_ACCOUNT_ID);
async function rollout(options: NewTestRollout = {}): Promise<Rollout> {
	counter += 1;
	const { launch, ...rest } = options;
	const waves = launch?.waves ?? [[organization.rootId]];
	const made = await launchedRollout(db, {
		...{ id: `rollout-${counter}`, seed: counter, at: new Date() },
		...{ launch: { stackName: "harness-ccm-organization", ...launch, waves }, ...rest },
	});
	const externalId = harnessExternalId(accountOfHarness, TEST_HARNESS_ACCOUNT_ID);
	const connection = { harnessAwsAccountId: accountOfHarness, externalId };
	await db.harnessAccounts.observe("h1", { connection });
	const saved = await db.rollouts.save(made.id, made.version, {
		managementAccountId: accountIdOf(MANAGEMENT),
	});
	if (saved === null) throw new Error("not saved");
	return saved;
}
const look = (id: string) => reconcileRollout(ctx, { rolloutId: id, signal: never });
const accounts = (id: string) => db.rollouts.accounts(id, {}, { limit: 50, now: ctx.now() });
async function accountOf(id: string, accountId: string) {
	const found = (await accounts(id)).find((row) => row.accountId === accountId);
	if (found === undefined) throw new Error(`There is no account ${accountId}.`);
	return found;
}
const current = async (id: string) => {
	const found = await db.rollouts.find(id);
	if (found === null) throw new Error("no rollout");
	return found;
};

describe("from the launch on", () => {
	it("says that the reader is missing until the stack is there, then sees who is in it and enrols whom it reached", async () => {
		const payer = { requirements: VISIBILITY, costReport: null };
		const made = await rollout({ features: { member: VISIBILITY, exceptions: [], payer } });
		await look(made.id);
		expect(await current(made.id)).toMatchObject({
			readerFoundAt: null,
			reconciledAt: null,
			reconcileFailure: { code: "ORGANIZATION_READER_NOT_FOUND" },
		});
		expect(await accounts(made.id)).toEqual([]);

		expect(await launchOrganizationStack(world.sandbox.url, made)).toBe("CREATE_COMPLETE");
		await look(made.id);
		expect(await current(made.id)).toMatchObject({
			reconcileFailure: null,
			organization: {
				organizationId: organization.id,
				rootId: organization.rootId,
				managementAccountId: MANAGEMENT,
				isStackSetsTrusted: true,
				delegatedAdministratorIds: [],
				serviceControlPolicies: [],
			},
			stackSet: {
				name: "harness-ce-iam-stackset",
				status: "ACTIVE",
				isAutoDeploymentOn: true,
				isManagedExecutionOn: true,
				operation: { action: "CREATE", status: "SUCCEEDED" },
			},
		});
		expect((await db.rollouts.units(made.id)).map(({ path }) => path)).toEqual([
			"Root",
			"Root / Production",
			"Root / Test",
			"Root / Test / Nightly",
		]);
		const rows = await accounts(made.id);
		expect(rows.map((row) => [row.accountId, row.name, row.stage, row.connector?.name])).toEqual([
			[MANAGEMENT, expect.any(String), "expected", `AWSConnector-${MANAGEMENT}`],
			[FIRST, "Shop", "deployed", `AWSConnector-${FIRST}`],
			[SECOND, "Data", "deployed", `AWSConnector-${SECOND}`],
			[NIGHTLY, expect.any(String), "deployed", `AWSConnector-${NIGHTLY}`],
		]);

		// The ordinary checks prove the roles, each with its own external ID.
		await verifyOurselves(ctx, { partition: "aws" });
		await sweepOnce(ctx, { limit: 20 });
		expect((await db.rollouts.coverage(made.id, ctx.now())).total).toMatchObject({
			expected: 4,
			answering: 4,
		});
		aheadMs = 180_000;
		await verifyOurselves(ctx, { partition: "aws" });
		await sweepOnce(ctx, { limit: 20 });
		expect((await db.rollouts.coverage(made.id, ctx.now())).total).toEqual({
			...{ expected: 4, deployed: 4, answering: 4, verified: 4, registered: 0, healthy: 0 },
		});
		expect(await db.rollouts.problems(made.id, ctx.now())).toEqual([]);
		for (const { connectorId } of await accounts(made.id)) {
			const results = await db.checks.latest(connectorId ?? "");
			expect(results.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
		}
		// Registered, the same evidence makes it healthy as soon as it is looked at, and that is at once.
		const [, shop] = await accounts(made.id);
		const connector = await db.connectors.find(shop?.connectorId ?? "");
		if (connector === null) throw new Error("no connector");
		const registered = { status: "registered", registeredAt: ctx.now() } as const;
		await db.connectors.save(connector.id, connector.version, registered);
		expect(await sweepOnce(ctx, { limit: 20 })).toEqual({ claimed: 1 });
		expect((await accountOf(made.id, FIRST)).stage).toBe("healthy");
		const entries = await db.audit.list(made.id, 10);
		expect(entries.map(({ action }) => action)).toContain("rollout.enrolled");
	}, 60_000);

	it("follows who joins, leaves, moves and is suspended", async () => {
		const made = await rollout();
		await launchOrganizationStack(world.sandbox.url, made);
		await look(made.id);
		const shop = await accountOf(made.id, FIRST);
		await world.admin("POST", "organizations/join", {
			management: MANAGEMENT,
			account: JOINER,
			unit: "Test",
		});
		await world.admin("POST", "organizations/leave", { account: FIRST });
		await world.admin("POST", "organizations/state", { account: SECOND, state: "SUSPENDED" });
		await world.admin("POST", "organizations/move", { account: NIGHTLY, unit: "Production" });
		await expect
			.poll(
				async () => {
					await look(made.id);
					return (await accountOf(made.id, JOINER)).connector?.status;
				},
				{ timeout: 20_000 },
			)
			.toBe("draft");
		const changes = await db.rollouts.changes(made.id, { limit: 10 });
		expect(changes.map(({ accountId, kind, details }) => [accountId, kind, details]).sort()).toEqual([
			[FIRST, "left", { name: "Shop" }],
			[SECOND, "state-changed", { from: "ACTIVE", to: "SUSPENDED" }],
			[
				NIGHTLY,
				"moved",
				{ from: unitNamed(organization, "Nightly"), to: unitNamed(organization, "Production") },
			],
			[JOINER, "joined", { name: `Account ${JOINER}` }],
		]);
		expect(await accountOf(made.id, FIRST)).toMatchObject({ stage: null, leftAt: expect.any(Date) });
		// It was never registered: nobody looks at a role that left with its account.
		expect(await db.connectors.find(shop.connectorId ?? "")).toMatchObject({ pausedAt: expect.any(Date) });
		expect((await accountOf(made.id, SECOND)).problem).toMatchObject({ kind: "account-state" });
	}, 60_000);

	it("takes nothing for gone when AWS refuses a page, and says since when it sees nothing", async () => {
		const made = await rollout();
		await launchOrganizationStack(world.sandbox.url, made);
		await look(made.id);
		const seen = await current(made.id);
		const refusal = { kind: "error", service: "organizations", code: "AccessDeniedException", status: 400 };
		await world.admin("POST", "faults/rules", { ...refusal, action: "ListAccountsForParent" });
		await world.admin("POST", "organizations/leave", { account: FIRST });
		await look(made.id);
		expect(await current(made.id)).toMatchObject({
			reconciledAt: seen.reconciledAt,
			reconcileFailure: { code: "PERMISSION_DENIED" },
		});
		expect((await accounts(made.id)).filter(({ leftAt }) => leftAt !== null)).toEqual([]);
	}, 60_000);

	it("does not use a reader role that lets others in", async () => {
		const made = await rollout();
		await launchOrganizationStack(world.sandbox.url, made);
		await world.admin("PUT", "roles", {
			...{ account: MANAGEMENT, name: ORGANIZATION_READER_ROLE_NAME, propagationDelayMs: 0 },
			trustPolicy: {
				Version: "2012-10-17",
				Statement: [
					{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::555566667777:root" }, Action: "sts:AssumeRole" },
				],
			},
			attached: ["arn:aws:iam::aws:policy/AdministratorAccess"],
		});
		await look(made.id);
		expect(await current(made.id)).toMatchObject({
			readerFoundAt: null,
			reconcileFailure: { code: "ORGANIZATION_READER_NOT_STRICT" },
		});
		expect(await accounts(made.id)).toEqual([]);
	}, 60_000);

	it("enrols no account of a wave that has not begun, and the next once it has", async () => {
		const waves = [[unitNamed(organization, "Production")], [unitNamed(organization, "Test")]];
		const made = await rollout({ launch: { waves } });
		await launchOrganizationStack(world.sandbox.url, made);
		await look(made.id);
		expect((await accounts(made.id)).map(({ wave, connectorId }) => [wave, connectorId !== null])).toEqual([
			[null, false],
			[0, true],
			[0, true],
			[1, false],
		]);
		const { version, launch } = await current(made.id);
		if (launch === null) throw new Error("no launch");
		const next = await db.rollouts.save(made.id, version, { launch: { ...launch, wavesBegun: 2 } });
		if (next === null) throw new Error("not saved");
		await launchOrganizationStack(world.sandbox.url, next, { isUpdate: true });
		await look(made.id);
		expect((await accountOf(made.id, NIGHTLY)).connector).toMatchObject({ status: "draft" });
	}, 60_000);

	it("reads tags where an exception goes by them, and gives the account its own features", async () => {
		const requirements = { ...VISIBILITY, features: ["VISIBILITY", "OPTIMIZATION"] as const };
		const exceptions = [{ match: { kind: "tag", key: "env", value: "ci" } as const, requirements }];
		const made = await rollout({ features: { member: VISIBILITY, exceptions, payer: null } });
		await launchOrganizationStack(world.sandbox.url, made);
		await look(made.id);
		const featuresOf = async (accountId: string) => {
			const { connectorId } = await accountOf(made.id, accountId);
			return (await db.connectors.find(connectorId ?? ""))?.requirements?.features;
		};
		expect(await featuresOf(NIGHTLY)).toEqual(["VISIBILITY", "OPTIMIZATION"]);
		expect(await featuresOf(FIRST)).toEqual(["VISIBILITY"]);
		// Tags are asked for once.
		expect(await db.rollouts.untagged(made.id, 10)).toEqual([]);
	}, 60_000);
});

it("works from a delegated administrator's account", async () => {
	await world.admin("PUT", "organizations/delegates", { management: MANAGEMENT, account: FIRST });
	const made = await rollout({ launch: { delegatedAdministratorId: accountIdOf(FIRST) } });
	expect(await launchOrganizationStack(world.sandbox.url, made)).toBe("CREATE_COMPLETE");
	await look(made.id);
	expect(await current(made.id)).toMatchObject({
		reconcileFailure: null,
		organization: { managementAccountId: MANAGEMENT, delegatedAdministratorIds: [FIRST] },
	});
	expect((await accountOf(made.id, SECOND)).instance).toMatchObject({ status: "CURRENT" });
}, 60_000);

it("reads the accounts' names before the launch through a payer whose role has our template, and no unit", async () => {
	const requirements = { ...VISIBILITY, features: ["VISIBILITY", "BILLING"] as const };
	const costReport = {
		kind: "own",
		reportName: "costs",
		bucketName: "acme-costs",
		reportType: "CUR2.0",
	} as const;
	const features = { member: VISIBILITY, exceptions: [], payer: { requirements, costReport } };
	const before = await rollout({ features });
	expect(await launchOrganizationStack(world.sandbox.url, before)).toBe("CREATE_COMPLETE");
	await look(before.id);
	const payer = await db.connectors.find((await accountOf(before.id, MANAGEMENT)).connectorId ?? "");
	if (payer === null) throw new Error("no payer");
	for (aheadMs of [0, 180_000]) {
		await verifyOurselves(ctx, { partition: "aws" });
		await sweepOnce(ctx, { limit: 20 });
	}
	await db.connectors.save(payer.id, payer.version, { status: "registered", registeredAt: ctx.now() });

	const { id, version } = await rollout();
	await db.rollouts.save(id, version, { status: "draft", launchedAt: null });
	await look(id);
	expect((await accounts(id)).map((row) => [row.accountId, row.name, row.unitId, row.isManagement])).toEqual([
		[MANAGEMENT, expect.any(String), null, true],
		[FIRST, "Shop", null, false],
		[SECOND, "Data", null, false],
		[NIGHTLY, expect.any(String), null, false],
	]);
	expect(await db.rollouts.units(id)).toEqual([]);
	expect(await current(id)).toMatchObject({ organization: null, reconcileFailure: null });

	// Once it is launched, where each of them is becomes known: nobody has moved.
	const draft = await current(id);
	await db.rollouts.save(id, draft.version, {
		...{ status: "launched", launchedAt: ctx.now() },
	});
	await db.rollouts.seeAccounts(
		id,
		(await accounts(before.id)).map((row) => ({ ...row, tags: null })),
		{ at: ctx.now(), isComplete: true },
	);
	expect((await accountOf(id, FIRST)).unitId).toBe(unitNamed(organization, "Production"));
	expect(await db.rollouts.changes(id, { limit: 9 })).toEqual([]);
}, 60_000);

it("looks at each launched rollout in its turn, and at none twice", async () => {
	const one = await rollout();
	const two = await rollout({ kind: "list" });
	expect(await reconcileDue(ctx, never)).toBe(2);
	expect(await reconcileDue(ctx, never)).toBe(0);
	expect((await current(one.id)).reconcileFailure?.code).toBe("ORGANIZATION_READER_NOT_FOUND");
	expect((await current(two.id)).reconcileFailure).toBeNull();
});
