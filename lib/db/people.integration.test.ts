import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EVERYWHERE, type Role } from "#lib/domain/access.ts";
import { acceptInvitation } from "#lib/people/accept-invitation.ts";
import { changeAccess } from "#lib/people/change-access.ts";
import { removePerson } from "#lib/people/remove-person.ts";
import { rolledBack, testSecretBox } from "#lib/testing/database.ts";
import { ownDatabase } from "#lib/testing/own-database.ts";
import { testContext } from "#lib/testing/test-context.ts";
import type { Prisma } from "./client.ts";
import { createDb } from "./create-db.ts";
import type { Db } from "./port.ts";

// Its own: who is the last administrator is true of a whole database.
let prisma: Prisma;
let db: Db;
beforeAll(async () => {
	({ prisma } = await ownDatabase());
	db = createDb(prisma, testSecretBox());
});
const now = new Date("2026-11-22T12:00:00Z");
const later = new Date("2026-11-29T12:00:00Z");

async function add(to: Db, id: string, role: Role = "administrator", scope = EVERYWHERE) {
	const person = { id, name: `Name ${id}`, email: `${id}@people.test`, role, scope, createdAt: now };
	expect(await to.people.insert({ ...person, passwordHash: "hash" })).toBe(true);
}

function invitation(id: string, email = "kim@people.test") {
	const access = { role: "operator", scope: EVERYWHERE } as const;
	const times = { createdAt: now, expiresAt: later };
	return { id, email, ...access, secretHash: `hash of ${id}`, invitedBy: "p-a", ...times };
}

describe("people", () => {
	it("keeps who they are, in lower case, once for each address", () =>
		rolledBack(prisma, async (tx) => {
			const scope = { harnessAccountRefs: ["default"], tags: [{ key: "team", value: "data" }] };
			await add(tx, "p-a", "operator", scope);
			expect(await tx.people.findByEmail("P-A@people.test")).toMatchObject({
				...{ id: "p-a", role: "operator", scope, hasSecondFactor: false, signsInBy: ["password"] },
			});
			const again = {
				id: "p-x",
				name: "X",
				email: "p-a@people.test",
				role: "viewer",
				scope,
				createdAt: now,
			} as const;
			expect(await tx.people.insert({ ...again, passwordHash: "hash" })).toBe(false);
		}));

	it("counts only administrators without limits", () =>
		rolledBack(prisma, async (tx) => {
			await add(tx, "p-a");
			await add(tx, "p-b", "administrator", { harnessAccountRefs: ["default"], tags: [] });
			const ids = (await tx.people.administrators()).map(({ id }) => id);
			expect(ids).toContain("p-a");
			expect(ids).not.toContain("p-b");
			expect(await tx.people.lockAdministrators()).toEqual(ids);
		}));
});

describe("removal and demotion, for real", () => {
	const context = () => ({ ...testContext(), db });
	beforeEach(clear);
	afterEach(clear);
	async function clear() {
		await prisma.user.deleteMany();
		await prisma.invitation.deleteMany();
		await prisma.trustNotice.deleteMany();
	}

	it("two administrators who remove each other at once leave one", async () => {
		for (let round = 0; round < 5; round += 1) {
			await clear();
			await add(db, "p-a");
			await add(db, "p-b");
			const results = await Promise.all([
				removePerson(context(), { personId: "p-a" }),
				removePerson(context(), { personId: "p-b" }),
			]);
			expect(results.filter(({ ok }) => ok)).toHaveLength(1);
			expect(await db.people.administrators()).toHaveLength(1);
		}
	});

	it("two administrators who demote each other at once leave one", async () => {
		const from = { role: "administrator", scope: EVERYWHERE } as const;
		const to = { role: "viewer", scope: EVERYWHERE } as const;
		for (let round = 0; round < 5; round += 1) {
			await clear();
			await add(db, "p-a");
			await add(db, "p-b");
			await Promise.all([
				changeAccess(context(), { personId: "p-a", from, to }),
				changeAccess(context(), { personId: "p-b", from, to }),
			]);
			expect(await db.people.administrators()).toHaveLength(1);
		}
	});

	it("takes sessions and API keys along in the same moment", async () => {
		await add(db, "p-a");
		await add(db, "p-b", "operator");
		const session = { id: "s-b", token: "token-b", userId: "p-b", expiresAt: later };
		await prisma.session.create({ data: session });
		const access = { role: "viewer", scope: {} };
		const times = { createdAt: now, expiresAt: later };
		const key = { id: "k-b", name: "Key", prefix: "rb_k", hash: "hash-b", createdBy: "p-b" };
		await prisma.apiKey.create({ data: { ...key, ...access, ...times } });
		expect(await removePerson(context(), { personId: "p-b" })).toEqual({ ok: true, value: true });
		expect(await prisma.session.count({ where: { userId: "p-b" } })).toBe(0);
		expect(await prisma.apiKey.count({ where: { createdBy: "p-b" } })).toBe(0);
		expect(await db.people.find("p-b")).toBeNull();
	});

	it("of two who accept one invitation at once, one gets the account", async () => {
		await add(db, "p-a");
		const ctx = context();
		const secretHash = ctx.sha256Hex("secret");
		await db.invitations.insert({ ...invitation("i-1"), secretHash });
		const input = { id: "i-1", secret: "secret", name: "Kim", passwordHash: "hash" };
		const results = await Promise.all([
			acceptInvitation(context(), input),
			acceptInvitation({ ...context(), randomBytes: (length) => new Uint8Array(length).fill(7) }, input),
		]);
		expect(results.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await prisma.user.count({ where: { email: "kim@people.test" } })).toBe(1);
	});
});

describe("invitations", () => {
	it("are open until accepted, revoked or too old", () =>
		rolledBack(prisma, async (tx) => {
			for (const id of ["i-1", "i-2", "i-3"])
				await tx.invitations.insert(invitation(id, `${id}@people.test`));
			expect(await tx.invitations.accept("i-1", now)).toBe(true);
			expect(await tx.invitations.accept("i-1", now)).toBe(false);
			expect(await tx.invitations.revoke("i-2", now)).toBe(true);
			expect(await tx.invitations.accept("i-2", now)).toBe(false);
			expect((await tx.invitations.listOpen(10)).map(({ id }) => id)).toEqual(["i-3"]);
			expect(await tx.invitations.revokeOpen("i-3@people.test", now)).toBe(1);
			expect(await tx.invitations.lock("i-3")).toMatchObject({ secretHash: "hash of i-3", revokedAt: now });
		}));
});

describe("changes of trust", () => {
	const change = {
		id: "t-1",
		action: "inviteAction",
		what: ["Invite Kim."],
		requestedBy: { id: "p-a", name: "Ada" },
		requestedAt: now,
		expiresAt: later,
		input: { apiKey: "very-secret" },
	};

	it("are sealed while they wait, decided once, and forgotten then", () =>
		rolledBack(prisma, async (tx) => {
			await tx.transaction(async (inner) => {
				await inner.trustChanges.insert(change);
				const raw = await inner.sql("SELECT row_to_json(c)::text AS row FROM trust_change c", []);
				expect(JSON.stringify(raw)).not.toContain("very-secret");
			});
			expect(await tx.trustChanges.countWaiting(now)).toBe(1);
			expect(await tx.trustChanges.input("t-1")).toEqual({ apiKey: "very-secret" });
			expect(await tx.trustChanges.decide("t-1", { to: "running", by: "Bob", at: now })).toBe(true);
			expect(await tx.trustChanges.decide("t-1", { to: "refused", by: "Bob", at: now })).toBe(false);
			const secret = { label: "Key", value: "made" };
			await tx.trustChanges.finish("t-1", { failureCode: null, secret });
			expect(await tx.trustChanges.input("t-1")).toBeNull();
			expect(await tx.trustChanges.find("t-1")).toMatchObject({ state: "done", hasSecret: true });
			expect(await tx.trustChanges.takeSecret("t-1")).toEqual(secret);
			expect(await tx.trustChanges.takeSecret("t-1")).toBeNull();
		}));

	it("are over when their time is, and their input goes", () =>
		rolledBack(prisma, async (tx) => {
			await tx.trustChanges.insert(change);
			expect(await tx.trustChanges.decide("t-1", { to: "running", by: "Bob", at: later })).toBe(false);
			await tx.trustChanges.forgetExpired(later);
			expect(await tx.trustChanges.input("t-1")).toBeNull();
			expect(await tx.trustChanges.list(5)).toMatchObject([{ id: "t-1", state: "waiting" }]);
		}));
});

describe("notices", () => {
	it("are there for each administrator until they dismiss them", () =>
		rolledBack(prisma, async (tx) => {
			await add(tx, "p-a");
			await add(tx, "p-b");
			const notice = { action: "x", subject: "y", details: { name: "z" }, actor: { id: "p-a", name: "Ada" } };
			await tx.trustNotices.insert({ ...notice, id: "n-1", at: now });
			await tx.trustNotices.insert({ ...notice, id: "n-2", at: later });
			const since = new Date(now.getTime() - 1);
			const idsFor = async (id: string) =>
				(await tx.trustNotices.listFor(id, { since, limit: 10 })).map((each) => each.id);
			await tx.trustNotices.dismiss("p-a", now);
			await tx.trustNotices.dismiss("p-a", now);
			expect(await idsFor("p-a")).toEqual(["n-2"]);
			expect(await idsFor("p-b")).toEqual(["n-2", "n-1"]);
			expect(await tx.trustNotices.find("n-1")).toEqual({ ...notice, id: "n-1", at: now });
			await tx.trustNotices.markMailed("n-1", "p-b");
			expect(await tx.trustNotices.mailedTo("n-1")).toEqual(["p-b"]);
			await tx.trustNotices.deleteOlderThan(later);
			expect(await idsFor("p-b")).toEqual(["n-2"]);
		}));
});
