import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testPrisma } from "#lib/testing/database.ts";
import { createAuth } from "./auth.ts";
import { ensureFirstAdministrator } from "./first-administrator.ts";

const prisma = testPrisma();
const auth = createAuth({
	database: prisma,
	secret: "a-secret-of-the-test-that-is-long-enough",
	baseUrl: null,
	port: 3000,
});
const password = "correct-horse-battery";

async function clear() {
	await prisma.user.deleteMany();
	await prisma.rateLimit.deleteMany();
}
beforeAll(clear);
afterAll(clear);

function signIn(given: string, headers: Record<string, string> = {}) {
	return auth.handler(
		new Request("http://localhost:3000/api/auth/sign-in/email", {
			method: "POST",
			headers: { "content-type": "application/json", origin: "http://localhost:3000", ...headers },
			body: JSON.stringify({ email: "admin@rolebridge.test", password: given }),
		}),
	);
}

describe("sign-in", () => {
	it("makes the first administrator once, who signs in by password", async () => {
		const administrator = { email: "Admin@rolebridge.test", password, mustChange: true };
		expect(await ensureFirstAdministrator(auth, administrator)).toBe(true);
		expect(await ensureFirstAdministrator(auth, administrator)).toBe(false);
		const answer = await signIn(password);
		expect(answer.status).toBe(200);
		expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly/i);
	});

	it("stores no password in the clear", async () => {
		expect(JSON.stringify(await prisma.account.findMany())).not.toContain(password);
	});

	it("lets nobody sign up", async () => {
		const answer = await auth.handler(
			new Request("http://localhost:3000/api/auth/sign-up/email", {
				method: "POST",
				headers: { "content-type": "application/json", origin: "http://localhost:3000" },
				body: JSON.stringify({ email: "eve@rolebridge.test", password, name: "Eve" }),
			}),
		);
		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(await prisma.user.count()).toBe(1);
	});

	it("limits guessing, and a made-up X-Forwarded-For does not escape the limit", async () => {
		const statuses: number[] = [];
		for (let guess = 0; guess < 12; guess += 1) {
			const answer = await signIn(`wrong-${guess}-password`, { "x-forwarded-for": `203.0.113.${guess}` });
			statuses.push(answer.status);
		}
		expect(statuses.at(-1)).toBe(429);
		expect(statuses).not.toContain(200);
	});
});
