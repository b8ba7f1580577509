import { beforeEach, describe, expect, it } from "vitest";
import type { AuthEvent } from "#lib/domain/auth-events.ts";
import { ANN, addAnn, authWorld, codeOf } from "#lib/testing/auth-world.ts";
import { testPrisma } from "#lib/testing/database.ts";
import { beginAuthenticator } from "./own-second-factor.ts";

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

const failed = (events: readonly AuthEvent[]) => events.filter(({ kind }) => kind === "sign-in-failed");

describe("a sign-in that failed", () => {
	it("is told once a minute for the same account and address, and whose account it was", async () => {
		const { browser, events, annId } = await worldWithAnn();
		for (let guess = 0; guess < 3; guess += 1) await browser("203.0.113.9").signIn("a-wrong-password");
		expect(failed(events)).toMatchObject([
			{ person: { id: annId }, address: "203.0.113.9", details: { by: "password" } },
		]);
		await browser("203.0.113.10").signIn("a-wrong-password");
		expect(failed(events)).toHaveLength(2);
		await prisma.signInCount.updateMany({ data: { expiresAt: new Date(0) } });
		await browser("203.0.113.9").signIn("a-wrong-password");
		expect(failed(events)).toHaveLength(3);
	});

	it("tells neither what was typed for a password nor an address nobody has", async () => {
		const { browser, events } = await worldWithAnn();
		const guesser = browser();
		for (let guess = 0; guess < 7; guess += 1) await guesser.signIn("my-secret-guess", "nobody@example.com");
		await guesser.signIn("my-secret-guess", "my-other-secret");
		expect(events.map(({ kind, person }) => [kind, person])).toEqual([
			["sign-in-failed", null],
			["sign-in-slowed", null],
		]);
		expect(JSON.stringify(events)).not.toMatch(/nobody@|secret/);
	});

	it("does not fill the log when somebody tries one account after the other", async () => {
		const { browser, events } = await worldWithAnn();
		for (let turn = 0; turn < 15; turn += 1)
			await browser().signIn("a-wrong-password", `p${turn}@example.com`);
		expect(failed(events)).toHaveLength(10);
	});

	it("is a wrong or a used code after a right password, and none while an app is set up", async () => {
		const { auth, browser, events, annId } = await worldWithAnn();
		const setUp = browser();
		await setUp.signIn();
		const begun = await beginAuthenticator(auth, { id: annId, email: ANN.email });
		if (!begun.ok) throw new Error("not begun");
		const verify = (tab: typeof setUp, code: string) => tab.call("POST", "/two-factor/verify-totp", { code });
		await verify(setUp, "000000");
		const code = codeOf(begun.value.secret, -1);
		await verify(setUp, code);
		expect(failed(events)).toEqual([]);
		const [mistaken, replaying] = [browser("203.0.113.1"), browser("203.0.113.2")];
		await mistaken.signIn();
		await verify(mistaken, "000001");
		await replaying.signIn();
		await verify(replaying, code);
		expect(failed(events)).toMatchObject([
			{ person: { id: annId }, address: "203.0.113.1", details: { by: "code" } },
			{ person: { id: annId }, address: "203.0.113.2", details: { by: "code" } },
		]);
	});

	it("is a passkey that was refused", async () => {
		const { browser, events } = await worldWithAnn();
		const tab = browser();
		await tab.call("GET", "/passkey/generate-authenticate-options");
		const answer = await tab.call("POST", "/passkey/verify-authentication", { response: { id: "made-up" } });
		expect(answer.status).toBe(401);
		expect(failed(events)).toMatchObject([{ person: null, details: { by: "passkey" } }]);
	});
});

describe("a sign-out", () => {
	it("is told once", async () => {
		const { browser, events, annId } = await worldWithAnn();
		const tab = browser();
		await tab.signIn();
		await tab.call("POST", "/sign-out", {});
		await tab.call("POST", "/sign-out", {});
		const out = events.filter(({ kind }) => kind === "signed-out");
		expect(out).toMatchObject([{ person: { id: annId }, address: "192.0.2.1" }]);
	});
});
