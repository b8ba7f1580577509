import { expect, it } from "vitest";
import type { AssumeRole, AwsAnswer } from "#lib/aws/port.ts";
import type { ConnectorChange } from "#lib/db/port.ts";
import { DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import { accountExternalId, type ExternalId } from "#lib/domain/external-id.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import {
	accountId,
	enrolledConnector,
	launchedRollout,
	rolloutExternalId,
	seenAccount,
} from "#lib/testing/rollout-world.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { takeOverTied } from "./take-over-tied.ts";

const never = new AbortController().signal;
const OWN = rolloutExternalId(77);

type Probe = AwsAnswer<{ assumedRoleArn: string; accountId: string }>;
const at = { requestId: "r", region: "us-east-1" };
const DENIED: Probe = {
	...{ kind: "denied", code: "ROLE_ACCESS_DENIED", awsCode: "AccessDenied", message: "no" },
	...at,
};
const THROTTLED: Probe = {
	...{ kind: "failed", code: "AWS_THROTTLED", awsCode: "Throttling", message: "slow down" },
	...at,
};
const letIn = (account: string): Probe => ({
	...{
		kind: "answered",
		value: { assumedRoleArn: `arn:aws:sts::${account}:assumed-role/x/y`, accountId: account },
	},
	...at,
});

/** An account that was connected before the rollout reached it, and what its role answers to which ID. */
async function tied(
	answers: (externalId: ExternalId | null, own: ExternalId) => Probe,
	change: ConnectorChange = {},
	instance = "CURRENT",
) {
	const asked: (ExternalId | null)[] = [];
	const probeRole = async ({ externalId }: AssumeRole) => {
		asked.push(externalId);
		return answers(externalId, newId);
	};
	const ctx = testContext({ aws: { probeRole } });
	const rollout = await launchedRollout(ctx.db, { at: ctx.now() });
	const newId = accountExternalId(rollout.verifierExternalId, accountId(1));
	const { connector, change: steps } = enrolledConnector(rollout, 1, ctx.now());
	await ctx.db.connectors.insert({ ...connector, id: "tied", verifierExternalId: OWN });
	await ctx.db.connectors.save("tied", 1, {
		...steps,
		...{ status: "registered", registeredAt: ctx.now(), proof: "harness" },
		...change,
	});
	await reach(ctx, rollout, instance);
	return { ctx, rollout, asked, newId };
}

async function reach(ctx: TestContext, rollout: Rollout, status: string) {
	await ctx.db.rollouts.seeAccounts(rollout.id, [seenAccount(1)], { at: ctx.now(), isComplete: true });
	const instance = { status, detail: null, reason: null, seenAt: ctx.now() };
	await ctx.db.rollouts.seeInstances(rollout.id, new Map([[accountId(1), instance]]));
	await ctx.db.rollouts.enrol(rollout.id, [enrolledConnector(rollout, 1, ctx.now())]);
}

const run = (ctx: TestContext, rollout: Rollout, isBlind = false) =>
	takeOverTied(ctx, { rollout, isBlind, signal: never });
const ofTheStackSet = (externalId: ExternalId | null, own: ExternalId) =>
	externalId === own ? letIn(accountId(1)) : DENIED;

it("goes over to the rollout's external ID once AWS takes it and refuses the old one, and is proven anew", async () => {
	const { ctx, rollout, asked, newId } = await tied(ofTheStackSet);
	expect(await run(ctx, rollout)).toBe(1);
	expect(asked).toEqual([newId, OWN]);
	expect(await ctx.db.connectors.find("tied")).toMatchObject({
		...{ version: 3, rolloutId: rollout.id, verifierExternalId: newId, status: "registered" },
	});
	expect(ctx.asked).toContainEqual({ job: "proveDirect", connectorId: "tied" });
	expect(ctx.store.audit.at(-1)).toMatchObject({
		...{ action: "connector.taken-over", subject: "tied", details: { rolloutId: rollout.id } },
	});
	expect(await run(ctx, rollout)).toBe(0);
	expect(asked).toHaveLength(2);
});

it.each<[string, Parameters<typeof tied>[0]]>([
	["does not know the new ID", () => DENIED],
	["still takes its own ID", () => letIn(accountId(1))],
	["is in another account", (id, own) => (id === own ? letIn(accountId(2)) : DENIED)],
	["gives no clear refusal of its own ID", (id, own) => (id === own ? letIn(accountId(1)) : THROTTLED)],
])("leaves a connector alone whose role %s", async (_, answers) => {
	const { ctx, rollout } = await tied(answers, { proof: "direct" });
	expect(await run(ctx, rollout)).toBe(0);
	expect(await ctx.db.connectors.find("tied")).toMatchObject({
		...{ version: 2, rolloutId: null, verifierExternalId: OWN },
	});
});

it.each<[string, ConnectorChange, string]>([
	["role has another name", { role: { ...DEFAULT_ROLE_OPTIONS, roleName: "Other" } }, "CURRENT"],
	["stack is not there yet", {}, "OUTDATED"],
	["checks are paused", { pausedAt: new Date() }, "CURRENT"],
])("asks nothing of one whose %s", async (_, change, instance) => {
	const { ctx, rollout, asked } = await tied(ofTheStackSet, change, instance);
	expect(await run(ctx, rollout)).toBe(0);
	expect(asked).toEqual([]);
});

it("asks every tied account where nobody can look at the stack set", async () => {
	const { ctx, rollout } = await tied(ofTheStackSet, {}, "OUTDATED");
	expect(await run(ctx, rollout, true)).toBe(1);
});

it("takes over what an ended rollout left with the same ID, without asking, and nothing of one that goes on", async () => {
	const ctx = testContext({ aws: {} });
	const before = await launchedRollout(ctx.db, { id: "before", seed: 9, at: ctx.now() });
	await reach(ctx, before, "CURRENT");
	const [made] = [...ctx.store.connectors.values()];
	if (made === undefined) throw new Error("no connector");
	await ctx.db.connectors.save(made.id, made.version, { status: "registered", registeredAt: ctx.now() });
	const { id } = await launchedRollout(ctx.db, { at: ctx.now() });
	await ctx.db.rollouts.swapExternalIds(id, "before");
	const rollout = await ctx.db.rollouts.find(id);
	if (rollout === null) throw new Error("no rollout");
	await reach(ctx, rollout, "CURRENT");
	expect(await run(ctx, rollout)).toBe(0);
	await ctx.db.rollouts.save("before", before.version, { status: "ended", endedAt: ctx.now() });
	expect(await run(ctx, rollout)).toBe(1);
	expect(await ctx.db.connectors.find(made.id)).toMatchObject({
		...{ rolloutId: id, verifierExternalId: made.verifierExternalId },
	});
});

it("changes nothing in vendor mode, where no role asks for an ID of ours", async () => {
	const { ctx, rollout, asked } = await tied(ofTheStackSet);
	ctx.store.settings = { ...ctx.store.settings, verifierMode: "vendor" };
	expect(await run(ctx, rollout)).toBe(0);
	expect(asked).toEqual([]);
});
