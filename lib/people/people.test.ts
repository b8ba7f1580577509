import { describe, expect, test } from "vitest";
import type { Person } from "#lib/db/people-port.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { ok } from "#lib/domain/result.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { changeAccess } from "./change-access.ts";
import { invitationUrl } from "./invitation-url.ts";
import { invite } from "./invite.ts";
import { limitTries } from "./limit-tries.ts";
import { mailInvitation } from "./mail-invitation.ts";
import { openInvitation } from "./open-invitation.ts";
import { removePerson } from "./remove-person.ts";
import { revokeInvitation } from "./revoke-invitation.ts";
import { saveAccessSettings } from "./save-access-settings.ts";
import { sendResetLink } from "./send-reset-link.ts";

const OPERATOR = { role: "operator", scope: EVERYWHERE } as const;
const VIEWER = { role: "viewer", scope: EVERYWHERE } as const;
const ADMINISTRATOR = { role: "administrator", scope: EVERYWHERE } as const;
const DAY_MS = 24 * 60 * 60 * 1_000;

function add(ctx: TestContext, id: string, access: Pick<Person, "role" | "scope"> = ADMINISTRATOR): Person {
	const person: Person = {
		...{ id, name: `Name of ${id}`, email: `${id}@example.com`, ...access },
		...{ hasSecondFactor: false, signsInBy: ["password"], createdAt: ctx.now() },
	};
	ctx.store.people.set(id, person);
	return person;
}

function contextWithTester(): TestContext {
	const ctx = testContext();
	add(ctx, ctx.actor.id);
	return ctx;
}

async function invited(ctx: TestContext, email = "kim@example.com") {
	const made = await invite(ctx, { email, access: OPERATOR });
	if (!made.ok) throw new Error(made.failure.code);
	return made.value;
}

const codeOf = (result: { ok: boolean; failure?: { code: string } }) => result.failure?.code;

describe("an invitation", () => {
	test("keeps its secret's hash only, and tells neither log nor audit entry the secret", async () => {
		const ctx = contextWithTester();
		const { secret } = await invited(ctx);
		expect(secret).toMatch(/^[\w-]{43}$/);
		const kept = [
			[...ctx.store.trust.invitations.values()],
			ctx.store.audit,
			ctx.store.trust.notices,
			ctx.logged,
		];
		expect(JSON.stringify(kept)).not.toContain(secret);
		expect(JSON.stringify(kept)).toContain(ctx.sha256Hex(secret));
	});

	test("makes the account that it promises, once", async () => {
		const ctx = contextWithTester();
		const { id, secret } = await invited(ctx);
		const input = { id, secret, name: "Kim Lee", passwordHash: "hash" };
		expect(await acceptInvitation(ctx, input)).toEqual({ ok: true, value: { email: "kim@example.com" } });
		const kim = await ctx.db.people.findByEmail("kim@example.com");
		expect(kim).toMatchObject({ name: "Kim Lee", ...OPERATOR });
		expect(codeOf(await acceptInvitation(ctx, input))).toBe("INVITATION_NOT_VALID");
		expect(ctx.store.people.size).toBe(2);
		expect(ctx.store.trust.notices.at(-1)?.actor.name).toBe("Kim Lee");
	});

	test("answers the same to a wrong secret, an unknown id, and one that was used, revoked or is too old", async () => {
		const ctx = contextWithTester();
		const used = await invited(ctx, "used@example.com");
		await acceptInvitation(ctx, { ...used, name: "Used", passwordHash: "hash" });
		const revoked = await invited(ctx, "revoked@example.com");
		await revokeInvitation(ctx, revoked);
		const old = await invited(ctx, "old@example.com");
		ctx.advance(7 * DAY_MS);
		const open = await invited(ctx, "open@example.com");
		const keys = [
			used,
			revoked,
			old,
			{ ...open, secret: used.secret },
			{ id: "nobody", secret: open.secret },
		];
		const answers = await Promise.all(keys.map((key) => openInvitation(ctx, key)));
		expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
			new Set([JSON.stringify({ ok: false, failure: { code: "INVITATION_NOT_VALID" } })]),
		);
		expect(await openInvitation(ctx, open)).toMatchObject({ ok: true, value: { email: "open@example.com" } });
	});

	test("ends with its inviter's own right to invite", async () => {
		const ctx = contextWithTester();
		add(ctx, "other");
		const key = await invited(ctx);
		await changeAccess(ctx, { personId: ctx.actor.id, from: ADMINISTRATOR, to: VIEWER });
		expect(codeOf(await openInvitation(ctx, key))).toBe("INVITATION_NOT_VALID");
		await removePerson(ctx, { personId: ctx.actor.id });
		const accepted = await acceptInvitation(ctx, { ...key, name: "Kim", passwordHash: "hash" });
		expect(codeOf(accepted)).toBe("INVITATION_NOT_VALID");
	});

	test("replaces an older one of the same address, and is not made for somebody who is here", async () => {
		const ctx = contextWithTester();
		const older = await invited(ctx);
		await invited(ctx);
		expect(codeOf(await openInvitation(ctx, older))).toBe("INVITATION_NOT_VALID");
		const again = await invite(ctx, { email: `${ctx.actor.id}@example.com`, access: OPERATOR });
		expect(again).toMatchObject({ ok: false, failure: { code: "PERSON_EXISTS", field: "email" } });
	});

	test("goes by e-mail only where a link can be written, with the secret in the fragment", async () => {
		const sent: unknown[] = [];
		const notify = {
			send: async (...args: unknown[]) => {
				sent.push(args);
				return { ok: true, value: { status: "250" } } as const;
			},
		};
		const ctx = testContext({ notify });
		add(ctx, ctx.actor.id);
		const link = await invited(ctx);
		await mailInvitation(ctx, { email: "kim@example.com", access: OPERATOR }, link);
		expect(JSON.stringify(sent)).toContain(`https://rolebridge.example/invitation/${link.id}#${link.secret}`);
		const unnamed = { ...ctx, config: { ...ctx.config, publicUrl: null } };
		const mailed = await mailInvitation(unnamed, { email: "kim@example.com", access: OPERATOR }, link);
		expect(codeOf(mailed)).toBe("NOTIFY_MAIL_NOT_CONFIGURED");
		expect(invitationUrl(null, link)).toBe(`/invitation/${link.id}#${link.secret}`);
	});

	test("cannot be tried without end from one address", async () => {
		const ctx = contextWithTester();
		const tries = [];
		for (let index = 0; index < 35; index += 1) tries.push(await limitTries(ctx));
		expect(tries.filter(Boolean)).toHaveLength(30);
		expect(await limitTries({ ...ctx, actor: { ...ctx.actor, address: "203.0.113.9" } })).toBe(true);
	});

	test("cannot be tried anew from each address of one IPv6 network, nor fill a table with them", async () => {
		const ctx = contextWithTester();
		const keys = new Set<string>();
		const budgets: typeof ctx.db.budgets = {
			...ctx.db.budgets,
			take: async (key, ask) => {
				keys.add(key);
				return ctx.db.budgets.take(key, ask);
			},
		};
		const from = (address: string) =>
			limitTries({ ...ctx, db: { ...ctx.db, budgets }, actor: { ...ctx.actor, address } });
		const tries = [];
		for (let host = 1; host <= 35; host += 1) tries.push(await from(`2001:db8:1:2::${host.toString(16)}`));
		expect(tries.filter(Boolean)).toHaveLength(30);
		expect([...keys]).toEqual([expect.stringMatching(/^invitation:[0-9a-f]{4}$/)]);
		expect(await from("2001:db8:1:3::1")).toBe(true);
	});
});

describe("access", () => {
	test("the last administrator is neither removed nor demoted nor limited", async () => {
		const ctx = contextWithTester();
		add(ctx, "op", OPERATOR);
		const personId = ctx.actor.id;
		const limited = { role: "administrator", scope: { harnessAccountRefs: ["default"], tags: [] } } as const;
		add(ctx, "limited", limited);
		expect(codeOf(await removePerson(ctx, { personId }))).toBe("LAST_ADMINISTRATOR");
		for (const to of [VIEWER, limited]) {
			expect(codeOf(await changeAccess(ctx, { personId, from: ADMINISTRATOR, to }))).toBe(
				"LAST_ADMINISTRATOR",
			);
		}
		expect(await removePerson(ctx, { personId: "op" })).toEqual({ ok: true, value: true });
		expect(await removePerson(ctx, { personId: "limited" })).toEqual({ ok: true, value: true });
	});

	test("under four-eyes two administrators remain", async () => {
		const ctx = contextWithTester();
		add(ctx, "second");
		ctx.store.settings = { ...ctx.store.settings, fourEyes: true };
		expect(codeOf(await removePerson(ctx, { personId: "second" }))).toBe("LAST_ADMINISTRATOR");
		add(ctx, "third");
		expect(await removePerson(ctx, { personId: "second" })).toEqual({ ok: true, value: true });
	});

	test("a change that somebody else made meanwhile is not overwritten", async () => {
		const ctx = contextWithTester();
		add(ctx, "op", OPERATOR);
		await changeAccess(ctx, { personId: "op", from: OPERATOR, to: VIEWER });
		const late = await changeAccess(ctx, { personId: "op", from: OPERATOR, to: ADMINISTRATOR });
		expect(codeOf(late)).toBe("CONNECTOR_CHANGED_MEANWHILE");
		expect(ctx.store.people.get("op")?.role).toBe("viewer");
		expect(ctx.store.audit.map(({ action }) => action)).toEqual(["person.access-changed"]);
	});

	test("whoever is gone is neither changed nor removed", async () => {
		const ctx = contextWithTester();
		expect(codeOf(await removePerson(ctx, { personId: "x" }))).toBe("PERSON_NOT_FOUND");
		const changed = await changeAccess(ctx, { personId: "x", from: OPERATOR, to: VIEWER });
		expect(codeOf(changed)).toBe("PERSON_NOT_FOUND");
	});

	test("four-eyes is not switched on where one pair of eyes would have to do", async () => {
		const ctx = contextWithTester();
		const input = { version: 1, fourEyes: true, secondFactorRequired: null };
		expect(await saveAccessSettings(ctx, input)).toMatchObject({
			ok: false,
			failure: { code: "INPUT_INVALID", field: "fourEyes" },
		});
		add(ctx, "second");
		expect(await saveAccessSettings(ctx, input)).toEqual({ ok: true, value: true });
		expect(ctx.store.settings).toMatchObject({ fourEyes: true, version: 2, ownerTag: "owner" });
		expect(codeOf(await saveAccessSettings(ctx, input))).toBe("CONNECTOR_CHANGED_MEANWHILE");
	});
});

describe("a link to choose a new password", () => {
	const LINK = "/reset-password#token-of-the-link";
	const noMail = { ok: false, failure: { code: "NOTIFY_MAIL_NOT_CONFIGURED" } } as const;

	/** `mail`: what comes of sending one; null: no mail server is set up. */
	function contextWithKim(mail: Awaited<ReturnType<TestContext["notify"]["send"]>> | null) {
		const sent: { readonly to: string; readonly url: string | null }[] = [];
		const asked: string[] = [];
		const ctx = testContext({
			notify: {
				check: async () => (mail === null ? noMail : ok(true)),
				send: async (target, { url }) => {
					sent.push({ to: target.kind === "email" ? target.to : "", url });
					return mail ?? noMail;
				},
			},
			resetLinks: {
				make: async (email) => {
					asked.push(email);
					return email === "kim@example.com" ? LINK : null;
				},
			},
		});
		add(ctx, ctx.actor.id);
		add(ctx, "kim", OPERATOR);
		return { ctx, sent, asked };
	}

	test("goes to the person alone where mail is set up: not even who asked for it sees it", async () => {
		const { ctx, sent } = contextWithKim(ok({ status: "250" }));
		expect(await sendResetLink(ctx, { personId: "kim" })).toEqual(ok({ url: null }));
		expect(sent).toEqual([{ to: "kim@example.com", url: `https://rolebridge.example${LINK}` }]);
	});

	test("is told once, to hand on, where no mail is set up", async () => {
		const { ctx, sent } = contextWithKim(null);
		const made = await sendResetLink(ctx, { personId: "kim" });
		expect(made).toEqual(ok({ url: `https://rolebridge.example${LINK}` }));
		expect(sent).toEqual([]);
	});

	test("begins at the path where the installation does not know its own address, which no mail could name", async () => {
		const { ctx, sent } = contextWithKim(ok({ status: "250" }));
		const unnamed = { ...ctx, config: { ...ctx.config, publicUrl: null } };
		expect(await sendResetLink(unnamed, { personId: "kim" })).toEqual(ok({ url: LINK }));
		expect(sent).toEqual([]);
	});

	test("that could not be mailed says so, and is not told instead", async () => {
		const { ctx } = contextWithKim({ ok: false, failure: { code: "NOTIFY_UNREACHABLE" } });
		expect(codeOf(await sendResetLink(ctx, { personId: "kim" }))).toBe("NOTIFY_UNREACHABLE");
	});

	test("is written down with who made it for whom, and without the link", async () => {
		const { ctx } = contextWithKim(null);
		await sendResetLink(ctx, { personId: "kim" });
		expect(ctx.store.audit).toMatchObject([
			{ action: "person.reset-link-made", subject: "person:kim", details: { isMailed: false } },
		]);
		expect(JSON.stringify([ctx.store.audit, ctx.logged])).not.toContain("token-of-the-link");
	});

	test("is made for nobody who has no password, who may not use it, or who asks for their own", async () => {
		const { ctx, asked } = contextWithKim(null);
		add(ctx, "sso", VIEWER);
		expect(codeOf(await sendResetLink(ctx, { personId: "sso" }))).toBe("INPUT_INVALID");
		expect(asked).toEqual(["sso@example.com"]);
		expect(codeOf(await sendResetLink(ctx, { personId: ctx.actor.id }))).toBe("INPUT_INVALID");
		expect(codeOf(await sendResetLink(ctx, { personId: "x" }))).toBe("PERSON_NOT_FOUND");
		const only = { isSsoOnly: true, isEnabled: true, breakGlassPersonId: ctx.actor.id };
		ctx.store.sso.settings = { ...ctx.store.sso.settings, ...only };
		expect(codeOf(await sendResetLink(ctx, { personId: "kim" }))).toBe("INPUT_INVALID");
		expect(asked).toEqual(["sso@example.com"]);
		expect(ctx.store.audit).toEqual([]);
	});
});
