import { beforeEach, describe, expect, it } from "vitest";
import { ANN, addAnn, authWorld, codeOf } from "#lib/testing/auth-world.ts";
import { testPrisma } from "#lib/testing/database.ts";
import { addPasskey } from "#lib/testing/test-passkey.ts";
import { beginAuthenticator } from "./own-second-factor.ts";
import { ownSessions } from "./own-sessions.ts";
import { proveAgain } from "./prove-again.ts";

const prisma = testPrisma();

beforeEach(async () => {
	await prisma.user.deleteMany();
	await prisma.rateLimit.deleteMany();
	await prisma.signInCount.deleteMany();
	await prisma.verification.deleteMany();
});

async function worldWithAnn() {
	const world = authWorld(prisma);
	return { ...world, annId: await addAnn(world) };
}

const HOUR_MS = 60 * 60_000;
const stored = () => prisma.session.findFirstOrThrow();

/** As if everything of the one session had happened so much earlier. */
async function madeOlder(hours: number) {
	const { id, createdAt, updatedAt, expiresAt } = await stored();
	const earlier = (date: Date) => new Date(date.getTime() - hours * HOUR_MS);
	const data = {
		createdAt: earlier(createdAt),
		updatedAt: earlier(updatedAt),
		expiresAt: earlier(expiresAt),
	};
	await prisma.session.update({ where: { id }, data });
	return stored();
}

type Tab = ReturnType<ReturnType<typeof authWorld>["browser"]>;

async function showPasskey(tab: Tab, passkey: Awaited<ReturnType<typeof addPasskey>>): Promise<Response> {
	const asked: { challenge: string } = await (
		await tab.call("GET", "/passkey/generate-authenticate-options")
	).json();
	return tab.call("POST", "/passkey/verify-authentication", { response: passkey.answer(asked.challenge) });
}

describe("a session's end", () => {
	it.each([true, false])("is 12 hours after the sign-in, remembered or not: %s", async (rememberMe) => {
		const { browser } = await worldWithAnn();
		const tab = browser();
		await tab.call("POST", "/sign-in/email", { email: ANN.email, password: ANN.password, rememberMe });
		const { createdAt, expiresAt } = await stored();
		expect(Math.abs(expiresAt.getTime() - createdAt.getTime() - 12 * HOUR_MS)).toBeLessThan(5_000);
		expect(tab.jar.has("rolebridge.dont_remember")).toBe(!rememberMe);
		const before = await madeOlder(11);
		tab.jar.delete("rolebridge.dont_remember");
		expect(await tab.session()).not.toBeNull();
		expect((await stored()).expiresAt).toEqual(before.expiresAt);
		await madeOlder(1.01);
		expect(await tab.session()).toBeNull();
	});

	it.each([true, false])(
		"is so however a session is made, passkey or provider: short-lived %s",
		async (isShort) => {
			const { auth, annId } = await worldWithAnn();
			const { internalAdapter } = await auth.$context;
			const later = { expiresAt: new Date(Date.now() + 48 * HOUR_MS) };
			await internalAdapter.createSession(annId, isShort, later, true);
			await internalAdapter.createSession(annId, isShort);
			for (const { createdAt, expiresAt } of await prisma.session.findMany()) {
				expect(expiresAt.getTime() - createdAt.getTime()).toBeLessThan(12 * HOUR_MS + 5_000);
			}
		},
	);

	it("does not move while the session is in use, and when it was last seen is known to a minute", async () => {
		const { auth, annId, browser } = await worldWithAnn();
		const tab = browser();
		await tab.signIn();
		const before = await madeOlder(3);
		await Promise.all([tab.session(), tab.session(), tab.session()]);
		const seen = await stored();
		expect(Date.now() - seen.updatedAt.getTime()).toBeLessThan(10_000);
		expect(seen.expiresAt).toEqual(before.expiresAt);
		const [own] = await ownSessions(auth, annId, seen.id);
		expect(own).toMatchObject({ signedInAt: before.createdAt, lastSeenAt: seen.updatedAt });
		await tab.session();
		expect((await stored()).updatedAt).toEqual(seen.updatedAt);
	});

	it("does not move when its person proves who they are", async () => {
		const { auth, annId, browser } = await worldWithAnn();
		const tab = browser();
		await tab.signIn();
		await prisma.session.updateMany({ data: { providerSessionId: "s1" } });
		const { id, token, ...before } = await madeOlder(11);
		const proved = await proveAgain(auth, {
			person: { id: annId, hasApp: false },
			sessionId: id,
			headers: tab.headers(),
			password: ANN.password,
			code: "",
			endForGuessing: async () => {},
		});
		expect(proved.ok).toBe(true);
		const { createdAt, expiresAt, ...after } = await stored();
		expect({ createdAt, expiresAt }).toEqual({ createdAt: before.createdAt, expiresAt: before.expiresAt });
		expect(after.token).not.toBe(token);
		// The provider can still end it.
		expect(after.providerSessionId).toBe("s1");
	});

	it("does not move when its person proves it by a passkey, and the provider can still end it", async () => {
		const { annId, browser } = await worldWithAnn();
		const passkey = await addPasskey(prisma, annId);
		const tab = browser();
		await tab.signIn();
		await prisma.session.updateMany({ data: { providerSessionId: "s1" } });
		const { token, createdAt, expiresAt } = await madeOlder(11);
		expect((await showPasskey(tab, passkey)).status).toBe(200);
		const after = await stored();
		expect(after.token).not.toBe(token);
		expect(after).toMatchObject({ createdAt, expiresAt, providerSessionId: "s1", provedBy: "passkey" });
		expect((await tab.session())?.user.id).toBe(annId);
	});

	it("is a new one where a passkey signs in", async () => {
		const { annId, browser } = await worldWithAnn();
		const passkey = await addPasskey(prisma, annId);
		const tab = browser();
		expect((await showPasskey(tab, passkey)).status).toBe(200);
		const { expiresAt, providerSessionId } = await stored();
		expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(11.9 * HOUR_MS);
		expect(providerSessionId).toBeNull();
	});

	it("does not move when the password is changed", async () => {
		const { auth, browser } = await worldWithAnn();
		const tab = browser();
		await tab.signIn();
		const before = await madeOlder(11);
		const newPassword = "seven-quiet-otters-swim";
		const body = { currentPassword: ANN.password, newPassword, revokeOtherSessions: true };
		const init = { method: "POST", headers: tab.headers(), body: JSON.stringify(body) };
		await auth.handler(new Request("http://localhost:3000/api/auth/change-password", init));
		const { token, expiresAt } = await stored();
		expect(token).not.toBe(before.token);
		expect(expiresAt).toEqual(before.expiresAt);
	});

	it("does not move when an authenticator app is set up", async () => {
		const { auth, annId, browser } = await worldWithAnn();
		const tab = browser();
		await tab.signIn();
		const before = await madeOlder(11);
		const begun = await beginAuthenticator(auth, { id: annId, email: ANN.email });
		const code = begun.ok ? codeOf(begun.value.secret) : "";
		await tab.call("POST", "/two-factor/verify-totp", { code });
		const { token, expiresAt } = await stored();
		expect(token).not.toBe(before.token);
		expect(expiresAt).toEqual(before.expiresAt);
	});

	it("is a new one at a new sign-in", async () => {
		const { browser } = await worldWithAnn();
		const tab = browser();
		await tab.signIn();
		const before = await madeOlder(11);
		await tab.signIn();
		const { expiresAt } = await stored();
		expect(expiresAt.getTime() - before.expiresAt.getTime()).toBeGreaterThan(10.9 * HOUR_MS);
	});
});
