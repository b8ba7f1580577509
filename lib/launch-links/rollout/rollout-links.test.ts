import { describe, expect, test } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { ORGANIZATION_TEMPLATE_PARAMETERS } from "#lib/domain/rollout/organization-template.ts";
import { DEFAULT_NAMING, DEFAULT_ROLLOUT_LAUNCH, type Rollout } from "#lib/domain/rollout.ts";
import { readRolloutPack, readRolloutPackFile } from "#lib/loaders/rollout-pack.ts";
import { readRolloutReceiver } from "#lib/loaders/rollout-receiver.ts";
import { createRollout } from "#lib/organizations/create-rollout.ts";
import type { TestContext } from "#lib/testing/test-context.ts";
import { findHeldLink, isOfRollout } from "../held-link.ts";
import {
	ask,
	launchContext,
	ORIGIN,
	openIn,
	resultOf,
	type SentLink,
	wants,
} from "../launch-links.test-support.ts";
import { listLaunchLinks, listRolloutLinks } from "../list-launch-links.ts";
import { revokeLaunchLink } from "../revoke-launch-link.ts";
import { createRolloutLink } from "./create-rollout-link.ts";
import { settleRolloutLinks } from "./settle-rollout-links.ts";

const TEMPLATE = `https://templates.s3.us-east-1.amazonaws.com/harness-ccm-organization/${"c".repeat(64)}.yaml`;
const ACCOUNT = "111122223333";

function accountId(text: string) {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error(parsed.failure.message);
	return parsed.value;
}

/** A rollout that waits for somebody to launch it. */
async function world() {
	const plain = await launchContext();
	const ctx: TestContext = { ...plain, config: { ...plain.config, organizationTemplateUrl: TEMPLATE } };
	await ctx.db.templateChecks.save({
		...{
			url: TEMPLATE,
			partition: "aws",
			parameters: ORGANIZATION_TEMPLATE_PARAMETERS,
			sha256: "c".repeat(64),
		},
		result: resultOf(ctx, "template-current"),
	});
	const created = await createRollout(ctx, { kind: "organization" });
	if (!created.ok) throw new Error(created.failure.code);
	const { id, version } = created.value;
	await ctx.db.rollouts.save(id, version, {
		name: "Acme",
		managementAccountId: accountId(ACCOUNT),
		naming: DEFAULT_NAMING,
		features: {
			member: wants("VISIBILITY", "OPTIMIZATION"),
			exceptions: [{ match: { kind: "tag", key: "team", value: "lab" }, requirements: wants("VISIBILITY") }],
			payer: { requirements: wants("VISIBILITY"), costReport: null },
		},
		launch: { ...DEFAULT_ROLLOUT_LAUNCH, waves: [["r-ab12"]] },
	});
	return { ctx, id };
}

async function send(ctx: TestContext, rolloutId: string): Promise<SentLink> {
	const input = { rolloutId, note: "Because <b>of</b> CH-1", expiresInDays: 7, baseUrl: ORIGIN };
	const made = await createRolloutLink(ctx, input);
	if (!made.ok) throw new Error(made.failure.code);
	const { url, link } = made.value;
	return { id: link.id, secret: new URL(url).hash.slice(1), url, connectorId: "" };
}

async function heldBy(ctx: TestContext, { id }: SentLink, cookie: string) {
	const token = /=([^;]+)/.exec(cookie)?.[1] ?? "";
	const held = await findHeldLink(ctx, { id, token });
	return held !== null && isOfRollout(held) ? held : null;
}

async function rolloutOf(ctx: TestContext, id: string): Promise<Rollout> {
	const rollout = await ctx.db.rollouts.find(id);
	if (rollout === null) throw new Error("gone");
	return rollout;
}

/** One account's stack failed; the others' roles answer. */
const COVERED = { expected: 3, deployed: 2, answering: 2, verified: 0, registered: 0, healthy: 0 };

describe("a launch link for a whole organization", () => {
	test("shows whoever owns the management account what is asked, with the same check words on both sides", async () => {
		const { ctx, id } = await world();
		const link = await send(ctx, id);
		const cookie = await openIn(ctx, link);
		const held = await heldBy(ctx, link, cookie);
		const view = held && (await readRolloutReceiver(ctx, held));
		expect(view).toMatchObject({
			kind: "roll-out",
			note: "Because <b>of</b> CH-1",
			account: { id: ACCOUNT, isDelegated: false },
			units: [{ id: "r-ab12", path: null }],
			requirements: { features: ["VISIBILITY", "OPTIMIZATION"] },
			payer: { requirements: { features: ["VISIBILITY"] } },
			exceptions: [{ whom: "accounts tagged team=lab" }],
			template: { source: "ours", url: TEMPLATE },
			way: { kind: "create", stackName: "harness-ccm-organization" },
			live: { stage: "waiting", state: "open" },
		});
		const [sent] = (await listRolloutLinks(ctx, id)).links;
		expect(sent?.checkWords).toEqual(view?.checkWords);
		expect((await listLaunchLinks(ctx, {})).links).toMatchObject([{ rolloutId: id, name: "Acme" }]);
	});

	test("costs its holder's page and polls no account, however many there are", async () => {
		const { ctx, id } = await world();
		const link = await send(ctx, id);
		const cookie = await openIn(ctx, link);
		let read = 0;
		const { accounts } = ctx.db.rollouts;
		ctx.db.rollouts.accounts = async (...which) => {
			read += 1;
			return accounts(...which);
		};
		const held = await heldBy(ctx, link, cookie);
		expect(held && (await readRolloutReceiver(ctx, held))?.way.kind).toBe("create");
		expect((await ask(ctx, "state", { id: link.id, cookie })).status).toBe(200);
		expect((await ask(ctx, "watch", { id: link.id, cookie })).status).toBe(204);
		expect(read).toBe(0);
	});

	test("tells the external IDs' rule and keeps the secret out of what it shows", async () => {
		const { ctx, id } = await world();
		const link = await send(ctx, id);
		const held = await heldBy(ctx, link, await openIn(ctx, link));
		const pack = held && (await readRolloutPack(ctx, held));
		const base = (await rolloutOf(ctx, id)).verifierExternalId;
		expect(pack?.trust.verifier?.externalId).toBe(`${base}-<account ID>`);
		const request = held && (await readRolloutPackFile(ctx, held, "request.txt"));
		expect(request?.body).toContain("What the role in each account may do");
		expect(JSON.stringify([pack, request, ctx.store.audit])).not.toContain(link.secret);
		expect(held && (await readRolloutPackFile(ctx, held, "../../etc/passwd"))).toBeNull();
	});

	test("going to AWS launches the rollout and has AWS looked at; the first time counts", async () => {
		const { ctx, id } = await world();
		const link = await send(ctx, id);
		const cookie = await openIn(ctx, link);
		expect((await ask(ctx, "acted", { id: link.id, cookie, body: { way: "cli" } })).status).toBe(204);
		const launchedAt = (await rolloutOf(ctx, id)).launchedAt;
		expect(await rolloutOf(ctx, id)).toMatchObject({
			status: "launched",
			// Its command makes the same stack as the console.
			launch: { way: "stack", wavesBegun: 1 },
		});
		expect(ctx.asked).toContainEqual({ job: "reconcileRollout", rolloutId: id });
		ctx.advance(60_000);
		const before = await rolloutOf(ctx, id);
		await ctx.db.rollouts.claimDue({ now: ctx.now(), lease: "worker", leasedUntil: ctx.now() });
		await ctx.db.rollouts.release(id, "worker", { at: ctx.now(), dueAt: null });
		await ask(ctx, "acted", { id: link.id, cookie, body: { way: "terraform" } });
		expect(await rolloutOf(ctx, id)).toEqual(before);
		expect(before.launchedAt).toEqual(launchedAt);
		expect(ctx.store.rollouts.rollouts.get(id)?.turn.dueAt).toEqual(ctx.now());
	});

	test("ends as done when the stack set is through and every role that it made is proven, not before", async () => {
		const { ctx: plain, id } = await world();
		let verified = 0;
		const coverage = async () => ({ total: { ...COVERED, verified }, units: [] });
		const ctx = { ...plain, db: { ...plain.db, rollouts: { ...plain.db.rollouts, coverage } } };
		const link = await send(ctx, id);
		const cookie = await openIn(ctx, link);
		await ask(ctx, "acted", { id: link.id, cookie, body: { way: "console" } });
		await settleRolloutLinks(ctx, { rolloutId: id });
		expect((await heldBy(ctx, link, cookie))?.state).toBe("acted");
		const stackSet = {
			...{
				name: "harness-ce-iam-stackset",
				status: "ACTIVE",
				isAutoDeploymentOn: true,
				isManagedExecutionOn: true,
			},
			operation: { id: "op", action: "CREATE", status: "SUCCEEDED", reason: null, startedAt: null },
		};
		await ctx.db.rollouts.observe(id, { readerFoundAt: ctx.now(), stackSet });
		await settleRolloutLinks(ctx, { rolloutId: id });
		expect((await heldBy(ctx, link, cookie))?.state).toBe("acted");
		verified = COVERED.deployed;
		await settleRolloutLinks(ctx, { rolloutId: id });
		expect((await heldBy(ctx, link, cookie))?.state).toBe("done");
		const response = await ask(ctx, "open", { id: link.id, body: { secret: link.secret } });
		expect(response.status).toBe(404);
	});

	test("nothing less can be offered of it, and it can be declined with a word", async () => {
		const { ctx, id } = await world();
		const link = await send(ctx, id);
		const cookie = await openIn(ctx, link);
		const body = { features: ["VISIBILITY"], message: "" };
		expect((await ask(ctx, "offer", { id: link.id, cookie, body })).status).toBe(422);
		expect((await ask(ctx, "decline", { id: link.id, cookie, body: { message: "Ask Ada." } })).status).toBe(
			204,
		);
		expect((await ask(ctx, "state", { id: link.id, cookie })).status).toBe(404);
		expect((await listRolloutLinks(ctx, id)).links).toMatchObject([
			{ state: "declined", declineMessage: "Ask Ada." },
		]);
	});

	test("is revoked by its own rollout only, and ends when the rollout names another account", async () => {
		const { ctx, id } = await world();
		const link = await send(ctx, id);
		const foreign = await revokeLaunchLink(ctx, { rolloutId: "someotherrollout0000", linkId: link.id });
		expect(foreign).toMatchObject({ ok: false });
		const { version } = await rolloutOf(ctx, id);
		await ctx.db.rollouts.save(id, version, { managementAccountId: accountId("999988887777") });
		expect((await ask(ctx, "open", { id: link.id, body: { secret: link.secret } })).status).toBe(404);
		expect(await revokeLaunchLink(ctx, { rolloutId: id, linkId: link.id })).toMatchObject({ ok: true });
	});

	test("is refused while a step is missing, and of a list of accounts", async () => {
		const { ctx } = await world();
		const list = await createRollout(ctx, { kind: "list" });
		if (!list.ok) throw new Error(list.failure.code);
		const input = { rolloutId: list.value.id, note: "", expiresInDays: 7, baseUrl: ORIGIN };
		expect(await createRolloutLink(ctx, input)).toMatchObject({
			failure: { code: "LAUNCH_LINK_NOT_POSSIBLE" },
		});
	});
});
