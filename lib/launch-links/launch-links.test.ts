import { describe, expect, it } from "vitest";
import { readReceiverView } from "#lib/loaders/receiver-view.ts";
import type { TestContext } from "#lib/testing/test-context.ts";
import { acceptOffer, refuseOffer } from "./answer-offer.ts";
import { createLaunchLink } from "./create-launch-link.ts";
import { followLinks } from "./follow-links.ts";
import { findHeldLink, isOfRollout } from "./held-link.ts";
import {
	ask,
	draftAtRoleStep,
	launchContext,
	ORIGIN,
	openIn,
	prove,
	resultOf,
	type SentLink,
	sendLink,
	wants,
} from "./launch-links.test-support.ts";
import { listConnectorLinks, listLaunchLinks } from "./list-launch-links.ts";
import { revokeLaunchLink } from "./revoke-launch-link.ts";

async function heldBy(ctx: TestContext, { id }: SentLink, cookie: string) {
	const token = /rolebridge-launch=([^;]+)/.exec(cookie)?.[1] ?? "";
	const held = await findHeldLink(ctx, { id, token });
	return held === null || isOfRollout(held) ? null : held;
}

async function viewOf(ctx: TestContext, link: SentLink, cookie: string) {
	const held = await heldBy(ctx, link, cookie);
	return held && readReceiverView(ctx, held);
}

async function onlyLink(ctx: TestContext, connectorId: string) {
	const [link, ...others] = (await listConnectorLinks(ctx, connectorId)).links;
	if (link === undefined || others.length > 0) throw new Error("not one link");
	return link;
}

const actions = (ctx: TestContext) => ctx.store.audit.map(({ action }) => action);

describe("making a link", () => {
	it("gives the address with the secret behind its # once, and keeps the hash alone", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx), { note: "For the cost project" });
		expect(link.url).toMatch(/^https:\/\/rolebridge\.example\/launch\/[a-z2-7]{20}#[\w-]{43}$/);
		const stored = JSON.stringify([
			...ctx.store.launchLinks.values(),
			ctx.store.audit,
			ctx.logged,
			ctx.asked,
		]);
		expect(stored).not.toContain(link.secret);
		expect(ctx.store.launchLinks.get(link.id)?.secretHash).toBe(ctx.sha256Hex(link.secret));
	});

	it("is possible only for what is wanted at that moment", async () => {
		const ctx = await launchContext();
		const connectorId = await draftAtRoleStep(ctx);
		const input = { connectorId, note: "", expiresInDays: 7, baseUrl: ORIGIN };
		expect((await listConnectorLinks(ctx, connectorId)).kinds).toEqual(["connect"]);
		for (const kind of ["change-features", "upgrade", "rotate", "remove"] as const)
			expect(await createLaunchLink(ctx, { ...input, kind })).toMatchObject({
				ok: false,
				failure: { code: "LAUNCH_LINK_NOT_POSSIBLE" },
			});
		const early = await draftAtRoleStep(ctx, { account: "210987654321", name: "Early", requirements: null });
		expect((await listConnectorLinks(ctx, early)).kinds).toEqual([]);
	});

	it("stops at 20 open ones of a connector", async () => {
		const ctx = await launchContext();
		const connectorId = await draftAtRoleStep(ctx);
		for (let index = 0; index < 20; index += 1) await sendLink(ctx, connectorId);
		await expect(sendLink(ctx, connectorId)).rejects.toThrow("LAUNCH_LINK_NOT_POSSIBLE");
	});
});

describe("what the receiver sees", () => {
	it("is who asks, for which account, what the role may do and whom it trusts, and the way to make it", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx), { note: "Hello" });
		const view = await viewOf(ctx, link, await openIn(ctx, link));
		expect(view).toMatchObject({
			kind: "connect",
			sender: { name: "Test person", email: "test@rolebridge.example" },
			note: "Hello",
			account: { id: "123456789012", name: "Payer", partition: "aws" },
			role: { name: "HarnessCERole", arn: "arn:aws:iam::123456789012:role/HarnessCERole" },
			requirements: { features: ["VISIBILITY", "OPTIMIZATION"] },
			trust: { harness: { externalId: "harness:891928451355:EfOfrUbHTtupeZjUqxlHBg" } },
			template: { source: "ours", sha256: "b".repeat(64) },
			way: { kind: "create", stackName: "harness-ce-iam-role-stack", region: "us-east-1" },
			undo: { stackName: "harness-ce-iam-role-stack" },
			offerable: ["VISIBILITY", "OPTIMIZATION"],
			changedSinceSent: null,
			live: { state: "open", stage: "waiting", offer: null },
		});
		if (view?.way.kind !== "create") throw new Error("no way to create it");
		expect(view.way.parameters).toMatchObject({ ExpectedAccountId: "123456789012" });
	});

	it("names what the sender's side must put right first, and has that looked at", async () => {
		const ctx = await launchContext();
		ctx.store.templateChecks.clear();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx));
		const view = await viewOf(ctx, link, await openIn(ctx, link));
		expect(view?.way).toEqual({ kind: "not-ready", code: "TEMPLATE_NOT_CHECKED" });
		expect(ctx.asked).toContainEqual({ job: "checkTemplate" });
	});

	it("bears the check words that the sender sees, and other words once something else is asked", async () => {
		const ctx = await launchContext();
		const connectorId = await draftAtRoleStep(ctx);
		const link = await sendLink(ctx, connectorId);
		const cookie = await openIn(ctx, link);
		const before = await viewOf(ctx, link, cookie);
		expect(before?.checkWords).toHaveLength(4);
		expect((await onlyLink(ctx, connectorId)).checkWords).toEqual(before?.checkWords);
		const requirements = { ...wants("VISIBILITY", "GOVERNANCE"), governancePolicyArns: [] };
		await ctx.db.connectors.save(connectorId, 2, { requirements });
		const after = await viewOf(ctx, link, cookie);
		expect(after?.checkWords).not.toEqual(before?.checkWords);
		expect((await onlyLink(ctx, connectorId)).checkWords).toEqual(after?.checkWords);
		expect(after?.changedSinceSent?.map(({ feature, kind }) => [feature, kind])).toEqual([
			["OPTIMIZATION", "removed"],
			["GOVERNANCE", "added"],
		]);
	});

	it("ends when the connector comes to name another account: what was agreed to was about this one", async () => {
		const ctx = await launchContext();
		const connectorId = await draftAtRoleStep(ctx);
		const link = await sendLink(ctx, connectorId);
		const cookie = await openIn(ctx, link);
		const connector = await ctx.db.connectors.find(connectorId);
		const { overview } =
			(await ctx.db.connectors.find(await draftAtRoleStep(ctx, { account: "210987654321", name: "B" }))) ??
			{};
		if (connector?.overview == null || overview == null) throw new Error("unreachable");
		ctx.store.connectors.set(connectorId, { ...connector, overview });
		expect(await viewOf(ctx, link, cookie)).toBeNull();
		expect((await onlyLink(ctx, connectorId)).state).toBe("revoked");
	});
});

describe("acting on it", () => {
	it("starts the patience for a new role, has it asked for, and counts as acted, not as done", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx));
		const cookie = await openIn(ctx, link);
		const response = await ask(ctx, "acted", { id: link.id, cookie, body: { way: "console" } });
		expect(response.status).toBe(204);
		expect((await ctx.db.connectors.find(link.connectorId))?.launchedAt).toEqual(ctx.now());
		expect(ctx.asked).toContainEqual(expect.objectContaining({ job: "checkConnector" }));
		expect(await onlyLink(ctx, link.connectorId)).toMatchObject({ state: "acted", completedAt: null });
	});

	it("is done by proof alone; then the receipt stays, and nobody opens the link anew", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx));
		const cookie = await openIn(ctx, link);
		await ask(ctx, "acted", { id: link.id, cookie, body: {} });
		await prove(ctx, link.connectorId, "waiting");
		await followLinks(ctx, { connectorId: link.connectorId });
		expect((await viewOf(ctx, link, cookie))?.live.state).toBe("acted");
		await prove(ctx, link.connectorId);
		await followLinks(ctx, { connectorId: link.connectorId });
		expect(await viewOf(ctx, link, cookie)).toMatchObject({
			live: { state: "done", stage: "proven" },
			offerable: [],
		});
		expect(actions(ctx).filter((action) => action === "launch-link.completed")).toHaveLength(1);
		expect((await ask(ctx, "open", { id: link.id, body: { secret: link.secret } })).status).toBe(404);
		for (const what of ["acted", "decline"] as const)
			expect((await ask(ctx, what, { id: link.id, cookie })).status, what).toBe(404);
		ctx.advance(7 * 24 * 3_600_000);
		expect(await viewOf(ctx, link, cookie)).toBeNull();
	});

	it("goes on being looked for when every page is closed, every minute at first, and not for ever", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx), { expiresInDays: 30 });
		await ask(ctx, "acted", { id: link.id, cookie: await openIn(ctx, link) });
		const askedAfter = async (ms: number) => {
			ctx.advance(ms);
			ctx.asked.length = 0;
			await followLinks(ctx, { connectorId: link.connectorId });
			return ctx.asked.map(({ startAfterSeconds }) => startAfterSeconds);
		};
		expect(await askedAfter(60_000)).toEqual([60]);
		expect(await askedAfter(2 * 3_600_000)).toEqual([900]);
		expect(await askedAfter(24 * 3_600_000)).toEqual([]);
	});

	it("shows how far it is, and a broken proof as trouble", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx));
		const cookie = await openIn(ctx, link);
		const stage = async () => (await viewOf(ctx, link, cookie))?.live.stage;
		await ctx.db.connectors.observe(link.connectorId, { roleFoundAt: ctx.now() });
		expect(await stage()).toBe("found");
		await prove(ctx, link.connectorId);
		const last = ctx.store.results.findIndex(({ checkId }) => checkId === "external-id-required");
		const bad = { ...resultOf(ctx, "external-id-required", "failed"), code: "EXTERNAL_ID_NOT_REQUIRED" };
		Object.assign(ctx.store.results[last] ?? {}, bad);
		expect(await stage()).toBe("trouble");
	});
});

describe("declining", () => {
	it("ends the link for everybody, and the sender reads why", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx));
		const [first, second] = [await openIn(ctx, link), await openIn(ctx, link, "198.51.100.9")];
		const message = "Not my account";
		expect((await ask(ctx, "decline", { id: link.id, cookie: first, body: { message } })).status).toBe(204);
		expect(await onlyLink(ctx, link.connectorId)).toMatchObject({
			state: "declined",
			declineMessage: message,
		});
		for (const cookie of [first, second])
			expect((await ask(ctx, "state", { id: link.id, cookie })).status).toBe(404);
	});

	it("takes at most 500 characters of plain text", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx));
		const cookie = await openIn(ctx, link);
		for (const message of ["x".repeat(501), "a\u0000b", "bell\u0007", 5])
			expect((await ask(ctx, "decline", { id: link.id, cookie, body: { message } })).status).toBe(400);
	});
});

describe("offering less", () => {
	async function offered(...features: readonly string[]) {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx));
		const cookie = await openIn(ctx, link);
		const response = await ask(ctx, "offer", {
			id: link.id,
			cookie,
			body: { features, message: "No AutoStopping" },
		});
		return { ctx, link, cookie, response };
	}

	it("reaches the sender, who takes it in one step: the request is then the smaller one", async () => {
		const { ctx, link, cookie, response } = await offered("VISIBILITY");
		expect(response.status).toBe(204);
		const { offer } = await onlyLink(ctx, link.connectorId);
		expect(offer).toMatchObject({
			features: ["VISIBILITY"],
			without: ["OPTIMIZATION"],
			message: "No AutoStopping",
			answer: null,
		});
		const target = { connectorId: link.connectorId, linkId: link.id, offeredAt: offer?.offeredAt ?? 0 };
		expect(await acceptOffer(ctx, target)).toEqual({ ok: true, value: true });
		expect((await ctx.db.connectors.find(link.connectorId))?.requirements).toEqual(wants("VISIBILITY"));
		expect(await viewOf(ctx, link, cookie)).toMatchObject({
			requirements: { features: ["VISIBILITY"] },
			changedSinceSent: null,
			live: { offer: { answer: "accepted", without: [] } },
		});
		expect(await acceptOffer(ctx, target)).toMatchObject({ failure: { code: "LAUNCH_LINK_OFFER_OVER" } });
	});

	it("may be refused; the link goes on asking for what it asked", async () => {
		const { ctx, link, cookie } = await offered("VISIBILITY");
		const { offer } = await onlyLink(ctx, link.connectorId);
		const target = { connectorId: link.connectorId, linkId: link.id, offeredAt: offer?.offeredAt ?? 0 };
		expect(await refuseOffer(ctx, target)).toEqual({ ok: true, value: true });
		expect(await viewOf(ctx, link, cookie)).toMatchObject({
			requirements: { features: ["VISIBILITY", "OPTIMIZATION"] },
			live: { offer: { answer: "refused" } },
		});
	});

	it("is answered only as it was on screen: an offer that came since waits for its own answer", async () => {
		const { ctx, link, cookie } = await offered("VISIBILITY");
		const seen = (await onlyLink(ctx, link.connectorId)).offer?.offeredAt ?? 0;
		ctx.advance(1_000);
		await ask(ctx, "offer", { id: link.id, cookie, body: { features: ["OPTIMIZATION"] } });
		const target = { connectorId: link.connectorId, linkId: link.id, offeredAt: seen };
		expect(await acceptOffer(ctx, target)).toMatchObject({ failure: { code: "LAUNCH_LINK_OFFER_OVER" } });
		expect((await ctx.db.connectors.find(link.connectorId))?.requirements).toEqual(
			wants("VISIBILITY", "OPTIMIZATION"),
		);
	});

	it("is less and nothing else: never all, never none, never what was not asked for", async () => {
		for (const features of [
			["VISIBILITY", "OPTIMIZATION"],
			[],
			["GOVERNANCE"],
			["VISIBILITY", "BILLING"],
			["VISIBILITY", "NOTHING"],
		])
			expect((await offered(...features)).response.status, features.join()).toBe(400);
	});

	it("cannot leave out what the connection is there for", async () => {
		const ctx = await launchContext();
		const costReport = { kind: "own", reportName: "r", bucketName: "bucket", reportType: "CUR2.0" } as const;
		const connectorId = await draftAtRoleStep(ctx, {
			costReport,
			requirements: wants("BILLING", "VISIBILITY"),
		});
		const link = await sendLink(ctx, connectorId);
		const cookie = await openIn(ctx, link);
		expect((await viewOf(ctx, link, cookie))?.offerable).toEqual(["VISIBILITY"]);
		const response = await ask(ctx, "offer", { id: link.id, cookie, body: { features: ["VISIBILITY"] } });
		expect(response.status).toBe(400);
	});
});

describe("the sender's side", () => {
	it("revokes: from that moment the link opens nothing, to those who have it open neither", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx));
		const cookie = await openIn(ctx, link);
		const target = { connectorId: link.connectorId, linkId: link.id };
		expect(await revokeLaunchLink(ctx, target)).toEqual({ ok: true, value: true });
		expect(await revokeLaunchLink(ctx, target)).toEqual({ ok: true, value: true });
		expect((await ask(ctx, "state", { id: link.id, cookie })).status).toBe(404);
		expect((await ask(ctx, "open", { id: link.id, body: { secret: link.secret } })).status).toBe(404);
		expect(actions(ctx).filter((action) => action === "launch-link.revoked")).toHaveLength(1);
	});

	it("knows a link by its own connector only", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx));
		const other = await draftAtRoleStep(ctx, { account: "210987654321", name: "Other" });
		const target = { connectorId: other, linkId: link.id };
		expect(await revokeLaunchLink(ctx, target)).toMatchObject({ failure: { code: "LAUNCH_LINK_NOT_FOUND" } });
		expect(await acceptOffer(ctx, { ...target, offeredAt: 1 })).toMatchObject({
			failure: { code: "LAUNCH_LINK_NOT_FOUND" },
		});
	});

	it("sees nothing of links to connectors that are outside of a person's limits", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx));
		const scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "other" }] };
		const limited = ctx.actingAs({ ...ctx.actor, role: "operator", scope });
		expect((await listLaunchLinks(limited, {})).links).toEqual([]);
		expect(await revokeLaunchLink(limited, { connectorId: link.connectorId, linkId: link.id })).toMatchObject(
			{
				failure: { code: "CONNECTOR_NOT_FOUND" },
			},
		);
	});

	it("reads all links page by page, newest first, none twice", async () => {
		const ctx = await launchContext();
		const connectorId = await draftAtRoleStep(ctx);
		const other = await draftAtRoleStep(ctx, { account: "210987654321", name: "Other" });
		const made: string[] = [];
		for (let index = 0; index < 30; index += 1) {
			made.unshift((await sendLink(ctx, index % 2 === 0 ? connectorId : other)).id);
			ctx.advance(1_000);
		}
		const first = await listLaunchLinks(ctx, {});
		const second = await listLaunchLinks(ctx, { after: first.nextAfter ?? "" });
		expect([...first.links, ...second.links].map(({ id }) => id)).toEqual(made);
		expect(second.nextAfter).toBeNull();
	});
});
