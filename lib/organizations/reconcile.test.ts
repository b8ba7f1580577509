import { describe, expect, it } from "vitest";
import type { AwsAnswer, OrganizationReader, RoleSession } from "#lib/aws/port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { prove } from "#lib/testing/rolled-out.ts";
import {
	accountId,
	enrolledConnector,
	launchedRollout,
	type NewTestRollout,
	ROOT,
	seenAccount,
	VISIBILITY,
} from "#lib/testing/rollout-world.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { endRollout } from "./end-rollout.ts";
import { enrolAccounts } from "./enrol-accounts.ts";
import { nextLook } from "./next-look.ts";
import { ownStack } from "./own-stack.ts";
import { reconcileDue, reconcileRollout } from "./reconcile-rollout.ts";
import { watchRollout } from "./watch-rollout.ts";

const never = new AbortController().signal;
const HOUR_MS = 3_600_000;

function answered<T>(value: T): AwsAnswer<T> {
	return { kind: "answered", value, requestId: "r", region: "us-east-1" };
}
const denied = { kind: "denied", requestId: "r", region: "us-east-1", awsCode: "AccessDenied" } as const;
const roleDenied = { ...denied, code: "ROLE_ACCESS_DENIED", message: "not authorized" } as const;

/** An organization of one root, as its reader shows it. */
function reader(parts: Partial<OrganizationReader> = {}): OrganizationReader {
	return {
		describe: async () => answered({ organizationId: "o-1", managementAccountId: accountId(0) }),
		roots: async () => answered([{ id: ROOT, name: "Root" }]),
		units: async () => answered([]),
		accountsIn: async () =>
			answered(
				[0, 1, 2].map((number) => ({ accountId: accountId(number), name: `n${number}`, state: "ACTIVE" })),
			),
		accountTags: async () => answered({}),
		trustedServices: async () => ({ ...denied, code: "PERMISSION_DENIED", message: "no" }),
		delegatedAdministrators: async () => answered([]),
		serviceControlPolicies: async () => answered(["DenyAll"]),
		stackSet: async () =>
			answered({
				...{ name: "set", id: "set:1", status: "ACTIVE", permissionModel: "SERVICE_MANAGED" },
				...{ isAutoDeploymentOn: true, isManagedExecutionOn: true, parameters: {}, unitIds: [ROOT] },
			}),
		stackInstances: async () => answered([]),
		newestOperation: async () => answered(null),
		...parts,
	};
}

const listed = async () =>
	answered([0, 1].map((n) => ({ accountId: accountId(n), name: `n${n}`, state: null })));
function contextWith(
	organization: OrganizationReader,
	organizationAccounts: RoleSession["organizationAccounts"] = listed,
) {
	// Only what the verbs use of a session.
	const session = {
		...{ accountId: accountId(0), organization, organizationAccounts },
		close: () => undefined,
	} as unknown as RoleSession;
	return testContext({ aws: { openRole: async () => answered(session), probeRole: async () => roleDenied } });
}

async function launched(ctx: TestContext, options: NewTestRollout = {}): Promise<Rollout> {
	return launchedRollout(ctx.db, { at: ctx.now(), ...options });
}
const current = async (ctx: TestContext, id = "rollout-1") => {
	const found = await ctx.db.rollouts.find(id);
	if (found === null) throw new Error("no rollout");
	return found;
};
const rows = (ctx: TestContext, id = "rollout-1") =>
	ctx.db.rollouts.accounts(id, {}, { limit: 99, now: ctx.now() });

describe("one look", () => {
	it("stores what it saw, names what it could not tell null, and looks again in a quarter of an hour", async () => {
		const ctx = contextWith(reader());
		await launched(ctx);
		expect(await reconcileDue(ctx, never)).toBe(1);
		expect(await current(ctx)).toMatchObject({
			reconciledAt: ctx.now(),
			organization: { isStackSetsTrusted: null, serviceControlPolicies: ["DenyAll"] },
			stackSet: { name: "set", operation: null },
		});
		expect(
			(await rows(ctx)).map(({ accountId, wave, isManagement }) => [accountId, wave, isManagement]),
		).toEqual([
			[accountId(0), null, true],
			[accountId(1), 0, false],
			[accountId(2), 0, false],
		]);
		ctx.advance(14 * 60_000);
		expect(await reconcileDue(ctx, never)).toBe(0);
		ctx.advance(60_000);
		expect(await reconcileDue(ctx, never)).toBe(1);
	});

	it("takes an account in several regions for as well off as the worst, and looks again soon while stacks are made", async () => {
		const instance = { accountId: accountId(1), unitId: null, stackId: null, reason: null };
		const ctx = contextWith(
			reader({
				stackInstances: async () =>
					answered([
						{ ...instance, region: "us-east-1", status: "CURRENT", detail: "SUCCEEDED" },
						{ ...instance, region: "eu-west-1", status: "OUTDATED", detail: "RUNNING" },
						{ ...instance, accountId: accountId(2), region: "us-east-1", status: "CURRENT", detail: null },
					]),
			}),
		);
		await launched(ctx);
		await reconcileDue(ctx, never);
		const found = await rows(ctx);
		expect(found.map((row) => row.instance?.status)).toEqual([undefined, "OUTDATED", "CURRENT"]);
		expect(found.map((row) => row.connector?.status)).toEqual([undefined, undefined, "draft"]);
		ctx.advance(60_000);
		expect(await reconcileDue(ctx, never)).toBe(1);
	});

	it("writes down in one entry who came and went", async () => {
		let numbers = [0, 1, 2];
		const accountsIn = async () =>
			answered(
				numbers.map((number) => ({ accountId: accountId(number), name: `n${number}`, state: "ACTIVE" })),
			);
		const ctx = contextWith(reader({ accountsIn }));
		await launched(ctx);
		await reconcileDue(ctx, never);
		numbers = [0, 2, 3];
		await reconcileRollout(ctx, { rolloutId: "rollout-1", signal: never });
		expect(ctx.store.audit.map(({ action, details }) => [action, details])).toEqual([
			[
				"rollout.accounts-changed",
				{ left: { count: 1, accounts: [accountId(1)] }, joined: { count: 1, accounts: [accountId(3)] } },
			],
		]);
	});

	it("refuses another organization than the one before", async () => {
		let organizationId = "o-1";
		const describe = async () => answered({ organizationId, managementAccountId: accountId(0) });
		const ctx = contextWith(reader({ describe }));
		await launched(ctx);
		await reconcileDue(ctx, never);
		organizationId = "o-2";
		await reconcileRollout(ctx, { rolloutId: "rollout-1", signal: never });
		expect((await current(ctx)).reconcileFailure?.code).toBe("ORGANIZATION_DIFFERS");
	});

	it("does not read through a role that a wrong external ID opens, and asks each wrong one the first time", async () => {
		const asked: (string | null)[] = [];
		const ctx = contextWith(reader());
		const opened = ctx.aws.openRole;
		const strict = { ...ctx, aws: { ...ctx.aws, openRole: opened } };
		strict.aws.probeRole = async ({ externalId }) => {
			asked.push(externalId);
			return externalId?.endsWith("0") === true && asked.length > 3
				? answered({ assumedRoleArn: "", accountId: accountId(0) })
				: roleDenied;
		};
		await launched(ctx);
		await reconcileDue(strict, never);
		expect(asked[0]).toBeNull();
		expect((await current(ctx)).reconcileFailure).toEqual({
			code: "ORGANIZATION_READER_NOT_STRICT",
			detail: "It let us in with a wrong external ID.",
		});
		expect(await rows(ctx)).toEqual([]);
	});

	it("that could not be decided opens nothing either", async () => {
		const ctx = contextWith(reader());
		const failed = { ...denied, kind: "failed", code: "AWS_THROTTLED", message: "Rate exceeded" } as const;
		const busy = { ...ctx, aws: { ...ctx.aws, probeRole: async () => failed } };
		await launched(ctx);
		await reconcileDue(busy, never);
		expect((await current(ctx)).reconcileFailure?.code).toBe("AWS_THROTTLED");
	});

	it("that falls over is told, written down, and tried again", async () => {
		const ctx = contextWith(
			reader({
				roots: async () => {
					throw new Error("boom");
				},
			}),
		);
		await launched(ctx);
		expect(await reconcileDue(ctx, never)).toBe(1);
		expect((await current(ctx)).reconcileFailure?.code).toBe("UNEXPECTED");
		expect(ctx.logged.map(({ level }) => level)).toContain("error");
		ctx.advance(60_000);
		expect(await reconcileDue(ctx, never)).toBe(1);
	});

	it("stops at no tag that could not be read, and enrols whom it could not tell later", async () => {
		const instance = {
			unitId: null,
			stackId: null,
			reason: null,
			region: "us-east-1",
			status: "CURRENT",
			detail: null,
		};
		let refuses = true;
		const ctx = contextWith(
			reader({
				stackInstances: async () =>
					answered([1, 2].map((number) => ({ ...instance, accountId: accountId(number) }))),
				accountTags: async (id) =>
					refuses && id === accountId(2)
						? { ...denied, kind: "failed", code: "AWS_THROTTLED", message: "Rate exceeded" }
						: answered({ env: "ci" }),
			}),
		);
		const requirements = { ...VISIBILITY, features: ["OPTIMIZATION"] as const };
		const exceptions = [{ match: { kind: "tag", key: "env", value: "ci" } as const, requirements }];
		await launched(ctx, { features: { member: VISIBILITY, exceptions, payer: null } });
		await reconcileDue(ctx, never);
		expect((await rows(ctx)).map(({ connectorId }) => connectorId !== null)).toEqual([false, true, false]);
		refuses = false;
		ctx.advance(60_000);
		await reconcileDue(ctx, never);
		expect((await rows(ctx)).map(({ connectorId }) => connectorId !== null)).toEqual([false, true, true]);
		expect([...ctx.store.connectors.values()].map(({ requirements: own }) => own?.features)).toEqual([
			["OPTIMIZATION"],
			["OPTIMIZATION"],
		]);
	});
});

describe("a page that is open", () => {
	const failing = (code: "AWS_THROTTLED" | "ROLE_ACCESS_DENIED") =>
		testContext({
			aws: {
				openRole: async () => ({ ...denied, kind: "failed", code, message: "Rate exceeded" }),
				probeRole: async () => roleDenied,
			},
		});

	it("brings the next look to seconds after the last, and asks for no work of its own", async () => {
		const ctx = contextWith(reader());
		await launched(ctx);
		await reconcileDue(ctx, never);
		ctx.advance(10_000);
		await watchRollout(ctx, await current(ctx));
		expect(ctx.asked).toEqual([]);
		expect(await reconcileDue(ctx, never)).toBe(0);
		ctx.advance(5_000);
		expect(await reconcileDue(ctx, never)).toBe(1);
	});

	it("has a look that AWS throttled repeated no sooner, however often it is heard of", async () => {
		const ctx = failing("AWS_THROTTLED");
		await launched(ctx);
		await reconcileDue(ctx, never);
		for (let second = 0; second < 55; second += 5) {
			await watchRollout(ctx, await current(ctx));
			expect(await reconcileDue(ctx, never), `after ${second} s`).toBe(0);
			ctx.advance(5_000);
		}
		ctx.advance(5_000);
		expect(await reconcileDue(ctx, never)).toBe(1);
	});

	it("has a reader that is about to be made asked for within seconds, for the two hours that it may take", async () => {
		const ctx = failing("ROLE_ACCESS_DENIED");
		await launched(ctx);
		await reconcileDue(ctx, never);
		ctx.advance(15_000);
		await watchRollout(ctx, await current(ctx));
		expect(await reconcileDue(ctx, never)).toBe(1);
		ctx.advance(3 * HOUR_MS);
		await reconcileDue(ctx, never);
		ctx.advance(15_000);
		await watchRollout(ctx, await current(ctx));
		expect(await reconcileDue(ctx, never)).toBe(0);
	});

	it("leaves a look that took long its rest", async () => {
		const ctx = contextWith(
			reader({
				stackInstances: async () => {
					ctx.advance(60_000);
					return answered([]);
				},
			}),
		);
		await launched(ctx);
		await reconcileDue(ctx, never);
		ctx.advance(119_000);
		await watchRollout(ctx, await current(ctx));
		expect(await reconcileDue(ctx, never)).toBe(0);
		ctx.advance(16_000);
		await watchRollout(ctx, await current(ctx));
		expect(await reconcileDue(ctx, never)).toBe(1);
	});
});

describe("whom nobody can look after", () => {
	const nobody = () => testContext({ aws: { openRole: async () => roleDenied } });

	it("gets its connector once somebody says that it was launched: a list, and a stack set made by hand", async () => {
		for (const [kind, way] of [
			["list", "console"],
			["organization", "console"],
			["organization", "stack"],
		] as const) {
			const ctx = nobody();
			await launched(ctx, { kind, launch: { way } });
			await ctx.db.rollouts.seeAccounts("rollout-1", [seenAccount(1)], { at: ctx.now(), isComplete: true });
			await reconcileDue(ctx, never);
			// One stack brings the reader role along: until it answers, nothing was reached.
			expect((await rows(ctx))[0]?.connector?.status, `${kind} ${way}`).toBe(
				kind === "organization" && way === "stack" ? undefined : "draft",
			);
			expect(ctx.store.schedule.size).toBe(kind === "organization" && way === "stack" ? 0 : 1);
		}
	});

	it("that is a list is not looked at again by itself", async () => {
		const ctx = nobody();
		await launched(ctx, { kind: "list" });
		expect(await reconcileDue(ctx, never)).toBe(1);
		ctx.advance(24 * HOUR_MS);
		expect(await reconcileDue(ctx, never)).toBe(0);
	});
});

describe("enrolment", () => {
	async function enrolled(options: NewTestRollout, numbers: readonly number[], seenAs = {}) {
		const ctx = testContext();
		const rollout = await launched(ctx, { kind: "list", ...options });
		const seen = numbers.map((number) => seenAccount(number, seenAs));
		await ctx.db.rollouts.seeAccounts(rollout.id, seen, { at: ctx.now(), isComplete: true });
		return { ctx, rollout };
	}

	it("fills in every step by the rollout's rules, and gives each account its own external ID", async () => {
		const { ctx, rollout } = await enrolled(
			{ launch: { role: { roleName: "Costs", rolePath: "/team/", permissionsBoundaryArn: "" } } },
			[1],
		);
		expect(await enrolAccounts(ctx, { rollout, isBlind: false })).toEqual({ made: 1, adopted: 0 });
		const [made] = [...ctx.store.connectors.values()] as [Connector];
		expect(made).toMatchObject({
			...{ status: "draft", rolloutId: rollout.id, launchedAt: ctx.now(), requirements: VISIBILITY },
			...{
				costReport: { kind: "none", reason: "not-needed" },
				verifierExternalId: `${rollout.verifierExternalId}-${accountId(1)}`,
			},
			overview: { name: `AWSConnector-${accountId(1)}`, identifier: `AWSConnector_${accountId(1)}` },
			role: { roleName: "Costs", rolePath: "/team/", region: "us-east-1" },
		});
		expect(ctx.store.audit.map(({ action, details }) => [action, details])).toEqual([
			["rollout.enrolled", { made: 1, adopted: 0, accounts: [accountId(1)] }],
		]);
		expect(await enrolAccounts(ctx, { rollout, isBlind: false })).toEqual({ made: 0, adopted: 0 });
	});

	it("ties who is registered, names what is taken, and leaves out suspended accounts", async () => {
		const { ctx, rollout } = await enrolled({}, [1, 2, 4, 5]);
		const other = await launched(ctx, { id: "other", seed: 7, kind: "list" });
		const twin = enrolledConnector(other, 9, ctx.now());
		const drafted = enrolledConnector(other, 4, ctx.now());
		await ctx.db.rollouts.seeAccounts(
			"other",
			[1, 4, 9].map((number) => seenAccount(number)),
			{
				at: ctx.now(),
				isComplete: true,
			},
		);
		const taken = twin.change.overview && {
			...twin.change.overview,
			identifier: `AWSConnector_${accountId(2)}`,
		};
		await ctx.db.rollouts.enrol("other", [
			drafted,
			enrolledConnector(other, 1, ctx.now()),
			{ ...twin, change: { ...twin.change, ...(taken && { overview: taken }) } },
		]);
		const registered = await ctx.db.connectors.find("of-other-1");
		await ctx.db.connectors.save("of-other-1", registered?.version ?? 0, { status: "registered" });
		await ctx.db.connectors.insert({ ...drafted.connector, id: "by-hand" });
		if (drafted.change.overview === undefined) throw new Error("no overview");
		const byHand = { ...drafted.change.overview, identifier: "ByHand", awsAccountId: accountId(5) };
		await ctx.db.connectors.save("by-hand", 1, { overview: byHand });
		await ctx.db.rollouts.seeAccounts(
			"rollout-1",
			[
				seenAccount(1),
				seenAccount(2),
				seenAccount(3, { state: "SUSPENDED" }),
				seenAccount(4),
				seenAccount(5),
			],
			{
				...{ at: ctx.now(), isComplete: true },
			},
		);
		expect(await enrolAccounts(ctx, { rollout, isBlind: false })).toEqual({ made: 0, adopted: 1 });
		const [first, second, third, fourth, fifth] = await rows(ctx);
		expect(first?.connector?.rolloutId).toBe("other");
		expect(second).toMatchObject({ enrolCode: "CONNECTOR_IDENTIFIER_TAKEN", problem: { kind: "enrol" } });
		expect(third).toMatchObject({ connectorId: null, enrolCode: null });
		// What somebody is setting up is theirs: it is a problem that people see, and no plan registers it.
		for (const row of [fourth, fifth])
			expect(row).toMatchObject({
				...{ connectorId: null, enrolCode: "CONNECTOR_ACCOUNT_TAKEN" },
				problem: { kind: "enrol", cause: "CONNECTOR_ACCOUNT_TAKEN" },
			});
		const ended = await current(ctx, "other");
		await ctx.db.rollouts.save("other", ended.version, { status: "ended", endedAt: ctx.now() });
		expect(await enrolAccounts(ctx, { rollout, isBlind: false })).toEqual({ made: 0, adopted: 1 });
	});

	it("is over with its rollout: its drafts are watched no more, and what is registered stays watched", async () => {
		const { ctx, rollout } = await enrolled({}, [1, 2]);
		await enrolAccounts(ctx, { rollout, isBlind: false });
		const [draft, registered] = [...ctx.store.connectors.values()];
		if (draft === undefined || registered === undefined) throw new Error("none");
		await ctx.db.connectors.save(registered.id, registered.version, { status: "registered" });
		const { version } = await current(ctx);
		const target = { rolloutId: rollout.id, version };
		expect(await endRollout(ctx, target)).toMatchObject({ ok: true, value: { status: "ended" } });
		expect(ctx.asked.at(-1)).toMatchObject({ job: "reconcileRollout", rolloutId: rollout.id });
		await reconcileRollout(ctx, { rolloutId: rollout.id, signal: never });
		expect([...ctx.store.schedule.keys()]).toEqual([registered.id]);
		expect(ctx.store.connectors.get(draft.id)?.pausedAt).toEqual(ctx.now());
		expect(ctx.store.connectors.get(registered.id)?.pausedAt).toBeNull();
	});

	it("covers a member by the payer's report once the payer is registered, and gives the payer its own", async () => {
		const report = { kind: "own", reportName: "costs", bucketName: "acme", reportType: "CUR2.0" } as const;
		const requirements = { ...VISIBILITY, features: ["BILLING"] as const };
		const payer = { requirements, costReport: report };
		const features = { member: VISIBILITY, exceptions: [], payer };
		const ctx = contextWith(reader({ stackInstances: async () => answered([]) }));
		await launched(ctx, { features });
		await reconcileDue(ctx, never);
		const [own] = [...ctx.store.connectors.values()];
		expect(own).toMatchObject({ costReport: report, overview: { awsAccountId: accountId(0) } });
		if (own === undefined) throw new Error("none");
		await ctx.db.connectors.save(own.id, own.version, { status: "registered", registeredAt: ctx.now() });
		const at = { at: ctx.now(), isComplete: false };
		await ctx.db.rollouts.seeAccounts("rollout-1", [seenAccount(1, { state: "ACTIVE" })], at);
		const current = { status: "CURRENT", detail: null, reason: null, seenAt: ctx.now() };
		await ctx.db.rollouts.seeInstances("rollout-1", new Map([[accountId(1), current]]));
		const rollout = await ctx.db.rollouts.find("rollout-1");
		if (rollout === null) throw new Error("none");
		await enrolAccounts(ctx, { rollout, isBlind: false });
		const member = [...ctx.store.connectors.values()].find(
			({ overview }) => overview?.awsAccountId === accountId(1),
		);
		expect(member?.costReport).toEqual({ kind: "covered", payerConnectorId: own.id });
	});
});

describe("accounts that leave and come back", () => {
	it("take a draft off the schedule and put it back; a registered connector stays watched", async () => {
		const ctx = testContext();
		const rollout = await launched(ctx, { kind: "list" });
		await ctx.db.rollouts.seeAccounts(rollout.id, [seenAccount(1), seenAccount(2)], {
			at: ctx.now(),
			isComplete: true,
		});
		await enrolAccounts(ctx, { rollout, isBlind: false });
		const [draft, registered] = [...ctx.store.connectors.values()];
		if (draft === undefined || registered === undefined) throw new Error("none");
		await ctx.db.connectors.save(registered.id, registered.version, {
			status: "registered",
			registeredAt: ctx.now(),
		});
		const see = async (numbers: readonly number[]) => {
			const seen = numbers.map((number) => seenAccount(number));
			await ctx.db.rollouts.seeAccounts(rollout.id, seen, { at: ctx.now(), isComplete: true });
			await reconcileRollout(ctx, { rolloutId: rollout.id, signal: never });
		};
		await see([3]);
		const brought = [...ctx.store.connectors.keys()].at(-1) ?? "";
		expect([...ctx.store.schedule.keys()].sort()).toEqual([registered.id, brought].sort());
		expect(ctx.store.connectors.get(registered.id)?.pausedAt).toBeNull();
		await see([1, 3]);
		expect([...ctx.store.schedule.keys()].sort()).toEqual([draft.id, registered.id, brought].sort());
	});
});

describe("before the launch", () => {
	it("reads units and accounts through a payer that is connected and proven, names alone where it may not, else nothing", async () => {
		const refuse = async () => ({ ...denied, code: "PERMISSION_DENIED", message: "no" }) as const;
		for (const [isAllowed, list, count] of [
			[true, listed, 3],
			[false, listed, 2],
			[false, refuse, 0],
		] as const) {
			const ctx = contextWith(reader(isAllowed ? {} : { describe: refuse }), list);
			const rollout = await launched(ctx);
			await ctx.db.rollouts.save(rollout.id, rollout.version, { status: "draft", launchedAt: null });
			const payer = enrolledConnector(rollout, 0, ctx.now());
			await ctx.db.connectors.insert(payer.connector);
			await ctx.db.connectors.save(payer.connector.id, 1, { ...payer.change, status: "registered" });
			await prove(ctx.db, [payer.connector.id], ctx.now());
			await reconcileRollout(ctx, { rolloutId: rollout.id, signal: never });
			expect((await ctx.db.rollouts.units(rollout.id)).length).toBe(isAllowed ? 1 : 0);
			const seen = await rows(ctx);
			expect(seen.length).toBe(count);
			expect(seen.filter(({ unitId }) => unitId !== null).length).toBe(isAllowed ? 3 : 0);
			expect(seen.filter(({ isManagement }) => isManagement).length).toBe(Math.min(count, 1));
			expect(await current(ctx)).toMatchObject({
				...{ reconcileFailure: null, organization: isAllowed ? { organizationId: "o-1" } : null },
			});
			expect(await ctx.db.rollouts.changes(rollout.id, { limit: 9 })).toEqual([]);
		}
	});

	it.each([
		["whole", {}],
		["by name", { describe: async () => ({ ...denied, code: "PERMISSION_DENIED", message: "no" }) as const }],
	] as const)(
		"stores nothing read %s of a management account that was replaced meanwhile",
		async (_how, parts) => {
			const replace = async () => {
				const { id, version } = await current(ctx);
				await ctx.db.rollouts.save(id, version, { managementAccountId: accountId(7) });
			};
			const ctx: TestContext = contextWith(
				reader({
					...parts,
					roots: async () => {
						await replace();
						return answered([{ id: ROOT, name: "Root" }]);
					},
				}),
				async () => {
					await replace();
					return listed();
				},
			);
			const rollout = await launched(ctx);
			await ctx.db.rollouts.save(rollout.id, rollout.version, { status: "draft", launchedAt: null });
			const payer = enrolledConnector(rollout, 0, ctx.now());
			await ctx.db.connectors.insert(payer.connector);
			await ctx.db.connectors.save(payer.connector.id, 1, { ...payer.change, status: "registered" });
			await prove(ctx.db, [payer.connector.id], ctx.now());
			await reconcileRollout(ctx, { rolloutId: rollout.id, signal: never });
			expect(await current(ctx)).toMatchObject({ managementAccountId: accountId(7), organization: null });
			expect(await ctx.db.rollouts.units(rollout.id)).toEqual([]);
			expect(await rows(ctx)).toEqual([]);
		},
	);

	it.each([
		["lets others in", "failed", 0, {}],
		["nobody has looked at for a day", "passed", 24 * HOUR_MS, {}],
		["is paused", "passed", 0, { pausedAt: new Date("2026-11-22T11:00:00Z") }],
	] as const)("reads nothing through a payer that %s", async (_why, outcome, agoMs, change) => {
		const ctx = contextWith(reader());
		const rollout = await launched(ctx);
		await ctx.db.rollouts.save(rollout.id, rollout.version, { status: "draft", launchedAt: null });
		const payer = enrolledConnector(rollout, 0, ctx.now());
		await ctx.db.connectors.insert(payer.connector);
		await ctx.db.connectors.save(payer.connector.id, 1, { ...payer.change, status: "registered", ...change });
		await prove(ctx.db, [payer.connector.id], new Date(ctx.now().getTime() - agoMs), outcome);
		await reconcileRollout(ctx, { rolloutId: rollout.id, signal: never });
		expect(await rows(ctx)).toEqual([]);
	});
});

it("tells whose role may be changed by itself: not one of a stack set, while its rollout goes on", async () => {
	const ctx = testContext();
	const rollout = await launched(ctx);
	const list = await launched(ctx, { id: "list", seed: 3, kind: "list" });
	const of = (rolloutId: string | null) => ({ rolloutId }) as Connector;
	expect((await ownStack(ctx, of(null))).ok).toBe(true);
	expect((await ownStack(ctx, of(list.id))).ok).toBe(true);
	expect(await ownStack(ctx, of(rollout.id))).toMatchObject({ failure: { code: "CONNECTOR_OF_STACK_SET" } });
	await ctx.db.rollouts.save(rollout.id, rollout.version, { status: "ended", endedAt: ctx.now() });
	expect((await ownStack(ctx, of(rollout.id))).ok).toBe(true);
});

describe("the next look", () => {
	const now = new Date("2026-11-22T12:00:00Z");
	const minutes = (rollout: Partial<Rollout>, tookMs: number, isUnderWay: boolean) => {
		const base = {
			kind: "organization",
			status: "launched",
			launchedAt: now,
			readerFoundAt: now,
			...rollout,
		} as Rollout;
		const at = nextLook(base, { startedAt: new Date(now.getTime() - tookMs), now, isUnderWay });
		return at === null ? null : (at.getTime() - now.getTime()) / 60_000;
	};

	it("comes after a minute while stacks are made or the reader is awaited, else after fifteen", () => {
		expect(minutes({}, 0, true)).toBe(1);
		expect(minutes({ readerFoundAt: null }, 0, false)).toBe(1);
		expect(minutes({}, 0, false)).toBe(15);
		expect(
			minutes({ readerFoundAt: null, launchedAt: new Date(now.getTime() - 3 * HOUR_MS) }, 0, false),
		).toBe(15);
	});

	it("leaves a large organization twice the time that the last one took, and never comes of one that ended", () => {
		expect(minutes({}, 90_000, true)).toBe(3);
		expect(minutes({ status: "ended" }, 0, true)).toBeNull();
		expect(minutes({ kind: "list" }, 0, true)).toBeNull();
	});
});
