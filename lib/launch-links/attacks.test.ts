// What somebody tries who has a link that is not theirs, no link at all, or a link and bad intentions.
import { describe, expect, it } from "vitest";
import type { TestContext } from "#lib/testing/test-context.ts";
import { launchCookie } from "./launch-cookie.ts";
import {
	ask,
	draftAtRoleStep,
	launchContext,
	ORIGIN,
	openIn,
	prove,
	type SentLink,
	sendLink,
} from "./launch-links.test-support.ts";
import { revokeLaunchLink } from "./revoke-launch-link.ts";
import { settleLinks } from "./settle-links.ts";

const ASKS = ["opened", "watch", "state", "acted", "decline", "offer", "file"] as const;
const NO_SECRET = "A".repeat(43);

async function twoLinks() {
	const ctx = await launchContext();
	const mine = await sendLink(ctx, await draftAtRoleStep(ctx));
	const theirs = await sendLink(ctx, await draftAtRoleStep(ctx, { account: "210987654321", name: "Other" }));
	return { ctx, mine, theirs };
}

function tryOpen(ctx: TestContext, id: string, secret: unknown, address?: string): Promise<Response> {
	return ask(ctx, "open", { id, body: { secret }, ...(address !== undefined && { address }) });
}

/** Everything of an answer that somebody outside can tell. */
async function seenOutside(response: Response): Promise<string> {
	return JSON.stringify([response.status, [...response.headers], await response.text()]);
}

describe("from outside", () => {
	it("unknown, mistyped, expired, revoked, declined, done and foreign links cannot be told apart", async () => {
		const ctx = await launchContext();
		const connectorId = await draftAtRoleStep(ctx);
		const other = await draftAtRoleStep(ctx, { account: "210987654321", name: "Other" });
		const [short, revoked, declined, open, done] = [
			await sendLink(ctx, connectorId, { expiresInDays: 1 }),
			await sendLink(ctx, connectorId),
			await sendLink(ctx, connectorId),
			await sendLink(ctx, connectorId),
			await sendLink(ctx, other),
		];
		await revokeLaunchLink(ctx, { connectorId, linkId: revoked.id });
		await ask(ctx, "decline", { id: declined.id, cookie: await openIn(ctx, declined) });
		await prove(ctx, other);
		await settleLinks(ctx, { connectorId: other });
		ctx.advance(25 * 3_600_000);
		const tries: readonly (readonly [string, string, unknown])[] = [
			["expired", short.id, short.secret],
			["revoked", revoked.id, revoked.secret],
			["declined", declined.id, declined.secret],
			["done", done.id, done.secret],
			["wrong secret", open.id, NO_SECRET],
			["another link's secret", open.id, done.secret],
			["unknown", "z".repeat(20), open.secret],
			["no id", "../../etc/passwd", open.secret],
			["empty", open.id, ""],
		];
		const answers = await Promise.all(
			tries.map(async ([, ...key]) => seenOutside(await tryOpen(ctx, ...key))),
		);
		expect(new Set(answers).size).toBe(1);
		expect(answers[0]).toContain("LAUNCH_LINK_NOT_FOUND");
		expect((await tryOpen(ctx, open.id, open.secret)).status).toBe(204);
	});

	it("guessing is stopped after 20 tries from one address, known link or not", async () => {
		const { ctx, mine } = await twoLinks();
		for (const id of [mine.id, "z".repeat(20)]) {
			const address = `198.51.100.${id === mine.id ? 1 : 2}`;
			const statuses: number[] = [];
			for (let index = 0; index < 25; index += 1)
				statuses.push((await tryOpen(ctx, id, NO_SECRET, address)).status);
			expect(statuses.slice(0, 20).every((status) => status === 404)).toBe(true);
			expect(statuses.slice(20).every((status) => status === 429)).toBe(true);
		}
		const refused = await tryOpen(ctx, mine.id, mine.secret, "198.51.100.1");
		expect(refused.status).toBe(429);
		expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
	});

	it("guessing from everywhere is stopped on the link, and does not keep its receiver out", async () => {
		const { ctx, mine } = await twoLinks();
		let tooMany = 0;
		for (let index = 0; index < 60; index += 1)
			if ((await tryOpen(ctx, mine.id, NO_SECRET, `203.0.113.${index}`)).status === 429) tooMany += 1;
		expect(tooMany).toBe(10);
		expect((await tryOpen(ctx, mine.id, mine.secret, "192.0.2.1")).status).toBe(204);
	});

	it("guessing a cookie is stopped as well", async () => {
		const { ctx, mine } = await twoLinks();
		const statuses: number[] = [];
		for (let index = 0; index < 22; index += 1)
			statuses.push(
				(await ask(ctx, "state", { id: mine.id, cookie: `__Secure-rolebridge-launch=${NO_SECRET}` })).status,
			);
		expect(statuses.slice(0, 20)).toEqual(Array(20).fill(404));
		expect(statuses.slice(20)).toEqual([429, 429]);
	});

	it("what only fetches addresses, as link previews do, changes and counts nothing", async () => {
		const { ctx, mine } = await twoLinks();
		const before = JSON.stringify([[...ctx.store.launchLinks], [...ctx.store.connectors], ctx.store.audit]);
		for (const what of ["state", "file"] as const)
			expect((await ask(ctx, what, { id: mine.id, name: "request.txt" })).status).toBe(404);
		const after = JSON.stringify([[...ctx.store.launchLinks], [...ctx.store.connectors], ctx.store.audit]);
		expect(after).toBe(before);
	});

	it("a page of another site can post nothing", async () => {
		const { ctx, mine } = await twoLinks();
		const cookie = await openIn(ctx, mine);
		for (const what of ["open", "opened", "watch", "acted", "decline", "offer"] as const) {
			for (const headers of [
				{ "sec-fetch-site": "cross-site" },
				{ "sec-fetch-site": "same-site" },
				{ "sec-fetch-site": "none" },
			]) {
				const response = await ask(ctx, what, {
					id: mine.id,
					cookie,
					headers,
					body: { secret: mine.secret },
				});
				expect(response.status, what).toBe(403);
				expect(response.headers.get("set-cookie")).toBeNull();
			}
		}
		expect(ctx.store.launchLinks.get(mine.id)?.link).toMatchObject({ openings: 0, declinedAt: null });
	});
});

describe("the secret", () => {
	async function journey(): Promise<{
		readonly ctx: TestContext;
		readonly link: SentLink;
		readonly cookie: string;
	}> {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx), { note: "Hello" });
		await tryOpen(ctx, link.id, NO_SECRET);
		const cookie = await openIn(ctx, link);
		await ask(ctx, "opened", { id: link.id, cookie });
		await ask(ctx, "offer", { id: link.id, cookie, body: { features: ["VISIBILITY"] } });
		await ask(ctx, "acted", { id: link.id, cookie });
		await ask(ctx, "watch", { id: link.id, cookie });
		return { ctx, link, cookie };
	}

	it("and the cookie's value are in no stored row, no audit entry, no log line, no job and no later answer", async () => {
		const { ctx, link, cookie } = await journey();
		const token = /=([^;]+)/.exec(cookie)?.[1] ?? "";
		expect(token).toMatch(/^[\w-]{43}$/);
		const answers = [
			await ask(ctx, "state", { id: link.id, cookie }),
			await ask(ctx, "file", { id: link.id, cookie, name: "request.txt" }),
		];
		const texts = await Promise.all(answers.map((answer) => answer.text()));
		const { launchLinks, audit, connectors, auditLog } = ctx.store;
		const stored = JSON.stringify([
			[...launchLinks],
			audit,
			auditLog,
			[...connectors],
			ctx.logged,
			ctx.asked,
			texts,
		]);
		expect(texts[1]).toContain("123456789012");
		expect(stored).not.toContain(link.secret);
		expect(stored).not.toContain(token);
	});

	it("stands in the address behind the # alone, where no request line, proxy or referrer has it", async () => {
		const { link } = await journey();
		const { pathname, search, hash } = new URL(link.url);
		expect(pathname + search).toBe(`/launch/${link.id}`);
		expect(hash).toBe(`#${link.secret}`);
	});

	it("leaves every opening and act in the audit log, with the address it came from", async () => {
		const { ctx, link } = await journey();
		const own = ctx.store.audit.filter(({ actorKind }) => actorKind === "launch-link");
		expect(own.map(({ action }) => action)).toEqual([
			"launch-link.opened",
			"launch-link.shown",
			"launch-link.offered",
			"launch-link.acted",
		]);
		for (const entry of own)
			expect(entry).toMatchObject({
				...{ actorId: link.id, subject: link.connectorId },
				...{ address: "203.0.113.7", requestId: "request-1" },
			});
	});
});

describe("the cookie", () => {
	it("goes to the one link's addresses only, is read by no script, and is gone with the link", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx), { expiresInDays: 2 });
		ctx.advance(3_600_000);
		const [pair, ...attributes] = (await openIn(ctx, link)).split("; ");
		expect(pair).toMatch(/^__Secure-rolebridge-launch=[\w-]{43}$/);
		expect(attributes).toEqual([
			`Path=/launch/${link.id}`,
			`Max-Age=${47 * 3600}`,
			"HttpOnly",
			"SameSite=Lax",
			"Secure",
		]);
		const plain = launchCookie({ publicUrl: null }, { linkId: link.id, token: "t", seconds: 1 });
		expect(plain).toBe(`rolebridge-launch=t; Path=/launch/${link.id}; Max-Age=1; HttpOnly; SameSite=Lax`);
	});

	it("opens nothing but its own link, whatever is asked of the other one", async () => {
		const { ctx, mine, theirs } = await twoLinks();
		const cookie = await openIn(ctx, mine);
		await openIn(ctx, theirs);
		for (const what of ASKS) {
			const response = await ask(ctx, what, { id: theirs.id, cookie, name: "request.txt" });
			expect(response.status, what).toBe(404);
		}
		expect(ctx.store.launchLinks.get(theirs.id)?.link).toMatchObject({ openings: 0, declinedAt: null });
	});

	it("is another one for each of several links in one browser, and each shows its own account", async () => {
		const { ctx, mine, theirs } = await twoLinks();
		const [first, second] = [await openIn(ctx, mine), await openIn(ctx, theirs)];
		const text = async ({ id }: SentLink, cookie: string) =>
			(await ask(ctx, "file", { id, cookie, name: "request.txt" })).text();
		expect(await text(mine, first)).toContain("123456789012");
		expect(await text(mine, first)).not.toContain("210987654321");
		expect(await text(theirs, second)).toContain("210987654321");
		expect(await text(theirs, second)).not.toContain("123456789012");
	});

	it("is no session, no secret and no key: a secret or another's value in its place opens nothing", async () => {
		const { ctx, mine } = await twoLinks();
		await openIn(ctx, mine);
		for (const value of [
			mine.secret,
			"",
			"null",
			"x".repeat(5_000),
			`${NO_SECRET}; __Secure-rolebridge-launch=${NO_SECRET}`,
		])
			expect(
				(await ask(ctx, "state", { id: mine.id, cookie: `__Secure-rolebridge-launch=${value}` })).status,
			).toBe(404);
	});

	it("is one for each of two receivers; both see the same request, and the first act counts for both", async () => {
		const { ctx, mine } = await twoLinks();
		const [one, two] = await Promise.all([openIn(ctx, mine), openIn(ctx, mine, "198.51.100.9")]);
		expect(one).not.toBe(two);
		await Promise.all([
			ask(ctx, "offer", { id: mine.id, cookie: one, body: { features: ["VISIBILITY"] } }),
			ask(ctx, "acted", { id: mine.id, cookie: two }),
		]);
		for (const cookie of [one, two]) {
			const live = await (await ask(ctx, "state", { id: mine.id, cookie })).json();
			expect(live).toMatchObject({ state: "acted", offer: { features: ["VISIBILITY"] } });
		}
	});
});

describe("somebody who holds a link", () => {
	it("cannot fill the log: acts are taken 30 at once, then one in two seconds", async () => {
		const { ctx, mine } = await twoLinks();
		const cookie = await openIn(ctx, mine);
		const statuses: number[] = [];
		for (let index = 0; index < 35; index += 1)
			statuses.push((await ask(ctx, "opened", { id: mine.id, cookie })).status);
		expect(statuses.filter((status) => status === 204)).toHaveLength(30);
		expect(statuses.slice(30)).toEqual(Array(5).fill(429));
		expect(ctx.store.launchLinks.get(mine.id)?.link.openings).toBe(30);
	});

	it("cannot keep the server at work by reading, and whoever reads without end keeps nobody from declining", async () => {
		const { ctx, mine } = await twoLinks();
		const cookie = await openIn(ctx, mine);
		const often = async (times: number, what: "state" | "watch" | "file") => {
			const statuses: number[] = [];
			for (let index = 0; index < times; index += 1)
				statuses.push((await ask(ctx, what, { id: mine.id, cookie, name: "request.txt" })).status);
			return statuses;
		};
		expect((await often(65, "state")).slice(60)).toEqual(Array(5).fill(429));
		expect(await often(1, "watch")).toEqual([429]);
		expect(await often(22, "file")).toEqual([...Array(20).fill(200), 429, 429]);
		expect((await ask(ctx, "decline", { id: mine.id, cookie })).status).toBe(204);
	});

	it("may read as often as five open pages do by themselves, for as long as they are open", async () => {
		const { ctx, mine } = await twoLinks();
		const cookie = await openIn(ctx, mine);
		const statuses = new Set<number>();
		for (let second = 0; second < 120; second += 2) {
			for (let page = 0; page < 5; page += 1) {
				statuses.add((await ask(ctx, "state", { id: mine.id, cookie })).status);
				if (second % 10 === 0) statuses.add((await ask(ctx, "watch", { id: mine.id, cookie })).status);
			}
			ctx.advance(2_000);
		}
		expect([...statuses].sort()).toEqual([200, 204]);
	});

	it("gets the files of the request and no other, by whatever name they ask", async () => {
		const { ctx, mine } = await twoLinks();
		const cookie = await openIn(ctx, mine);
		for (const name of [
			"../../../etc/passwd",
			"..%2f.env",
			"toString",
			"__proto__",
			"",
			"request.txt\r\nx: y",
		])
			expect((await ask(ctx, "file", { id: mine.id, cookie, name })).status, name).toBe(404);
	});

	it("sends no body that is too large, no JSON, or of another shape", async () => {
		const { ctx, mine } = await twoLinks();
		const cookie = await openIn(ctx, mine);
		const statusOf = async (body: unknown) =>
			(await ask(ctx, "decline", { id: mine.id, cookie, body })).status;
		expect(await statusOf("x".repeat(70_000))).toBe(413);
		for (const body of [
			"{",
			"null",
			"[]",
			'"text"',
			{ message: {} },
			{ message: "x", more: 1 },
			`${"[".repeat(500)}`,
		])
			expect(await statusOf(body)).toBe(400);
		expect(ctx.store.launchLinks.get(mine.id)?.link.declinedAt).toBeNull();
	});

	it("has no ability of any role", async () => {
		const ctx = await launchContext();
		const { linkActor } = await import("./link-actor.ts");
		const holder = ctx.actingAs(linkActor("a".repeat(20), { address: null, requestId: null }));
		for (const ability of [
			"connector.view",
			"connector.connect",
			"launch-link.manage",
			"audit.view",
		] as const)
			expect(holder.can(ability)).toBe(false);
	});

	it("reads of the request nothing that belongs to the installation's inside", async () => {
		const { ctx, mine } = await twoLinks();
		const cookie = await openIn(ctx, mine);
		const state = await (await ask(ctx, "state", { id: mine.id, cookie })).text();
		for (const inside of ["tester", "Other", "harnessAccountRef", mine.connectorId, ORIGIN])
			expect(state).not.toContain(inside);
	});
});
