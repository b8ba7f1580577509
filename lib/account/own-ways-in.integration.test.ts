import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeOwnPassword } from "#lib/actions/change-own-password.ts";
import { confirmOwnApp, makeOwnBackupCodes, removeOwnApp } from "#lib/actions/own-app.ts";
import { hasSecondFactor } from "#lib/auth/second-factor.ts";
import type { Context } from "#lib/context.ts";
import type { Prisma } from "#lib/db/client.ts";
import { ANN, addAnn, addApp, authWorld, codeOf, contextOver } from "#lib/testing/auth-world.ts";
import { ownDatabase } from "#lib/testing/own-database.ts";
import { endOtherSessions, endOwnSession } from "./end-own-sessions.ts";
import type { Own } from "./own.ts";
import { removeOwnPasskey } from "./remove-own-passkey.ts";

let prisma: Prisma;
beforeAll(async () => {
	({ prisma } = await ownDatabase());
});
beforeEach(async () => {
	await prisma.user.deleteMany();
	await prisma.rateLimit.deleteMany();
	await prisma.signInCount.deleteMany();
	await prisma.auditEvent.deleteMany();
});

async function annSignedIn({ withApp = false } = {}) {
	const world = authWorld(prisma);
	const annId = await addAnn(world);
	const tab = world.browser();
	await tab.signIn();
	const headers = tab.headers();
	const app = withApp ? await addApp(prisma, world.auth, { id: annId, headers }) : null;
	if (app !== null) {
		// The session that setting it up made is nobody's here.
		await prisma.session.deleteMany();
		await tab.signIn();
		await tab.call("POST", "/two-factor/verify-totp", { code: codeOf(app.secret) });
	}
	const ctx = contextOver(prisma, { id: annId, name: ANN.name });
	return { ...world, annId, tab, ctx, secret: app?.secret ?? "" };
}
type Ann = Awaited<ReturnType<typeof annSignedIn>>;

/** What the session of a request is read as. */
async function ownOf({ auth, tab }: Pick<Ann, "auth" | "tab">): Promise<Own> {
	const found = await tab.session();
	if (found === null) throw new Error("signed out");
	const { session, user } = found;
	return {
		email: user.email,
		sessionId: session.id,
		hasApp: user.twoFactorEnabled === true,
		hasSecondFactor: await hasSecondFactor((await auth.$context).adapter, user),
		provedAt: session.provedAt ?? null,
		provedBy: session.provedBy ?? null,
	};
}

const NEW_PASSWORD = "seven-quiet-otters-swim";

async function change(ann: Ann, own: Own, currentPassword: string, newPassword = NEW_PASSWORD) {
	return changeOwnPassword(ann.ctx, ann.auth, {
		own,
		headers: ann.tab.headers(),
		keepCookies: async (answer) => ann.tab.keep(answer),
		currentPassword,
		newPassword,
	});
}

async function entries(): Promise<readonly string[]> {
	const rows = await prisma.auditEvent.findMany({ orderBy: { seq: "asc" }, select: { action: true } });
	return rows.map(({ action }) => action);
}

describe("changing the password", () => {
	it("is no place to guess the present one: the fifth wrong one ends the session and is written down", async () => {
		const ann = await annSignedIn();
		const own = await ownOf(ann);
		for (let guess = 0; guess < 4; guess += 1)
			expect(await change(ann, own, `wrong-guess-${guess}`)).toMatchObject({
				failure: { field: "currentPassword" },
			});
		expect(await entries()).toEqual([]);
		expect(await change(ann, own, "wrong-guess-4")).toMatchObject({ failure: { code: "NOT_SIGNED_IN" } });
		expect(await ann.tab.session()).toBeNull();
		expect(await entries()).toEqual(["account.guessing-stopped"]);
	});

	it("counts guesses that are made at once one by one", async () => {
		const ann = await annSignedIn();
		const own = await ownOf(ann);
		const guesses = Array.from({ length: 9 }, (_, guess) => change(ann, own, `wrong-guess-${guess}`));
		const answers = await Promise.all(guesses);
		const told = answers.filter((answer) => !answer.ok && answer.failure.field === "currentPassword");
		expect(told.length).toBeLessThanOrEqual(4);
		expect(await ann.tab.session()).toBeNull();
		expect(await entries()).toEqual(["account.guessing-stopped"]);
	});

	it("does not count a new password that is refused before the present one is looked at", async () => {
		const ann = await annSignedIn();
		const own = await ownOf(ann);
		for (let round = 0; round < 6; round += 1)
			expect(await change(ann, own, ANN.password, "password1234567")).toMatchObject({
				failure: { field: "newPassword" },
			});
		expect(await change(ann, own, ANN.password)).toEqual({ ok: true, value: true });
	});

	it("asks for the second factor where there is one, before it looks at any password", async () => {
		const ann = await annSignedIn({ withApp: true });
		const own = await ownOf(ann);
		const refused = { failure: { code: "FRESH_SIGN_IN_REQUIRED" } };
		const byPassword = { ...own, provedBy: "password" };
		expect(await change(ann, byPassword, ANN.password)).toMatchObject(refused);
		expect(await change(ann, byPassword, "a-wrong-guess")).toMatchObject(refused);
		const longAgo = { ...own, provedAt: new Date(Date.now() - 16 * 60_000) };
		expect(await change(ann, longAgo, ANN.password)).toMatchObject(refused);
		expect(await change(ann, own, ANN.password)).toEqual({ ok: true, value: true });
		expect(await ann.tab.session()).not.toBeNull();
	});

	it("lets whoever must change a generated one do so, however long ago they signed in", async () => {
		const ann = await annSignedIn();
		await prisma.user.updateMany({ data: { mustChangePassword: true } });
		const own = { ...(await ownOf(ann)), provedAt: new Date(0) };
		expect(await change(ann, own, ANN.password)).toEqual({ ok: true, value: true });
		const person = await prisma.user.findUnique({ where: { id: ann.annId } });
		expect(person?.mustChangePassword).toBe(false);
		expect(await entries()).toEqual(["account.password-changed"]);
		expect((await ann.browser().signIn(NEW_PASSWORD)).status).toBe(200);
	});
});

describe("backup codes", () => {
	const stored = () => prisma.twoFactor.findFirst({ select: { backupCodes: true } });
	const stale = { failure: { code: "FRESH_SIGN_IN_REQUIRED" } };
	const notPossible = { failure: { code: "CHANGE_NOT_POSSIBLE" } };

	it("are not made by a code of the app once it is set up, nor without a fresh proof", async () => {
		const ann = await annSignedIn({ withApp: true });
		const [before, own] = [await stored(), await ownOf(ann)];
		const confirm = (asked: Own) =>
			confirmOwnApp(ann.ctx, ann.auth, {
				own: asked,
				headers: ann.tab.headers(),
				code: codeOf(ann.secret, 1),
			});
		expect(await confirm(own)).toMatchObject(notPossible);
		expect(await confirm({ ...own, hasApp: false, provedAt: new Date(0) })).toMatchObject(stale);
		const longAgo = { ...own, provedAt: new Date(0) };
		expect(await makeOwnBackupCodes(ann.ctx, ann.auth, longAgo)).toMatchObject(stale);
		expect(await stored()).toEqual(before);
	});

	it("are made anew after a fresh proof, work at the next sign-in, and are gone with the app", async () => {
		const ann = await annSignedIn({ withApp: true });
		const made = await makeOwnBackupCodes(ann.ctx, ann.auth, await ownOf(ann));
		const codes = made.ok ? made.value : [];
		expect(new Set(codes).size).toBe(10);
		const tab = ann.browser();
		await tab.signIn();
		const answer = await tab.call("POST", "/two-factor/verify-backup-code", { code: codes[0] });
		expect(answer.status).toBe(200);
		const own = await ownOf({ ...ann, tab });
		await removeOwnApp(ann.ctx, own);
		expect(await makeOwnBackupCodes(ann.ctx, ann.auth, own)).toMatchObject(notPossible);
		expect(await entries()).toEqual([
			"account.second-factor-added",
			"account.backup-codes-made",
			"account.second-factor-removed",
		]);
	});
});

describe("what changes a way in", () => {
	/** The same in which nothing can be written down. */
	function unwritable(ctx: Context): Context {
		const append = async () => {
			throw new Error("the log is full");
		};
		const transaction: Context["db"]["transaction"] = (run) =>
			ctx.db.transaction((tx) => run({ ...tx, audit: { ...tx.audit, append } }));
		return { ...ctx, db: { ...ctx.db, audit: { ...ctx.db.audit, append }, transaction } };
	}

	const passkey = {
		...{ id: "p1", publicKey: "", credentialID: "anns", counter: 0 },
		...{ deviceType: "singleDevice", backedUp: false },
	};
	const left = async () => ({
		sessions: await prisma.session.count(),
		passkeys: await prisma.passkey.count(),
		apps: await prisma.twoFactor.findMany(),
		withApp: await prisma.user.count({ where: { twoFactorEnabled: true } }),
	});

	it("is done together with its entry in the audit log, or not at all", async () => {
		const ann = await annSignedIn({ withApp: true });
		const other = ann.browser("198.51.100.4");
		await other.signIn();
		await other.call("POST", "/two-factor/verify-totp", { code: codeOf(ann.secret, 1) });
		const otherId = (await ownOf({ ...ann, tab: other })).sessionId;
		await prisma.passkey.create({ data: { ...passkey, userId: ann.annId } });
		const own = await ownOf(ann);
		const before = await left();
		expect(before).toMatchObject({ sessions: 2, passkeys: 1, withApp: 1 });
		const ctx = unwritable(ann.ctx);
		for (const act of [
			() => endOwnSession(ctx, own, otherId),
			() => endOtherSessions(ctx, own),
			() => removeOwnPasskey(ctx, own, "p1"),
			() => makeOwnBackupCodes(ctx, ann.auth, own),
			() => removeOwnApp(ctx, own),
		])
			await expect(act()).rejects.toThrow("the log is full");
		expect(await left()).toEqual(before);

		await endOwnSession(ann.ctx, own, otherId);
		await removeOwnPasskey(ann.ctx, own, "p1");
		await removeOwnApp(ann.ctx, own);
		expect(await left()).toEqual({ sessions: 1, passkeys: 0, apps: [], withApp: 0 });
		expect((await entries()).slice(1)).toEqual([
			"account.session-ended",
			"account.passkey-removed",
			"account.second-factor-removed",
		]);
	});

	it("takes away nothing of anybody else's, and writes nothing down then", async () => {
		const ann = await annSignedIn();
		const eveId = await addAnn(ann, { email: "eve@example.com", name: "Eve", password: ANN.password });
		const eve = ann.browser("198.51.100.4");
		await eve.signIn(ANN.password, "eve@example.com");
		await prisma.passkey.create({ data: { ...passkey, userId: eveId } });
		const own = await ownOf(ann);
		await endOwnSession(ann.ctx, own, (await ownOf({ ...ann, tab: eve })).sessionId);
		expect(await endOtherSessions(ann.ctx, own)).toBe(0);
		await removeOwnPasskey(ann.ctx, own, "p1");
		await removeOwnApp(ann.ctx, own);
		expect(await eve.session()).not.toBeNull();
		expect(await prisma.passkey.count()).toBe(1);
		expect(await entries()).toEqual([]);
	});
});
