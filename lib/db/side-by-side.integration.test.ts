import { describe, expect, it } from "vitest";
import { DASHBOARD_TYPES, EMPTY_DASHBOARD_FILTER } from "#lib/domain/dashboard-query.ts";
import { NEW_PLATFORM } from "#lib/domain/platform/platform-settings.ts";
import { rolledBack, testPrisma } from "#lib/testing/database.ts";
import { resultOf } from "#lib/testing/registered-connectors.ts";
import { accountId, enrolledConnector, launchedRollout, seenAccount } from "#lib/testing/rollout-world.ts";
import { platformSettings, roleArnOf, sideBySide } from "#lib/testing/side-by-side.ts";
import { testContext } from "#lib/testing/test-context.ts";
import type { ConnectorChange, Db } from "./port.ts";

const now = new Date("2026-11-22T12:00:00Z");
const prisma = testPrisma();

type Run = (db: Db) => Promise<void>;
const DATABASES: readonly (readonly [string, (run: Run) => Promise<void>])[] = [
	["PostgreSQL", (run) => rolledBack(prisma, run)],
	["memory", (run) => run(testContext({ now }).db)],
];

describe.each(DATABASES)(
	"with a CEAws, an Aws and a CloudZero connector in one AWS account, in %s",
	(_, within) => {
		it("each type is found by its name, and a kind finds those with a report or without", () =>
			within(async (db) => {
				const { costs, platform, cloudZero } = await sideBySide(db);
				const found = async (filter: Partial<typeof EMPTY_DASHBOARD_FILTER>) => {
					const asked = { ...EMPTY_DASHBOARD_FILTER, ...filter };
					const rows = await db.dashboard.batch(asked, { after: null, limit: 10, now });
					return rows.map(({ id, type, table }) => [id, type, table]);
				};
				const all = [
					[costs.id, "CEAws", "billing"],
					[platform.id, "Aws", "resource"],
					[cloudZero.id, "CloudZero", "billing"],
				];
				expect((await found({})).sort()).toEqual(all);
				for (const [index, type] of DASHBOARD_TYPES.entries())
					expect(await found({ type })).toEqual([all[index]]);
				expect((await found({ kind: "billing" })).sort()).toEqual([all[0], all[2]]);
				expect(await found({ kind: "resource" })).toEqual([all[1]]);
				expect(await found({ kind: "resource", type: "CloudZero" })).toEqual([]);
				expect(await found({ q: accountId(0), type: "Aws" })).toEqual([all[1]]);
			}));

		it("a roll-out ties the Cost Management connector and no other", () =>
			within(async (db) => {
				const { costs } = await sideBySide(db);
				const rollout = await launchedRollout(db);
				await db.rollouts.seeAccounts(rollout.id, [seenAccount(0)], { at: now, isComplete: true });
				const given = [enrolledConnector(rollout, 0, now)];
				expect(await db.rollouts.enrol(rollout.id, given)).toEqual({ made: 0, adopted: 1 });
				const account = await db.rollouts.account(rollout.id, accountId(0));
				expect(account?.connectorId).toBe(costs.id);
			}));

		it("an account that only others are connected for gets a Cost Management connector of its own", () =>
			within(async (db) => {
				const { costs } = await sideBySide(db);
				await db.connectors.save(costs.id, costs.version, { status: "offboarded" });
				const rollout = await launchedRollout(db);
				await db.rollouts.seeAccounts(rollout.id, [seenAccount(0)], { at: now, isComplete: true });
				const given = [enrolledConnector(rollout, 0, now)];
				expect(await db.rollouts.enrol(rollout.id, given)).toEqual({ made: 1, adopted: 0 });
			}));

		it("an import compares accounts with Cost Management's alone, and identifiers with all in Harness's account", () =>
			within(async (db) => {
				const { costs, platform } = await sideBySide(db);
				expect((await db.imports.known("h1", [accountId(0)])).map(({ id }) => id)).toEqual([costs.id]);
				const named = await db.imports.named("h1", ["prod_1", "prod_2", "prod_3"]);
				expect(named.map(({ id }) => id).sort()).toEqual([costs.id, platform.id]);
				await db.connectors.save(platform.id, platform.version, {
					platform: platformSettings({ scope: { kind: "organization", orgId: "default" } }),
				});
				expect(await db.imports.named("h1", ["prod_2"])).toEqual([]);
			}));

		it("a payer is one for its own destination", () =>
			within(async (db) => {
				const { costs, cloudZero } = await sideBySide(db);
				const payers = async (destination: "harness-ccm" | "harness-platform" | "cloudzero") =>
					(await db.connectors.listPayers("h1", destination)).map(({ id }) => id);
				expect(await payers("harness-ccm")).toEqual([costs.id]);
				expect(await payers("cloudzero")).toEqual([cloudZero.id]);
				expect(await payers("harness-platform")).toEqual([]);
			}));

		it("what our calls found of a role outlasts its tasks and region, is asked anew at once, and ends with the role", () =>
			within(async (db) => {
				const { platform } = await sideBySide(db);
				const save = async (change: ConnectorChange) => {
					const { version = 0 } = (await db.connectors.find(platform.id)) ?? {};
					await db.connectors.save(platform.id, version, change);
					return (await db.connectors.find(platform.id))?.version ?? 0;
				};
				const connectorVersion = await save({ proof: "direct" });
				const at = new Date();
				const lease = "later";
				const later = new Date(at.getTime() + 3_600_000);
				await db.evidence.write([
					{
						...{ connectorId: platform.id, connectorVersion, runId: "asked", lease: null },
						results: [resultOf("external-id-required", "failed", at)],
						evaluate: { now: at, isVendorMode: false, durationMs: null, random: 0.5, fullAt: at },
					},
				]);
				await save({ platform: platformSettings({ region: "eu-west-1", tasks: ["ecr-pull"] }) });
				expect(await db.checks.latest(platform.id)).toMatchObject([{ outcome: "failed" }]);
				expect((await db.connectors.health(platform.id))?.state).toBe("quarantined");
				const claim = { partitions: ["aws"], limit: 9, lease, leaseSeconds: 60, now: later } as const;
				const claimed = await db.schedule.claim(claim);
				expect(claimed.find(({ connectorId }) => connectorId === platform.id)?.fullAt).toBeNull();
				const crossAccount = { roleArn: roleArnOf(accountId(0), "Another"), externalId: "" };
				await save({ platform: platformSettings({ crossAccount }) });
				expect(await db.checks.latest(platform.id)).toEqual([]);
			}));

		it("Harness is asked about what it has, and lists are read where platform connectors lie", () =>
			within(async (db) => {
				const { costs, platform } = await sideBySide(db);
				const page = await db.harnessSweeps.page("h1", { after: "", limit: 10 });
				expect(page.map(({ connectorId }) => connectorId)).toEqual([costs.id, platform.id]);
				const asked = new Date("2026-11-22T13:00:00Z");
				await db.harnessSweeps.noteTest(platform.id, asked);
				const again = await db.harnessSweeps.page("h1", { after: costs.id, limit: 10 });
				expect(again).toEqual([{ connectorId: platform.id, harnessTestAt: asked }]);
				expect(await db.harnessSweeps.scopes("h1")).toEqual([NEW_PLATFORM.scope]);
				const scope = { kind: "project", orgId: "default", projectId: "shop" } as const;
				await db.connectors.save(platform.id, platform.version, { platform: platformSettings({ scope }) });
				expect(await db.harnessSweeps.scopes("h1")).toEqual([scope]);
				expect(await db.harnessSweeps.scopes("other")).toEqual([]);
			}));
	},
);
