import { expect, test } from "vitest";
import { rolledBack, testPrisma } from "#lib/testing/database.ts";
import { registeredConnectors } from "#lib/testing/registered-connectors.ts";

const prisma = testPrisma();
const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute));
const choice = { entries: ["s3-read"], bucketNames: ["b"], accountIds: [], otherAccountId: null };
const probe = { action: "s3:GetObject", resource: "*", verdict: "denied", reason: "No." } as const;
const answers = [{ id: "s3-read", title: "Read from S3", verdict: "denied", probes: [probe] }] as const;

test("a question goes from queued to done once, and its first answer stays", async () => {
	await rolledBack(prisma, async (db) => {
		const [connector] = await registeredConnectors(db, 1);
		const asked = { connectorId: connector?.id ?? "", choice, requestedBy: "somebody" };
		const made = await db.permissionQuestions.insert({ ...asked, id: "first", requestedAt: at(0) });
		expect(made).toEqual({
			...{ ...asked, id: "first", requestedAt: at(0) },
			...{ state: "queued", answers: null, code: null, finishedAt: null },
		});
		await db.permissionQuestions.start("first");
		expect((await db.permissionQuestions.find("first"))?.state).toBe("running");
		await db.permissionQuestions.finish("first", { answers, code: null, at: at(2) });
		await db.permissionQuestions.finish("first", { answers: null, code: "UNEXPECTED", at: at(3) });
		await db.permissionQuestions.start("first");
		expect(await db.permissionQuestions.find("first")).toMatchObject({
			...{ state: "done", answers, code: null, finishedAt: at(2), choice },
		});
		await db.permissionQuestions.insert({ ...asked, id: "second", requestedAt: at(4) });
		expect((await db.permissionQuestions.latest(asked.connectorId))?.id).toBe("second");
	});
});

test("of questions asked at once about one connector one is stored, until it is done or given up", async () => {
	await rolledBack(prisma, async (db) => {
		const [one, other] = await registeredConnectors(db, 2);
		const ask = (id: string, connectorId = one?.id ?? "") =>
			db.permissionQuestions.insert({ id, connectorId, choice, requestedBy: "somebody", requestedAt: at(0) });
		expect(await ask("first")).not.toBeNull();
		await db.permissionQuestions.start("first");
		expect(await ask("second")).toBeNull();
		expect(await ask("of-another", other?.id)).not.toBeNull();
		await db.permissionQuestions.giveUp(one?.id ?? "", { before: at(0), at: at(2) });
		expect(await ask("third")).toBeNull();
		await db.permissionQuestions.giveUp(one?.id ?? "", { before: at(1), at: at(2) });
		expect(await db.permissionQuestions.find("first")).toMatchObject({ state: "done", code: "UNEXPECTED" });
		expect(await db.permissionQuestions.find("of-another")).toMatchObject({ state: "queued" });
		expect(await ask("fourth")).not.toBeNull();
	});
});

test("old questions go, as many at a time as is said", async () => {
	await rolledBack(prisma, async (db) => {
		const [connector] = await registeredConnectors(db, 1);
		const asked = { connectorId: connector?.id ?? "", choice, requestedBy: "somebody" };
		for (const minute of [0, 1, 2]) {
			await db.permissionQuestions.insert({ ...asked, id: `of-${minute}`, requestedAt: at(minute) });
			await db.permissionQuestions.finish(`of-${minute}`, { answers, code: null, at: at(minute) });
		}
		expect(await db.permissionQuestions.prune(at(2), 1)).toBe(1);
		expect(await db.permissionQuestions.prune(at(2), 10)).toBe(1);
		expect(await db.permissionQuestions.find("of-2")).not.toBeNull();
	});
});
