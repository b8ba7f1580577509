import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { codeOf } from "#lib/testing/auth-world.ts";
import { ownDatabase } from "#lib/testing/own-database.ts";
import { type SmallBrowser, smallBrowser } from "#lib/testing/small-browser.ts";
import { type SsoWorld, ssoWorld } from "#lib/testing/sso-world.ts";
import { ensureFirstAdministrator } from "../first-administrator.ts";
import { beginAuthenticator } from "../own-second-factor.ts";
import { proveAgain } from "../prove-again.ts";

const { prisma } = await ownDatabase();
let world: SsoWorld;
beforeAll(async () => {
	world = await ssoWorld(prisma);
});
afterAll(() => world.close());

const OPS = { group: "ops", role: "operator", scope: EVERYWHERE } as const;
const ADMINS = { group: "admins", role: "administrator", scope: EVERYWHERE } as const;
const PASSWORD = "correct-horse-battery";

beforeEach(async () => {
	world.provider.people.clear();
	world.provider.people.set("kim", {
		id: "kim",
		name: "Kim Lee",
		email: "Kim@example.com",
		isEmailVerified: true,
		groups: ["ops"],
	});
	await world.setUp({ mappings: [ADMINS, OPS] });
});
afterEach(async () => {
	await prisma.signInSettings.deleteMany();
	await prisma.user.deleteMany();
	await prisma.invitation.deleteMany();
	await prisma.rateLimit.deleteMany();
});

const isOurs = (url: URL) => url.origin === world.origin && !url.pathname.startsWith("/api/");
const start = (query: string) => `${world.origin}/api/auth/sso/start?${query}`;

/** To the provider, there as `who`, and back; answers where it ended. */
async function through(browser: SmallBrowser, who: string, query = "") {
	const asked = await browser.follow(start(query), (url) => url.pathname.startsWith("/who/") || isOurs(url));
	if (isOurs(asked.url)) return asked.url;
	return (await browser.follow(`${asked.url.href}?as=${who}`, isOurs)).url;
}

/** Up to the provider's answer, which is not handed over yet. */
async function answerFor(browser: SmallBrowser, who: string, query = "") {
	const asked = await browser.follow(start(query), (url) => url.pathname.startsWith("/who/"));
	const isAnswer = (url: URL) => url.pathname.endsWith("/sso/callback");
	return (await browser.follow(`${asked.url.href}?as=${who}`, isAnswer)).url;
}

async function whoIs(browser: SmallBrowser): Promise<string | null> {
	const response = await browser.go(`${world.origin}/api/auth/get-session`);
	const body: unknown = await response.json();
	return typeof body === "object" && body !== null && "user" in body && isNamed(body.user)
		? body.user.name
		: null;
}

function isNamed(value: unknown): value is { readonly name: string } {
	return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string";
}

async function administrator(email = "admin@example.com") {
	await ensureFirstAdministrator(world.auth, { email, password: PASSWORD, mustChange: false });
	const browser = smallBrowser();
	await signInByPassword(browser, email);
	return browser;
}

function signInByPassword(browser: SmallBrowser, email: string) {
	return browser.go(`${world.origin}/api/auth/sign-in/email`, {
		method: "POST",
		headers: { "content-type": "application/json", origin: world.origin },
		body: JSON.stringify({ email, password: PASSWORD }),
	});
}

describe("signing in by a provider", () => {
	it("makes a person with the role of their group, and lands where they wanted to go", async () => {
		const browser = smallBrowser();
		const end = await through(browser, "kim", "next=/incidents%3Fall%3D1");
		expect(end.pathname + end.search).toBe("/incidents?all=1");
		expect(await whoIs(browser)).toBe("Kim Lee");
		const [person] = await prisma.user.findMany({ include: { sessions: true, accounts: true } });
		expect(person).toMatchObject({ email: "kim@example.com", role: "operator", emailVerified: true });
		expect(person?.sessions[0]).toMatchObject({ provedBy: "sso" });
		expect(person?.sessions[0]?.providerSessionId).toMatch(/.{8}/);
		// The hint for signing out there is kept sealed.
		expect(person?.accounts[0]?.idToken).not.toContain("eyJ");
	});

	it("finds the same person again by issuer and subject, whatever their address is by then", async () => {
		await through(smallBrowser(), "kim");
		const kim = {
			id: "kim",
			name: "Kim Ray",
			email: "ray@example.com",
			isEmailVerified: true,
			groups: ["ops"],
		};
		world.provider.people.set("kim", kim);
		await through(smallBrowser(), "kim");
		expect(await prisma.user.findMany({ select: { name: true, email: true } })).toEqual([
			{ name: "Kim Ray", email: "kim@example.com" },
		]);
	});

	it("lets the role follow the groups at each sign-in, the first mapping first", async () => {
		await through(smallBrowser(), "kim");
		const kim = { id: "kim", name: "Kim Lee", email: "kim@example.com", groups: ["ops", "admins"] };
		world.provider.people.set("kim", kim);
		await through(smallBrowser(), "kim");
		expect(await prisma.user.findFirst({ select: { role: true } })).toEqual({ role: "administrator" });
	});

	it("refuses whom no group lets in, and ends what they had open", async () => {
		const browser = smallBrowser();
		await through(browser, "kim");
		world.provider.people.set("kim", { id: "kim", name: "Kim Lee", email: "kim@example.com", groups: [] });
		const end = await through(smallBrowser(), "kim");
		expect(end.pathname + end.search).toBe("/sign-in?error=SSO_NO_ACCESS");
		expect(await whoIs(browser)).toBeNull();
		expect(await prisma.auditEvent.count({ where: { outcome: "refused" } })).toBeGreaterThan(0);
		expect(await prisma.user.findFirst({ select: { role: true } })).toEqual({ role: "viewer" });
	});

	it("counts no administrator whom no group lets in any more, until one does again", async () => {
		await administrator();
		const kim = { id: "kim", name: "Kim Lee", email: "kim@example.com", groups: ["admins"] };
		const administrators = () => world.ctx.db.people.administrators();
		world.provider.people.set("kim", kim);
		await through(smallBrowser(), "kim");
		expect(await administrators()).toHaveLength(2);
		world.provider.people.set("kim", { ...kim, groups: [] });
		await through(smallBrowser(), "kim");
		expect(await administrators()).toMatchObject([{ email: "admin@example.com" }]);
		world.provider.people.set("kim", kim);
		await through(smallBrowser(), "kim");
		expect(await administrators()).toHaveLength(2);
	});

	it("leaves nobody half made when two first sign-ins come at once", async () => {
		const ends = await Promise.all([through(smallBrowser(), "kim"), through(smallBrowser(), "kim")]);
		expect(ends.map(({ pathname }) => pathname)).toEqual(["/", "/"]);
		expect(await prisma.user.count()).toBe(1);
	});

	it("does not take somebody's account over by their e-mail address, even a verified one", async () => {
		await administrator("kim@example.com");
		const end = await through(smallBrowser(), "kim");
		expect(end.searchParams.get("error")).toBe("SSO_PERSON_EXISTS");
	});

	it("matches a verified address that was invited, and no unverified one", async () => {
		await administrator("kim@example.com");
		await administrator("other@example.com");
		await prisma.user.update({ where: { email: "kim@example.com" }, data: { role: "viewer" } });
		await prisma.user.create({ data: { id: "o", name: "O", email: "o@example.com", role: "administrator" } });
		await prisma.invitation.create({
			data: {
				...{ id: "i", email: "kim@example.com", role: "viewer", scope: {}, secretHash: "h", invitedBy: "o" },
				createdAt: new Date(),
				expiresAt: new Date(Date.now() + 60_000),
			},
		});
		const unverified = { id: "eve", name: "Eve", email: "kim@example.com", groups: ["ops"] };
		world.provider.people.set("eve", unverified);
		expect((await through(smallBrowser(), "eve")).searchParams.get("error")).toBe("SSO_PERSON_EXISTS");
		const browser = smallBrowser();
		expect((await through(browser, "kim")).pathname).toBe("/");
		expect(await prisma.user.count({ where: { email: "kim@example.com", role: "operator" } })).toBe(1);
	});

	it("is not offered while it is switched off", async () => {
		await world.setUp({ isEnabled: false });
		const end = await through(smallBrowser(), "kim");
		expect(end.pathname + end.search).toBe("/sign-in?error=SSO_NOT_SET_UP");
	});

	it("says so when the person ends it at the provider", async () => {
		const end = await through(smallBrowser(), "nobody");
		expect(end.searchParams.get("error")).toBe("SSO_NOT_COMPLETED");
	});
});

describe("a session that a provider opened", () => {
	it("ends 12 hours after its sign-in, however much it is used, and whatever cookies are thrown away", async () => {
		const browser = smallBrowser();
		await through(browser, "kim");
		const session = await prisma.session.findFirstOrThrow();
		const hours = (count: number) => count * 60 * 60_000;
		expect(session.expiresAt.getTime() - session.createdAt.getTime()).toBeLessThanOrEqual(hours(12) + 1_000);
		const left = new Date(Date.now() + hours(1));
		await prisma.session.updateMany({
			data: { expiresAt: left, updatedAt: new Date(Date.now() - hours(11)) },
		});
		browser.cookies.get(world.origin)?.delete("rolebridge.dont_remember");
		expect(await whoIs(browser)).toBe("Kim Lee");
		const used = await prisma.session.findFirstOrThrow();
		expect(used.expiresAt).toEqual(left);
		expect(Date.now() - used.updatedAt.getTime()).toBeLessThan(10_000);
		await prisma.session.updateMany({ data: { expiresAt: new Date() } });
		expect(await whoIs(browser)).toBeNull();
	});
});

describe("attacks on the way", () => {
	it("an answer is worth nothing in another browser", async () => {
		const answer = await answerFor(smallBrowser(), "kim");
		const victim = smallBrowser();
		const end = await victim.follow(answer.href, isOurs);
		expect(end.url.searchParams.get("error")).toBe("SSO_NOT_COMPLETED");
		expect(await whoIs(victim)).toBeNull();
	});

	it("an answer works once", async () => {
		const browser = smallBrowser();
		const answer = await answerFor(browser, "kim");
		await browser.follow(answer.href, isOurs);
		const again = await browser.follow(answer.href, isOurs);
		expect(again.url.searchParams.get("error")).toBe("SSO_NOT_COMPLETED");
	});

	it("one flow's answer does not finish another flow of the same browser", async () => {
		const browser = smallBrowser();
		const first = await answerFor(browser, "kim");
		const second = await browser.go(start(""));
		const state = new URL(second.headers.get("location") ?? "").searchParams.get("state") ?? "";
		first.searchParams.set("state", state);
		const end = await browser.follow(first.href, isOurs);
		expect(end.url.searchParams.get("error")).toBe("SSO_NOT_COMPLETED");
		expect(await whoIs(browser)).toBeNull();
	});

	it.each([
		["another issuer", (url: URL) => url.searchParams.set("iss", "http://127.0.0.1:1/evil")],
		["no issuer", (url: URL) => url.searchParams.delete("iss")],
		["another code", (url: URL) => url.searchParams.set("code", "x".repeat(43))],
		["two codes", (url: URL) => url.searchParams.append("code", "x")],
	])("an answer with %s is refused", async (_, change) => {
		const browser = smallBrowser();
		const answer = await answerFor(browser, "kim");
		change(answer);
		const end = await browser.follow(answer.href, isOurs);
		expect(end.url.searchParams.get("error")).toBe("SSO_NOT_COMPLETED");
		expect(await whoIs(browser)).toBeNull();
	});

	it("an answer to settings that were changed meanwhile is refused", async () => {
		const browser = smallBrowser();
		const answer = await answerFor(browser, "kim");
		await world.setUp({ mappings: [{ ...OPS, role: "administrator" }] });
		expect((await browser.follow(answer.href, isOurs)).url.searchParams.get("error")).toBe(
			"SSO_NOT_COMPLETED",
		);
	});

	it("a session that was planted before the sign-in is not the one afterwards", async () => {
		const browser = await administrator();
		const before = browser.cookies.get(world.origin)?.get("rolebridge.session_token");
		await through(browser, "kim");
		const after = browser.cookies.get(world.origin)?.get("rolebridge.session_token");
		expect(after).not.toBe(before);
		const planted = smallBrowser();
		planted.cookies.set(world.origin, new Map([["rolebridge.session_token", before ?? ""]]));
		expect(await whoIs(planted)).toBeNull();
	});

	it.each(["https://evil.example/", "//evil.example", "/\\evil.example"])(
		"leads nowhere else: %s",
		async (next) => {
			const end = await through(smallBrowser(), "kim", `next=${encodeURIComponent(next)}`);
			expect(end.href).toBe(`${world.origin}/`);
		},
	);
});

describe("connecting and proving", () => {
	it("connects the provider's account to whoever is signed in, who then comes in by it", async () => {
		const browser = await administrator();
		world.provider.people.set("root", { id: "root", name: "Root", groups: ["admins"] });
		expect((await through(browser, "root", "intent=link&next=/account")).pathname).toBe("/account");
		expect((await through(smallBrowser(), "root")).pathname).toBe("/");
		expect(await prisma.user.count()).toBe(1);
	});

	it.each([
		["another site", { "sec-fetch-site": "cross-site" }],
		["another host of the same site", { "sec-fetch-site": "same-site" }],
		["nowhere", { "sec-fetch-site": "none" }],
		["a page elsewhere, in an old browser", { "sec-fetch-site": "", referer: "https://evil.example/" }],
	])("connects nothing that %s began", async (_, headers) => {
		const browser = await administrator();
		for (const intent of ["link", "test", "prove"]) {
			const answer = await browser.go(start(`intent=${intent}`), { headers });
			expect(answer.headers.get("location")).toContain("error=SSO_NOT_COMPLETED");
		}
	});

	it("connects no account that is somebody else's", async () => {
		await through(smallBrowser(), "kim");
		await prisma.user.updateMany({ data: { id: "kim" } });
		const browser = smallBrowser();
		await prisma.user.create({ data: { id: "zed", name: "Zed", email: "zed@example.com" } });
		const { password } = await world.auth.$context;
		const hash = await password.hash(PASSWORD);
		const account = { id: "z", accountId: "zed", providerId: "credential", userId: "zed", password: hash };
		await prisma.account.create({ data: account });
		await signInByPassword(browser, "zed@example.com");
		const end = await through(browser, "kim", "intent=link");
		expect(end.searchParams.get("error")).toBe("SSO_OTHER_PERSON");
	});

	it("asks anew who one is, and takes nobody else for them", async () => {
		const browser = smallBrowser();
		await through(browser, "kim");
		await prisma.session.updateMany({ data: { provedAt: new Date(0) } });
		const proved = await through(browser, "kim", "intent=prove");
		expect(proved.pathname + proved.search).toBe("/sign-in/confirmed");
		const [session] = await prisma.session.findMany();
		expect(Date.now() - (session?.provedAt?.getTime() ?? 0)).toBeLessThan(60_000);
		world.provider.people.set("eve", { id: "eve", name: "Eve", email: "eve@example.com", groups: ["ops"] });
		browser.cookies.delete(world.provider.issuer);
		const end = await through(browser, "eve", "intent=prove");
		expect(end.searchParams.get("error")).toBe("SSO_OTHER_PERSON");
		expect(await whoIs(browser)).toBe("Kim Lee");
	});

	it("takes the provider's silent answer for no new proof", async () => {
		const browser = smallBrowser();
		await through(browser, "kim");
		const first = await prisma.session.findFirstOrThrow();
		expect(Math.abs(Date.now() - Number(first.provedAt))).toBeLessThan(60_000);
		// Another sign-in in the same browser: the provider asks nothing, and says when it last did.
		browser.cookies.delete(world.origin);
		expect((await browser.follow(start(""), isOurs)).url.pathname).toBe("/");
		const sessions = await prisma.session.findMany();
		expect(sessions.map(({ provedAt }) => provedAt)).toEqual([first.provedAt, first.provedAt]);
	});

	it("lets no page elsewhere make a session's proof younger", async () => {
		const browser = smallBrowser();
		await through(browser, "kim");
		const provedAt = new Date(0);
		await prisma.session.updateMany({ data: { provedAt } });
		const begun = await browser.go(start("intent=sign-in"), { headers: { "sec-fetch-site": "cross-site" } });
		const end = await browser.follow(begun.headers.get("location") ?? "", isOurs);
		expect(end.url.pathname).toBe("/");
		expect(await prisma.session.findMany()).toMatchObject([{ provedAt, provedBy: "sso" }]);
	});

	it("does not let a proof make the session last longer: no group is asked for then", async () => {
		const browser = smallBrowser();
		await through(browser, "kim");
		const times = {
			createdAt: new Date(Date.now() - 3_600_000),
			expiresAt: new Date(Date.now() + 3_600_000),
		};
		await prisma.session.updateMany({ data: { ...times, provedAt: new Date(0) } });
		expect((await through(browser, "kim", "intent=prove")).pathname).toBe("/sign-in/confirmed");
		expect(await prisma.session.findMany()).toMatchObject([times]);
	});

	it("a test shows what somebody would get, lets nobody in and works while it is switched off", async () => {
		const browser = await administrator();
		await world.setUp({ isEnabled: false, mappings: [OPS] });
		const end = await through(browser, "kim", "intent=test&next=/settings/sign-in");
		expect(end.pathname + end.search).toBe("/settings/sign-in");
		expect(await prisma.user.count()).toBe(1);
		const { lastTest } = await world.ctx.db.signInSettings.get();
		expect(lastTest).toMatchObject({
			failure: null,
			email: "kim@example.com",
			groups: ["ops"],
			role: "operator",
		});
	});

	it("a test is for administrators", async () => {
		const browser = smallBrowser();
		await through(browser, "kim");
		const end = await through(browser, "kim", "intent=test");
		expect(end.searchParams.get("error")).toBe("NOT_ALLOWED");
	});
});

describe("the only way in", () => {
	async function only(email: string) {
		const person = await prisma.user.findUniqueOrThrow({ where: { email } });
		await world.setUp({ mappings: [ADMINS, OPS], isSsoOnly: true, breakGlassPersonId: person.id });
	}

	it("lets no password in, and tells nobody whether theirs is right", async () => {
		await administrator();
		await prisma.user.create({ data: { id: "b", name: "B", email: "b@example.com", role: "administrator" } });
		await only("b@example.com");
		const right = await signInByPassword(smallBrowser(), "admin@example.com");
		expect([right.status, right.headers.getSetCookie().join()]).toEqual([
			401,
			expect.not.stringContaining("session_token=e"),
		]);
		const unknown = await signInByPassword(smallBrowser(), "nobody@example.com");
		expect(await right.json()).toEqual(await unknown.json());
		expect((await through(smallBrowser(), "kim")).pathname).toBe("/");
	});

	it("asks the break-glass account for its second factor, and does not let it be taken off", async () => {
		const browser = await administrator();
		await only("admin@example.com");
		expect((await signInByPassword(smallBrowser(), "admin@example.com")).status).toBe(401);
		await prisma.user.updateMany({ data: { twoFactorEnabled: true } });
		const answer = await signInByPassword(smallBrowser(), "admin@example.com");
		expect(await answer.json()).toMatchObject({ twoFactorRedirect: true });
		const off = await browser.go(`${world.origin}/api/auth/two-factor/disable`, {
			method: "POST",
			headers: { "content-type": "application/json", origin: world.origin },
			body: JSON.stringify({ password: PASSWORD }),
		});
		expect(off.status).toBe(403);
		expect(await prisma.user.count({ where: { twoFactorEnabled: true } })).toBe(1);
	});

	it("leaves no second factor half set up: the provider's session goes on, and still ends with it", async () => {
		await administrator();
		await only("admin@example.com");
		const { kim, person } = await kimInside();
		const begun = await beginAuthenticator(world.auth, { id: person.id, email: "kim@example.com" });
		if (!begun.ok) throw new Error("not begun");
		const opened = await prisma.session.findFirstOrThrow({ where: { userId: person.id } });
		const answer = await kim.go(`${world.origin}/api/auth/two-factor/verify-totp`, {
			method: "POST",
			headers: { "content-type": "application/json", origin: world.origin },
			body: JSON.stringify({ code: codeOf(begun.value.secret) }),
		});
		expect(answer.status).toBe(200);
		expect(await whoIs(kim)).toBe("Kim Lee");
		const { providerSessionId, createdAt, expiresAt, token } = opened;
		const sessions = await prisma.session.findMany({ where: { userId: person.id } });
		expect(sessions).toMatchObject([{ providerSessionId, createdAt, expiresAt, provedBy: "second-factor" }]);
		expect(sessions[0]?.token).not.toBe(token);
		expect(await prisma.twoFactor.findFirst({ where: { userId: person.id } })).toMatchObject({
			verified: true,
		});
		expect(await world.ctx.db.sso.endAllProviderSessions()).toBe(1);
		expect(await whoIs(kim)).toBeNull();
	});

	it("takes no password alone for a proof, and leaves the session as it was", async () => {
		await administrator();
		await only("admin@example.com");
		const { kim, person, proving } = await kimInside();
		expect(await proveAgain(world.auth, proving)).toMatchObject({ failure: { field: "password" } });
		expect(await whoIs(kim)).toBe("Kim Lee");
		expect(await prisma.session.findMany({ where: { userId: person.id } })).toMatchObject([
			{ provedBy: "sso" },
		]);
	});

	it("keeps the break-glass account from being deleted", async () => {
		await administrator();
		await only("admin@example.com");
		await expect(prisma.user.deleteMany()).rejects.toThrow();
	});
});

/** Kim, who came by the provider, with a password besides. */
async function kimInside() {
	const kim = smallBrowser();
	await through(kim, "kim");
	const person = await prisma.user.findUniqueOrThrow({ where: { email: "kim@example.com" } });
	const { password } = await world.auth.$context;
	const account = { id: "k", accountId: person.id, providerId: "credential", userId: person.id };
	await prisma.account.create({ data: { ...account, password: await password.hash(PASSWORD) } });
	const session = await prisma.session.findFirstOrThrow({ where: { userId: person.id } });
	const cookie = [...(kim.cookies.get(world.origin) ?? [])].map(([name, value]) => `${name}=${value}`);
	const proving = {
		person: { id: person.id, hasApp: false },
		sessionId: session.id,
		headers: new Headers({ cookie: cookie.join("; "), host: new URL(world.origin).host }),
		endForGuessing: async () => {},
		...{ password: PASSWORD, code: "" },
	};
	return { kim, person, proving };
}

describe("signing out", () => {
	it("finds the provider's session also after it was proved again by a password", async () => {
		const { person, proving } = await kimInside();
		const { providerSessionId, createdAt, expiresAt, token } = await prisma.session.findFirstOrThrow();
		expect(await proveAgain(world.auth, proving)).toEqual({ ok: true, value: true });
		const sessions = await prisma.session.findMany();
		expect(sessions).toMatchObject([{ providerSessionId, createdAt, expiresAt, provedBy: "password" }]);
		expect(sessions[0]?.token).not.toBe(token);
		const of = { subject: "kim", sessionId: providerSessionId };
		expect(await world.ctx.db.sso.endSessions(world.provider.issuer, of)).toEqual([person.id]);
		expect(await prisma.session.count()).toBe(0);
	});

	it("ends our session when the provider's ends, and takes its word once", async () => {
		const [here, there] = [smallBrowser(), smallBrowser()];
		await through(here, "kim");
		await through(there, "kim");
		await here.go(`${world.origin}/api/auth/sign-out`, {
			method: "POST",
			headers: { "content-type": "application/json", origin: world.origin },
			body: "{}",
		});
		expect(await whoIs(here)).toBeNull();
		const form = await here.follow(`${world.origin}/api/auth/sso/sign-out`);
		expect(form.url.origin).toBe(world.provider.issuer);
		expect(form.url.searchParams.get("id_token_hint")).toMatch(/^eyJ/);
		// The other browser's session is another one at the provider, and stays.
		expect(await whoIs(there)).toBe("Kim Lee");
		await confirmSignOut(there);
		expect(world.provider.notices.at(-1)?.status).toBe(200);
		expect(await whoIs(there)).toBeNull();
		expect(await prisma.auditEvent.count({ where: { action: "sign-in.ended-by-provider" } })).toBe(1);
		const { token = "" } = world.provider.notices.at(-1) ?? {};
		expect((await tell(token)).status).toBe(400);
	});

	it.each(["", "x", "eyJhbGciOiJub25lIn0.e30.", createHash("sha256").update("x").digest("base64url")])(
		"takes no forged word: %s",
		async (token) => {
			const browser = smallBrowser();
			await through(browser, "kim");
			expect((await tell(token)).status).toBe(400);
			expect(await whoIs(browser)).toBe("Kim Lee");
		},
	);

	it("takes no ID token for a logout token", async () => {
		const browser = smallBrowser();
		await through(browser, "kim");
		const [person] = await prisma.user.findMany();
		const idToken = await world.ctx.db.sso.idToken(world.provider.issuer, person?.id ?? "");
		expect((await tell(idToken ?? "")).status).toBe(400);
		expect(await whoIs(browser)).toBe("Kim Lee");
	});

	function tell(token: string) {
		return fetch(`${world.origin}/api/auth/sso/backchannel-logout`, {
			method: "POST",
			body: new URLSearchParams({ logout_token: token }),
		});
	}

	/** The provider's own page asks whether one is sure. */
	async function confirmSignOut(browser: SmallBrowser) {
		const page = await browser.go(`${world.provider.issuer}/session/end`);
		const xsrf = /name="xsrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
		await browser.go(`${world.provider.issuer}/session/end/confirm`, {
			method: "POST",
			body: new URLSearchParams({ xsrf, logout: "yes" }),
		});
	}
});
