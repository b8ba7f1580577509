import { describe, expect, test } from "vitest";
import { EVERYWHERE, type Role, type Scope } from "#lib/domain/access.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { approveChange } from "#lib/trust/approve-change.ts";
import { holdChange } from "#lib/trust/hold-change.ts";
import { admitPerson } from "./admit-person.ts";

const ISSUER = "https://login.example.com";
const DATA: Scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };

function add(ctx: TestContext, id: string, role: Role, scope: Scope = EVERYWHERE): void {
	const person = { id, name: id, email: `${id}@example.com`, role, scope, hasSecondFactor: true };
	ctx.store.people.set(id, { ...person, signsInBy: ["sso"], createdAt: ctx.now() });
	ctx.store.sso.accounts.set(`${ISSUER}\n${id}`, id);
}

/** Kim, whom no group lets in any more, comes by the provider. */
function refuseKim(ctx: TestContext) {
	const identity = { issuer: ISSUER, subject: "kim", name: "kim", email: "kim@example.com", groups: [] };
	const signIn = { identity: { ...identity, isEmailVerified: true }, sessionId: null, authTime: null };
	return admitPerson(ctx, { ...signIn, idToken: "x" });
}

describe("whom the provider sends without a group", () => {
	test("keeps neither session nor role, and their limits stay with a password they may have", async () => {
		const ctx = testContext();
		add(ctx, "kim", "operator", DATA);
		ctx.store.sso.sessions.push({ personId: "kim", providerSessionId: "s" });
		expect(await refuseKim(ctx)).toEqual({ ok: false, failure: { code: "SSO_NO_ACCESS" } });
		expect(ctx.store.sso.sessions).toEqual([]);
		expect(ctx.store.people.get("kim")).toMatchObject({ role: "viewer", scope: DATA });
		expect(ctx.store.audit).toMatchObject([
			{
				action: "person.access-changed",
				details: { role: "viewer", before: { role: "operator" }, by: "groups" },
			},
			{ action: "sign-in.by-provider", outcome: "refused" },
		]);
	});

	test("counts as no administrator, and what they asked for is done no more", async () => {
		const ctx = testContext();
		for (const id of ["kim", "second", "third"]) add(ctx, id, "administrator");
		ctx.store.settings = { ...ctx.store.settings, fourEyes: true };
		const kim = { ...ctx.actor, id: "kim", name: "kim" };
		const input = { version: 1, fourEyes: false, secondFactorRequired: null };
		await holdChange({ ...ctx, actor: kim }, { action: "saveAccessSettingsAction", input });
		await refuseKim(ctx);
		expect(await ctx.db.people.lockAdministrators()).toEqual(["second", "third"]);
		const [change] = ctx.store.trust.changes.values();
		const second = { ...ctx, actor: { ...ctx.actor, id: "second", name: "second" } };
		expect(await approveChange(second, { id: change?.id ?? "" })).toMatchObject({
			failure: { code: "APPROVAL_OVER" },
		});
		expect(ctx.store.settings.fourEyes).toBe(true);
	});

	test.each([
		["the last administrator", [], false],
		["one of the two that four-eyes need", ["second"], false],
		["the account for emergencies", ["second", "third"], true],
	])("stays as they are when they are %s", async (_, others, isBreakGlass) => {
		const ctx = testContext();
		for (const id of ["kim", ...others]) add(ctx, id, "administrator");
		ctx.store.settings = { ...ctx.store.settings, fourEyes: others.length === 1 };
		const { settings } = ctx.store.sso;
		if (isBreakGlass) ctx.store.sso.settings = { ...settings, isSsoOnly: true, breakGlassPersonId: "kim" };
		ctx.store.sso.sessions.push({ personId: "kim", providerSessionId: "s" });
		expect(await refuseKim(ctx)).toMatchObject({ failure: { code: "SSO_NO_ACCESS" } });
		expect(ctx.store.people.get("kim")?.role).toBe("administrator");
		expect(ctx.store.sso.sessions).toHaveLength(1);
	});
});
