// What only a real database can show: many at once, each counted once, and one that wins.
import { beforeAll, describe, expect, it } from "vitest";
import { createDb } from "#lib/db/create-db.ts";
import { testSecretBox } from "#lib/testing/database.ts";
import { type OwnDatabase, ownDatabase } from "#lib/testing/own-database.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { acceptOffer, refuseOffer } from "./answer-offer.ts";
import { ask, draftAtRoleStep, launchContext, openIn, sendLink, wants } from "./launch-links.test-support.ts";
import { listConnectorLinks } from "./list-launch-links.ts";

let database: OwnDatabase;
let ctx: TestContext;

beforeAll(async () => {
	database = await ownDatabase();
	ctx = await launchContext({ ...testContext(), db: createDb(database.prisma, testSecretBox()) });
});

let account = 100_000_000_000;
async function newLink() {
	account += 1;
	return sendLink(ctx, await draftAtRoleStep(ctx, { account: String(account), name: `c${account}` }));
}
const statuses = (responses: readonly Response[]) => responses.map(({ status }) => status).sort();

describe("many at once", () => {
	it("show the secret: each browser gets a cookie of its own, and each opening stands in the audit log", async () => {
		const link = await newLink();
		const cookies = await Promise.all(
			Array.from({ length: 12 }, (_, index) => openIn(ctx, link, `198.51.100.${index}`)),
		);
		expect(new Set(cookies).size).toBe(12);
		const shown = await Promise.all(cookies.map((cookie) => ask(ctx, "opened", { id: link.id, cookie })));
		expect(statuses(shown)).toEqual(Array(12).fill(204));
		const { links } = await listConnectorLinks(ctx, link.connectorId);
		expect(links[0]).toMatchObject({ openings: 12, state: "open" });
		const events = await ctx.db.audit.list(link.connectorId, 100);
		expect(events.filter(({ action }) => action === "launch-link.opened")).toHaveLength(12);
	});

	it("guess: no more than 20 of 40 tries from one address are looked at", async () => {
		const link = await newLink();
		const tries = Array.from({ length: 40 }, () =>
			ask(ctx, "open", { id: link.id, address: "192.0.2.77", body: { secret: "A".repeat(43) } }),
		);
		const seen = statuses(await Promise.all(tries));
		// A token comes back every five seconds, should the machine be slow.
		expect(seen.filter((status) => status === 404).length).toBeLessThanOrEqual(22);
		expect(seen.filter((status) => status === 404).length).toBeGreaterThanOrEqual(20);
	});

	it("answer: of an acceptance and a refusal at the same time one holds", async () => {
		const link = await newLink();
		const cookie = await openIn(ctx, link);
		await ask(ctx, "offer", { id: link.id, cookie, body: { features: ["VISIBILITY"] } });
		const offeredAt = (await listConnectorLinks(ctx, link.connectorId)).links[0]?.offer?.offeredAt ?? 0;
		const target = { connectorId: link.connectorId, linkId: link.id, offeredAt };
		const answers = await Promise.all([
			acceptOffer(ctx, target),
			acceptOffer(ctx, target),
			refuseOffer(ctx, target),
		]);
		const view = (await listConnectorLinks(ctx, link.connectorId)).links[0];
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
		const isRefused = answers[2]?.ok === true;
		expect(view?.offer?.answer).toBe(isRefused ? "refused" : "accepted");
		expect((await ctx.db.connectors.find(link.connectorId))?.requirements?.features).toEqual(
			isRefused ? ["VISIBILITY", "OPTIMIZATION"] : ["VISIBILITY"],
		);
	});

	it("answer: what cannot be saved is not answered either", async () => {
		const link = await newLink();
		const cookie = await openIn(ctx, link);
		await ask(ctx, "offer", { id: link.id, cookie, body: { features: ["VISIBILITY"] } });
		const offeredAt = (await listConnectorLinks(ctx, link.connectorId)).links[0]?.offer?.offeredAt ?? 0;
		const target = { connectorId: link.connectorId, linkId: link.id, offeredAt };
		const save = async () => null;
		const transaction: typeof ctx.db.transaction = (run) =>
			ctx.db.transaction((tx) => run({ ...tx, connectors: { ...tx.connectors, save } }));
		const overtaken = { ...ctx, db: { ...ctx.db, transaction } };
		expect(await acceptOffer(overtaken, target)).toMatchObject({
			failure: { code: "CONNECTOR_CHANGED_MEANWHILE" },
		});
		expect((await ctx.db.launchLinks.find(link.id))?.offerAnswer).toBeNull();
		const events = await ctx.db.audit.list(link.connectorId, 100);
		expect(events.map(({ action }) => action)).not.toContain("launch-link.offer-accepted");
		expect(await acceptOffer(ctx, target)).toEqual({ ok: true, value: true });
	});

	it("decline: the first one ends it, and the others find nothing", async () => {
		const link = await newLink();
		const [one, two] = [await openIn(ctx, link), await openIn(ctx, link)];
		const declined = await Promise.all(
			[one, two, one].map((cookie) => ask(ctx, "decline", { id: link.id, cookie, body: { message: "no" } })),
		);
		expect(statuses(declined)).toEqual([204, 404, 404]);
		const events = await ctx.db.audit.list(link.connectorId, 100);
		expect(events.filter(({ action }) => action === "launch-link.declined")).toHaveLength(1);
	});
});

describe("what is stored", () => {
	it("holds neither a secret nor a cookie's value, in no table", async () => {
		const link = await newLink();
		const cookie = await openIn(ctx, link);
		await ask(ctx, "offer", { id: link.id, cookie, body: { features: ["VISIBILITY"], message: "less" } });
		await ask(ctx, "acted", { id: link.id, cookie });
		const token = /=([^;]+)/.exec(cookie)?.[1] ?? "";
		const tables = await database.sql(
			"SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
			[],
		);
		expect(tables.length).toBeGreaterThan(30);
		for (const { name } of tables) {
			const text = JSON.stringify(
				await database.sql(`SELECT to_jsonb(t) AS row FROM "${String(name)}" t`, []),
			);
			for (const hidden of [link.secret, token]) expect(text.includes(hidden), String(name)).toBe(false);
		}
		const [row] = await database.sql("SELECT secret_hash FROM launch_link WHERE id = $1", [link.id]);
		expect(row).toEqual({ secret_hash: ctx.sha256Hex(link.secret) });
	});

	it("keeps what was asked for as it was sent, and what was agreed on since", async () => {
		const link = await newLink();
		expect((await ctx.db.launchLinks.find(link.id))?.request).toMatchObject({
			awsAccountId: String(account),
			requirements: wants("VISIBILITY", "OPTIMIZATION"),
		});
	});
});
