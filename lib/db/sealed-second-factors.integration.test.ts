import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { resealSecondFactors, sessionSecrets } from "#lib/auth/reseal-second-factors.ts";
import { createSecretBox, parseKeyRing } from "#lib/crypto.ts";
import { ownDatabase } from "#lib/testing/own-database.ts";
import { resealAll } from "./reseal.ts";
import { sealedSecondFactors } from "./sealed-second-factors.ts";

const key = (factor: number) =>
	Buffer.from(Array.from({ length: 32 }, (_, index) => (index * factor + 3) % 256)).toString("base64");
const OLD = parseKeyRing(`old:${key(7)}`);
const NEW = parseKeyRing(`new:${key(11)}`);
const ROTATING = [...NEW, ...OLD];
const innerKey = (ring: typeof OLD) => {
	const secrets = sessionSecrets(ring);
	const keys = new Map(secrets.map(({ version, value }) => [version, value]));
	return { keys, currentVersion: secrets[0]?.version ?? 0 };
};

const { prisma } = await ownDatabase();
const under = (ring: typeof OLD) => sealedSecondFactors(prisma, createSecretBox(ring));
const stored = () => prisma.twoFactor.findFirstOrThrow();

async function inserted(client: Pick<ReturnType<typeof under>, "twoFactor"> | typeof prisma = under(OLD)) {
	const inner = async (data: string) => symmetricEncrypt({ key: innerKey(OLD), data });
	const row = { id: "t1", userId: "p1", secret: await inner("seed"), backupCodes: await inner('["a-1"]') };
	await client.twoFactor.create({ data: row });
	return row;
}

beforeEach(async () => {
	await prisma.user.deleteMany();
	await prisma.user.create({ data: { id: "p1", name: "P", email: "p@example.com" } });
});

describe("second factors in the database", () => {
	it("are read as they were written, and stand sealed", async () => {
		const row = await inserted();
		expect(await under(OLD).twoFactor.findFirst({ where: { userId: "p1" } })).toMatchObject(row);
		expect(await under(OLD).twoFactor.findMany()).toMatchObject([row]);
		expect(JSON.stringify(await stored())).not.toContain(row.secret);
	});

	it("are changed under the condition that they still hold what was read: of two at once one goes through", async () => {
		const { id, backupCodes } = await inserted();
		const use = (next: string) =>
			under(OLD).twoFactor.update({ where: { id, backupCodes }, data: { backupCodes: next } });
		const done = await Promise.allSettled([use("one"), use("two"), use("three")]);
		expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		await expect(use("later")).rejects.toMatchObject({ code: "P2025" });
		const again = under(OLD).twoFactor.updateMany({ where: { id, backupCodes }, data: { backupCodes: "x" } });
		expect(await again).toEqual({ count: 0 });
	});

	it("are changed by their person too, each sealed for its own row", async () => {
		await inserted();
		await under(OLD).twoFactor.create({ data: { id: "t2", userId: "p1", secret: "s", backupCodes: "b" } });
		const data = { backupCodes: "made anew" };
		expect(await under(OLD).twoFactor.updateMany({ where: { userId: "p1" }, data })).toEqual({ count: 2 });
		const found = await under(OLD).twoFactor.findMany();
		expect(found.map(({ backupCodes }) => backupCodes)).toEqual(["made anew", "made anew"]);
		const texts = await prisma.twoFactor.findMany();
		expect(new Set(texts.map(({ backupCodes }) => backupCodes)).size).toBe(2);
	});

	it("open in their own row alone", async () => {
		const { secret } = await inserted();
		const { id, ...moved } = await stored();
		await prisma.twoFactor.delete({ where: { id } });
		await prisma.twoFactor.create({ data: { ...moved, id: "another-row" } });
		await expect(under(OLD).twoFactor.findMany()).rejects.toThrow("authenticate");
		await under(OLD).twoFactor.updateMany({ where: {}, data: { secret, backupCodes: "new" } });
		expect(await under(OLD).twoFactor.findMany()).toMatchObject([{ id: "another-row", secret }]);
	});

	it("keep their seal when something else of the row is written", async () => {
		await inserted();
		const before = await stored();
		const changed = await under(OLD).twoFactor.update({ where: { id: "t1" }, data: { verified: false } });
		expect(changed.secret).not.toBe(before.secret);
		expect(await stored()).toEqual({ ...before, verified: false });
	});

	it("cannot be written in a way that would leave them unsealed", async () => {
		const row = { id: "t1", userId: "p1", secret: "s", backupCodes: "b" };
		const { twoFactor } = under(OLD);
		await expect(twoFactor.createMany({ data: [row] })).rejects.toThrow("does not seal");
		const upsert = twoFactor.upsert({ where: { id: "t1" }, create: row, update: row });
		await expect(upsert).rejects.toThrow("does not seal");
		expect(await prisma.twoFactor.count()).toBe(0);
	});
});

describe("rotating the keys of second factors", () => {
	async function rotate() {
		const inner = await resealSecondFactors(under(ROTATING), ROTATING);
		const outer = await resealAll(prisma, createSecretBox(ROTATING));
		return [inner, ...outer.filter(({ table }) => table === "two_factor").map(({ count }) => count)];
	}

	it.each([
		["both layers", () => under(OLD)],
		["the library's own layer alone, from before", () => prisma],
	])("leaves rows with %s readable by the new keys alone", async (_, client) => {
		await inserted(client());
		expect(await rotate()).toEqual([1, 0, 0]);
		const [row = { secret: "", backupCodes: "" }] = await under(NEW).twoFactor.findMany();
		expect(await symmetricDecrypt({ key: innerKey(NEW), data: row.secret })).toBe("seed");
		expect(await symmetricDecrypt({ key: innerKey(NEW), data: row.backupCodes })).toBe('["a-1"]');
		await expect(under(OLD).twoFactor.findFirst()).rejects.toThrow("opens this secret");
		expect(await rotate()).toEqual([0, 0, 0]);
	});

	it("seals what had the newest inner layer and no outer one", async () => {
		const inner = await symmetricEncrypt({ key: innerKey(NEW), data: "seed" });
		await prisma.twoFactor.create({
			data: { id: "t1", userId: "p1", secret: inner, backupCodes: inner },
		});
		expect(await rotate()).toEqual([0, 1, 1]);
		expect(await under(NEW).twoFactor.findFirst()).toMatchObject({ secret: inner, backupCodes: inner });
	});
});
