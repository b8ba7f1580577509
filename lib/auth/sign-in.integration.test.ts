import { beforeEach, describe, expect, it } from "vitest";
import { ANN, addAnn, addApp, authWorld, codeOf } from "#lib/testing/auth-world.ts";
import { testPrisma } from "#lib/testing/database.ts";
import { addPasskey } from "#lib/testing/test-passkey.ts";
import { ownPasskeys } from "./own-passkeys.ts";
import { proveAgain } from "./prove-again.ts";
import { renamePasskey } from "./rename-passkey.ts";

const prisma = testPrisma();

async function emptied() {
	await prisma.user.deleteMany();
	await prisma.rateLimit.deleteMany();
	await prisma.signInCount.deleteMany();
	await prisma.verification.deleteMany();
}
beforeEach(emptied);

async function worldWithAnn() {
	const world = authWorld(prisma);
	return { ...world, annId: await addAnn(world) };
}

/** Ann with an authenticator app, and its secret. */
async function annWithApp() {
	const world = await worldWithAnn();
	const setUp = world.browser();
	await setUp.signIn();
	const app = await addApp(prisma, world.auth, { id: world.annId, headers: setUp.headers() });
	return { ...world, ...app };
}

describe("a session", () => {
	it("knows when and how its person proved who they are", async () => {
		const { browser } = await worldWithAnn();
		const tab = browser();
		await tab.signIn();
		const session = await tab.session();
		expect(session?.session.provedBy).toBe("password");
		expect(Date.now() - Number(session?.session.provedAt)).toBeLessThan(10_000);
	});

	it("never takes over the token that a browser came with, and ends the one that token had", async () => {
		const { browser, annId } = await worldWithAnn();
		const tab = browser();
		await tab.signIn();
		const planted = tab.jar.get("rolebridge.session_token");
		await tab.signIn();
		expect(tab.jar.get("rolebridge.session_token")).not.toBe(planted);
		expect(await prisma.session.count({ where: { userId: annId } })).toBe(1);
		const attacker = browser();
		attacker.jar.set("rolebridge.session_token", planted ?? "");
		expect(await attacker.session()).toBeNull();
	});

	it("keeps its token in an HttpOnly cookie and out of the answer's text", async () => {
		const { browser } = await worldWithAnn();
		const answer = await browser().signIn();
		expect(answer.headers.get("set-cookie")).toMatch(
			/rolebridge\.session_token=[^;]+;.*HttpOnly;.*SameSite=Lax/i,
		);
		expect(await answer.json()).toEqual({ ok: true, owesCode: false });
	});

	it("has a cookie over https that no other host can set and no path widens", async () => {
		const world = authWorld(prisma, "https://rolebridge.example.com");
		await addAnn(world);
		const tab = world.browser();
		const answer = await tab.signIn();
		expect(tab.jar.has("__Host-rolebridge.session_token")).toBe(true);
		for (const line of answer.headers.getSetCookie()) {
			expect(line).toMatch(/^__Host-rolebridge\.[\w-]+=/);
			expect(line).toMatch(/; Path=\/(;|$)/);
			expect(line).toMatch(/; Secure(;|$)/);
			expect(line).toMatch(/; HttpOnly(;|$)/);
			expect(line).not.toMatch(/domain/i);
		}
		expect((await tab.session())?.user.email).toBe(ANN.email);
	});

	it("ends with every other one when the password is changed, and lives on under a new token", async () => {
		const { auth, browser } = await worldWithAnn();
		const [own, stolen] = [browser(), browser("203.0.113.1")];
		await own.signIn();
		await stolen.signIn();
		const change = (newPassword: string) =>
			auth.handler(
				new Request("http://localhost:3000/api/auth/change-password", {
					method: "POST",
					headers: own.headers(),
					body: JSON.stringify({ currentPassword: ANN.password, newPassword, revokeOtherSessions: true }),
				}),
			);
		expect(await (await change("password1234567")).json()).toMatchObject({ code: "PASSWORD_REFUSED" });
		expect(await stolen.session()).not.toBeNull();
		const answer = await change("seven-quiet-otters-swim");
		expect(answer.status).toBe(200);
		expect(await stolen.session()).toBeNull();
		expect(await own.session()).toBeNull();
		own.keep(answer);
		expect(await own.session()).not.toBeNull();
	});

	it("comes from nobody's own hand: what the service could do besides is not offered", async () => {
		const { browser } = await worldWithAnn();
		const tab = browser();
		await tab.signIn();
		for (const path of [
			"/update-user",
			"/change-email",
			"/delete-user",
			"/two-factor/disable",
			"/sign-up/email",
			"/list-sessions",
			"/revoke-sessions",
			"/change-password",
		]) {
			expect((await tab.call("POST", path, { name: "x" })).status, path).toBe(404);
		}
	});
});

describe("guessing passwords", () => {
	it("is refused after five tries from one place, with the time to wait", async () => {
		const { browser, events } = await worldWithAnn();
		const guesser = browser("203.0.113.9");
		const statuses = [];
		for (let guess = 0; guess < 7; guess += 1)
			statuses.push((await guesser.signIn(`wrong-guess-${guess}`)).status);
		expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
		const refused = await guesser.signIn();
		expect(refused.status).toBe(429);
		expect(Number(refused.headers.get("x-retry-after"))).toBeGreaterThan(200);
		expect(events.filter(({ kind }) => kind === "sign-in-slowed")).toHaveLength(1);
	});

	it("does not lock the owner out elsewhere: from a strange place it gets slower, from a known device not even that", async () => {
		const { browser, waits } = await worldWithAnn();
		const own = browser("192.0.2.1");
		expect((await own.signIn()).status).toBe(200);
		for (let from = 0; from < 3; from += 1) {
			const guesser = browser(`203.0.113.${from}`);
			for (let guess = 0; guess < 5; guess += 1) await guesser.signIn(`wrong-${guess}-password`);
		}
		waits.length = 0;
		expect((await browser("198.51.100.7").signIn()).status).toBe(200);
		expect(waits).toEqual([1_500]);
		waits.length = 0;
		own.jar.delete("rolebridge.session_token");
		expect((await own.signIn()).status).toBe(200);
		expect(waits).toEqual([]);
	});

	it("slows nobody down who knows the password, however often they sign in from new places", async () => {
		const { browser, waits } = await worldWithAnn();
		for (let place = 0; place < 11; place += 1) await browser(`198.51.100.${place}`).signIn();
		expect(waits).toEqual(Array.from({ length: 11 }, () => 0));
	});

	it("is counted for e-mail addresses nobody has just the same", async () => {
		const { browser } = await worldWithAnn();
		const guesser = browser();
		const known = [];
		const unknown = [];
		for (let guess = 0; guess < 6; guess += 1) {
			known.push((await guesser.signIn(`wrong-guess-${guess}`)).status);
			unknown.push((await guesser.signIn(`wrong-guess-${guess}`, "nobody@example.com")).status);
		}
		expect(unknown).toEqual(known);
	});

	it("costs as much time for an address nobody has: a password is hashed either way", async () => {
		const { browser } = await worldWithAnn();
		const time = async (email: string, round: number) => {
			const startedAt = performance.now();
			await browser(`192.0.2.${round}`).signIn("a-wrong-password", email);
			return performance.now() - startedAt;
		};
		await time("warm-up@example.com", 0);
		// The quickest of each, asked in turn: what else this machine does meanwhile is not meant.
		let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
		for (let round = 0; round < 5; round += 1) {
			known = Math.min(known, await time(ANN.email, round));
			unknown = Math.min(unknown, await time("nobody@example.com", round));
		}
		expect(unknown / known).toBeGreaterThan(0.4);
		expect(unknown / known).toBeLessThan(2.5);
	});
});

describe("a second factor", () => {
	it("is asked for after the password, and makes the session worth two", async () => {
		const { browser, secret } = await annWithApp();
		const tab = browser();
		expect(await (await tab.signIn()).json()).toEqual({ ok: true, owesCode: true });
		expect(await tab.session()).toBeNull();
		const answer = await tab.call("POST", "/two-factor/verify-totp", { code: codeOf(secret) });
		expect(answer.status).toBe(200);
		expect((await tab.session())?.session.provedBy).toBe("second-factor");
	});

	it("takes each code of the app once, also from somebody who looked over the shoulder", async () => {
		const { browser, secret } = await annWithApp();
		const [ann, thief] = [browser(), browser("203.0.113.5")];
		const code = codeOf(secret);
		await ann.signIn();
		await thief.signIn();
		const answers = await Promise.all(
			[ann, thief].map((tab) => tab.call("POST", "/two-factor/verify-totp", { code })),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
	});

	it("takes each backup code once", async () => {
		const { browser, backupCodes } = await annWithApp();
		const use = async () => {
			const tab = browser();
			await tab.signIn();
			return (await tab.call("POST", "/two-factor/verify-backup-code", { code: backupCodes[0] })).status;
		};
		expect([await use(), await use()]).toEqual([200, 401]);
	});

	it("cannot be guessed, and whoever has the password cannot lock the owner's own device out by trying", async () => {
		const { browser, secret, auth, annId } = await annWithApp();
		const own = browser();
		await own.signIn();
		await own.call("POST", "/two-factor/verify-totp", { code: codeOf(secret) });
		own.jar.delete("rolebridge.session_token");
		const statuses = new Set<number>();
		for (let from = 0; from < 6; from += 1) {
			const thief = browser(`203.0.113.${from}`);
			await thief.signIn();
			for (let guess = 0; guess < 4; guess += 1) {
				const code = String(100_000 + from * 10 + guess);
				statuses.add((await thief.call("POST", "/two-factor/verify-totp", { code })).status);
			}
		}
		expect([...statuses].sort()).toEqual([401, 429]);
		await own.signIn();
		const answer = await own.call("POST", "/two-factor/verify-totp", { code: codeOf(secret, 1) });
		expect(answer.status).toBe(200);
		expect((await auth.$context).options.plugins).toBeDefined();
		expect(await prisma.twoFactor.findFirst({ where: { userId: annId } })).toMatchObject({
			lockedUntil: null,
		});
	});

	it("is not skipped for a month on a device somebody called trusted", async () => {
		const { browser, secret } = await annWithApp();
		const tab = browser();
		await tab.signIn();
		const asked = { code: codeOf(secret), trustDevice: true };
		expect((await tab.call("POST", "/two-factor/verify-totp", asked)).status).toBe(400);
	});

	it("is stored sealed, and nothing of it stands in the database in the clear", async () => {
		const { secret, backupCodes } = await annWithApp();
		const stored = JSON.stringify(await prisma.twoFactor.findMany());
		expect(stored).not.toContain(secret);
		for (const code of backupCodes) expect(stored).not.toContain(code);
	});
});

describe("a passkey", () => {
	const ask = (tab: ReturnType<Awaited<ReturnType<typeof worldWithAnn>>["browser"]>) =>
		tab.call("GET", "/passkey/generate-register-options");

	it("is added only after a proof younger than 15 minutes", async () => {
		const { browser } = await worldWithAnn();
		const tab = browser();
		expect((await ask(tab)).status).toBe(401);
		await tab.signIn();
		expect((await ask(tab)).status).toBe(200);
		await prisma.session.updateMany({ data: { provedAt: new Date(Date.now() - 16 * 60_000) } });
		const refused = await ask(tab);
		expect([refused.status, await refused.json()]).toMatchObject([403, { code: "FRESH_SIGN_IN_REQUIRED" }]);
	});

	it("is not added by the password alone where there is a second factor already", async () => {
		const { browser, secret } = await annWithApp();
		const tab = browser();
		await tab.signIn();
		await tab.call("POST", "/two-factor/verify-totp", { code: codeOf(secret) });
		expect((await ask(tab)).status).toBe(200);
		await prisma.session.updateMany({ data: { provedBy: "password" } });
		expect((await ask(tab)).status).toBe(403);
	});

	it("must check who holds it: its challenge asks for a PIN, a fingerprint or a face", async () => {
		const { browser } = await worldWithAnn();
		const tab = browser();
		await tab.signIn();
		expect(await (await ask(tab)).json()).toMatchObject({
			rp: { id: "localhost" },
			authenticatorSelection: { userVerification: "required", residentKey: "required" },
		});
	});

	it("gets another name from its own person, and from nobody else", async () => {
		const { auth, browser, annId } = await worldWithAnn();
		const eveId = await addAnn({ auth }, { email: "eve@example.com", name: "Eve", password: ANN.password });
		const [own, eves] = [await addPasskey(prisma, annId), await addPasskey(prisma, eveId)];
		const tab = browser();
		const rename = (id: string) => renamePasskey(auth, { headers: tab.headers(), id, name: "Red key" });
		expect(await rename(own.id)).toBe(false);
		await tab.signIn();
		expect(await rename(own.id)).toBe(true);
		expect(await rename(eves.id)).toBe(false);
		expect(await rename("nobody's")).toBe(false);
		const names = async (userId: string) => (await ownPasskeys(auth, userId)).map(({ name }) => name);
		expect([await names(annId), await names(eveId)]).toEqual([["Red key"], ["Laptop"]]);
		expect((await tab.call("POST", "/passkey/update-passkey", { id: own.id, name: "x" })).status).toBe(404);
	});

	it("that belongs to somebody else does not turn one person's session into another's", async () => {
		const { auth, browser } = await worldWithAnn();
		const eveId = await addAnn({ auth }, { email: "eve@example.com", name: "Eve", password: ANN.password });
		const passkey = {
			publicKey: "",
			credentialID: "eves",
			counter: 0,
			deviceType: "singleDevice",
			backedUp: false,
		};
		await prisma.passkey.create({ data: { id: "p1", userId: eveId, ...passkey } });
		const tab = browser();
		await tab.signIn();
		const answer = await tab.call("POST", "/passkey/verify-authentication", { response: { id: "eves" } });
		expect([answer.status, await answer.json()]).toMatchObject([401, { code: "PASSKEY_OF_SOMEBODY_ELSE" }]);
		expect((await tab.session())?.user.email).toBe(ANN.email);
	});
});

describe("proving again", () => {
	it("takes password and code, and gives the session a new token", async () => {
		const { auth, annId, browser, secret } = await annWithApp();
		const tab = browser();
		await tab.signIn();
		await tab.call("POST", "/two-factor/verify-totp", { code: codeOf(secret) });
		const before = await tab.session();
		await prisma.session.updateMany({ data: { provedAt: new Date(0) } });
		const proving = {
			person: { id: annId, hasApp: true },
			sessionId: before?.session.id ?? "",
			endForGuessing: async () => {},
			headers: tab.headers(),
			password: ANN.password,
			code: codeOf(secret, 1),
		};
		expect(await proveAgain(auth, { ...proving, code: "000000" })).toMatchObject({
			ok: false,
			failure: { field: "code" },
		});
		expect(await proveAgain(auth, proving)).toEqual({ ok: true, value: true });
		expect(await tab.session()).toBeNull();
		const [renewed] = await prisma.session.findMany({ orderBy: { provedAt: "desc" } });
		expect(renewed?.provedBy).toBe("second-factor");
		expect(renewed?.token).not.toBe(before?.session.token);
	});

	it("ends the session after five wrong passwords", async () => {
		const { auth, annId, browser } = await worldWithAnn();
		const tab = browser();
		await tab.signIn();
		const sessionId = (await tab.session())?.session.id ?? "";
		const person = { id: annId, hasApp: false };
		const ended: string[] = [];
		const endForGuessing = async () => void ended.push(sessionId);
		const proving = { person, sessionId, endForGuessing, password: "no", code: "" };
		const guess = () => proveAgain(auth, { ...proving, headers: tab.headers() });
		for (let round = 0; round < 4; round += 1)
			expect(await guess()).toMatchObject({ failure: { field: "password" } });
		expect(ended).toEqual([]);
		expect(await guess()).toMatchObject({ failure: { code: "NOT_SIGNED_IN" } });
		expect(ended).toEqual([sessionId]);
	});
});

describe("a forgotten password", () => {
	const tokenOf = (url: string | null | undefined) => url?.split("#")[1] ?? "";
	const newPassword = "seven-quiet-otters-swim";

	it("is answered word for word alike, whether or not anybody has the address", async () => {
		const { browser, mails } = await worldWithAnn();
		const ask = async (email: string) => {
			const answer = await browser().call("POST", "/request-password-reset", { email });
			return `${answer.status} ${await answer.text()}`;
		};
		expect(await ask("nobody@example.com")).toBe(await ask(ANN.email));
		expect(mails.map(({ to }) => to)).toEqual([ANN.email]);
	});

	it("brings a link that works once, with its secret after the hash, and ends every session", async () => {
		const { browser, mails, annId, events } = await worldWithAnn();
		const thief = browser("203.0.113.1");
		await thief.signIn();
		await browser().call("POST", "/request-password-reset", { email: ANN.email });
		const { url = null } = mails[0] ?? {};
		expect(url).toMatch(/^http:\/\/localhost:3000\/reset-password#[\w-]{20,}$/);
		const reset = (password: string) =>
			browser().call("POST", "/reset-password", { token: tokenOf(url), newPassword: password });
		expect((await reset(newPassword)).status).toBe(200);
		expect((await reset("another-five-word-phrase")).status).toBe(400);
		expect(await prisma.session.count({ where: { userId: annId } })).toBe(0);
		expect((await browser().signIn(newPassword)).status).toBe(200);
		expect(events.map(({ kind }) => kind)).toContain("password-reset");
	});

	it("brings a link to this installation, whatever host the request names", async () => {
		const forgeries: readonly Readonly<Record<string, string>>[] = [
			{ host: "evil.example", "x-forwarded-host": "evil.example" },
			{ "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
			{ forwarded: "host=evil.example", "x-original-host": "evil.example", referer: "https://evil.example/" },
		];
		for (const baseUrl of [null, "https://rolebridge.example.com"]) {
			await emptied();
			const world = authWorld(prisma, baseUrl);
			await addAnn(world);
			for (const forged of forgeries) {
				const body = { email: ANN.email, redirectTo: "/" };
				const answer = await world.browser().call("POST", "/request-password-reset", body, forged);
				expect(await answer.text()).not.toContain("evil");
			}
			const origins = world.mails.map(({ url }) => new URL(url ?? "").origin);
			expect(origins).toEqual(forgeries.map(() => baseUrl ?? "http://localhost:3000"));
		}
	});

	it("is kept in the database as a hash only", async () => {
		const { browser, mails } = await worldWithAnn();
		await browser().call("POST", "/request-password-reset", { email: ANN.email });
		const stored = JSON.stringify(await prisma.verification.findMany());
		expect(stored).not.toContain(tokenOf(mails[0]?.url));
	});

	it("takes no common password, and the link stays good for a better one", async () => {
		const { browser, mails } = await worldWithAnn();
		await browser().call("POST", "/request-password-reset", { email: ANN.email });
		const token = tokenOf(mails[0]?.url);
		const refused = await browser().call("POST", "/reset-password", {
			token,
			newPassword: "passwordpassword",
		});
		expect(await refused.json()).toMatchObject({ code: "PASSWORD_REFUSED" });
		expect((await browser().call("POST", "/reset-password", { token, newPassword })).status).toBe(200);
	});

	it("lifts the duty to change a password that the program made", async () => {
		const { browser, mails, annId } = await worldWithAnn();
		await prisma.user.update({ where: { id: annId }, data: { mustChangePassword: true } });
		await browser().call("POST", "/request-password-reset", { email: ANN.email });
		await browser().call("POST", "/reset-password", { token: tokenOf(mails[0]?.url), newPassword });
		expect(await prisma.user.findUnique({ where: { id: annId } })).toMatchObject({
			mustChangePassword: false,
		});
	});

	it("fills nobody's mailbox: three mails an hour", async () => {
		const { browser, mails } = await worldWithAnn();
		for (let round = 0; round < 6; round += 1) {
			await browser(`192.0.2.${round}`).call("POST", "/request-password-reset", { email: ANN.email });
		}
		expect(mails).toHaveLength(3);
	});

	it("does not take the second factor away", async () => {
		const { browser, mails } = await annWithApp();
		await browser().call("POST", "/request-password-reset", { email: ANN.email });
		await browser().call("POST", "/reset-password", { token: tokenOf(mails[0]?.url), newPassword });
		expect(await (await browser().signIn(newPassword)).json()).toEqual({ ok: true, owesCode: true });
	});
});
