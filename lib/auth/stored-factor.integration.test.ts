import { beforeEach, describe, expect, it } from "vitest";
import { addAnn, addApp, authWorld, codeOf } from "#lib/testing/auth-world.ts";
import { testPrisma, testSecretBox } from "#lib/testing/database.ts";

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

/** Ann with an authenticator app, and its secret. */
async function annWithApp() {
	const world = await worldWithAnn();
	const setUp = world.browser();
	await setUp.signIn();
	const app = await addApp(prisma, world.auth, { id: world.annId, headers: setUp.headers() });
	return { ...world, ...app };
}

const stored = () => prisma.twoFactor.findFirstOrThrow();

/** The row as it was before our own layer. */
async function inner() {
	const { id, secret, backupCodes } = await stored();
	const box = testSecretBox();
	return {
		secret: box.open(secret, `two_factor:${id}:secret`),
		backupCodes: box.open(backupCodes, `two_factor:${id}:backup_codes`),
	};
}

describe("a second factor in the database", () => {
	it("is sealed by our own key around the library's", async () => {
		const { secret, backupCodes } = await annWithApp();
		const texts = JSON.stringify([await stored(), await inner()]);
		for (const text of [secret, ...backupCodes]) expect(texts).not.toContain(text);
	});

	it("takes a backup code once, also when three come with it at once", async () => {
		const { browser, backupCodes } = await annWithApp();
		const tabs = [browser(), browser("203.0.113.5"), browser("203.0.113.6")];
		for (const tab of tabs) await tab.signIn();
		const body = { code: backupCodes[0] };
		const use = (tab: (typeof tabs)[number]) => tab.call("POST", "/two-factor/verify-backup-code", body);
		const answers = await Promise.all(tabs.map(use));
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
	});

	it("from before our own layer still opens, and gets the layer when a code is used up", async () => {
		const { browser, secret, backupCodes } = await annWithApp();
		await prisma.twoFactor.updateMany({ data: await inner() });
		const tab = browser();
		await tab.signIn();
		expect((await tab.call("POST", "/two-factor/verify-totp", { code: codeOf(secret) })).status).toBe(200);
		const use = async () => {
			const other = browser();
			await other.signIn();
			return (await other.call("POST", "/two-factor/verify-backup-code", { code: backupCodes[0] })).status;
		};
		expect([await use(), await use()]).toEqual([200, 401]);
		expect((await stored()).backupCodes).toMatch(/^test\./);
	});
});
