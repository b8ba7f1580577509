import { describe, expect, test } from "vitest";
import type { Oidc, OidcProvider } from "#lib/auth/oidc-port.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { SignInInput } from "#lib/schemas/sign-in-settings-schemas.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { mayUsePassword } from "./may-use-password.ts";
import { saveProvider } from "./save-provider.ts";
import { setSsoOnly } from "./set-sso-only.ts";

const INPUT: SignInInput = {
	isEnabled: true,
	issuer: "https://login.example.com",
	clientId: "rolebridge",
	clientSecret: "first-secret",
	isPublicClient: false,
	scopes: "openid profile email",
	groupsClaim: "groups",
	buttonLabel: "Contoso",
	defaultRole: "none",
	mappings: [{ group: "ops", role: "operator", tags: "" }],
};
const PASSED = {
	at: 1,
	failure: null,
	detail: null,
	name: "Kim",
	email: "kim@example.com",
	groups: ["ops"],
	role: "operator",
} as const;

function context(check: Oidc["check"] = async ({ issuer }) => ok({ issuer })) {
	const asked: OidcProvider[] = [];
	const ctx = testContext({
		oidc: {
			check: (provider) => {
				asked.push(provider);
				return check(provider);
			},
		},
	});
	const save = (part: Partial<SignInInput> = {}) =>
		saveProvider(ctx, { version: ctx.store.sso.settings.version, signIn: { ...INPUT, ...part } });
	return { ctx, asked, save };
}

describe("saving the provider", () => {
	test("asks it about itself, and keeps its issuer as it writes it", async () => {
		const { ctx, save } = context(async () => ok({ issuer: "https://login.example.com/" }));
		expect(await save()).toEqual({ ok: true, value: true });
		expect(ctx.store.sso.settings).toMatchObject({
			issuer: "https://login.example.com/",
			hasClientSecret: true,
			mappings: [{ group: "ops", role: "operator", scope: EVERYWHERE }],
		});
	});

	test("keeps nothing of one that cannot be used, and says so at the issuer", async () => {
		const { ctx, save } = context(async () => failed({ code: "SSO_PROVIDER_UNFIT", detail: "No keys." }));
		expect(await save()).toEqual({
			ok: false,
			failure: { code: "SSO_PROVIDER_UNFIT", detail: "No keys.", field: "issuer" },
		});
		expect(ctx.store.sso.settings.issuer).toBe("");
	});

	test("writes no secret into the audit log", async () => {
		const { ctx, save } = context();
		await save();
		expect(JSON.stringify(ctx.store.audit)).toContain("sign-in.provider-saved");
		expect(JSON.stringify([ctx.store.audit, ctx.logged])).not.toContain("first-secret");
	});

	test("sends a stored secret to no other provider", async () => {
		const { ctx, save } = context();
		await save();
		const moved = { issuer: "https://evil.example.com", clientSecret: "" };
		expect(await save(moved)).toMatchObject({ failure: { field: "clientSecret" } });
		expect(ctx.store.sso.settings.issuer).toBe(INPUT.issuer);
	});

	test("signs out whoever came in by a provider that is no longer it", async () => {
		const { ctx, save } = context();
		await save();
		ctx.store.sso.sessions.push(
			{ personId: "kim", providerSessionId: "s" },
			{ personId: "a", providerSessionId: null },
		);
		await save({ issuer: "https://other.example.com" });
		expect(ctx.store.sso.sessions).toEqual([{ personId: "a", providerSessionId: null }]);
	});

	test("a test stays good while only names and groups change, and no longer", async () => {
		const { ctx, save, asked } = context();
		await save();
		ctx.store.sso.settings = { ...ctx.store.sso.settings, lastTest: PASSED };
		await save({ clientSecret: "", buttonLabel: "Other", mappings: [] });
		expect(ctx.store.sso.settings.lastTest).toEqual(PASSED);
		expect(asked).toHaveLength(1);
		await save({ clientSecret: "", groupsClaim: "roles" });
		expect(ctx.store.sso.settings.lastTest).toBeNull();
	});

	test("nobody overwrites what somebody else saved meanwhile", async () => {
		const { ctx } = context();
		expect(await saveProvider(ctx, { version: 7, signIn: INPUT })).toMatchObject({
			failure: { code: "CONNECTOR_CHANGED_MEANWHILE" },
		});
	});

	test("the only way in is neither changed nor taken away", async () => {
		const { ctx, save } = context();
		await save();
		ctx.store.sso.settings = { ...ctx.store.sso.settings, isSsoOnly: true };
		for (const part of [{ isEnabled: false }, { clientId: "other" }, { clientSecret: "x" }])
			expect(await save({ clientSecret: "", ...part })).toMatchObject({ failure: { code: "INPUT_INVALID" } });
		expect(await save({ clientSecret: "", mappings: [] })).toMatchObject({ ok: true });
	});
});

describe("the only way in", () => {
	async function ready() {
		const { ctx, save } = context();
		await save();
		ctx.store.sso.settings = { ...ctx.store.sso.settings, lastTest: PASSED };
		for (const id of ["root", "other"]) {
			ctx.store.people.set(id, {
				...{ id, name: id, email: `${id}@example.com`, role: "administrator", scope: EVERYWHERE },
				hasSecondFactor: id === "root",
				signsInBy: ["password"],
				createdAt: ctx.now(),
			});
		}
		const set = (isSsoOnly: boolean, breakGlassPersonId: string | null) =>
			setSsoOnly(ctx, { version: ctx.store.sso.settings.version, isSsoOnly, breakGlassPersonId });
		return { ctx, set };
	}

	test("signs out everybody who came by a password, but for the break-glass account", async () => {
		const { ctx, set } = await ready();
		const [root, other, kim] = [
			{ personId: "root", providerSessionId: null },
			{ personId: "other", providerSessionId: null },
			{ personId: "kim", providerSessionId: "" },
		];
		ctx.store.sso.sessions.push(root, other, kim);
		expect(await set(true, "root")).toEqual({ ok: true, value: true });
		expect(ctx.store.sso.sessions).toEqual([root, kim]);
		expect(await mayUsePassword(ctx, "root@example.com")).toBe(true);
		expect(await mayUsePassword(ctx, "other@example.com")).toBe(false);
		expect(await mayUsePassword(ctx, "nobody@example.com")).toBe(false);
	});

	test.each([
		["without an account for emergencies", null, PASSED],
		["with one that has no second factor", "other", PASSED],
		["with somebody who is not there", "nobody", PASSED],
		["before a test sign-in", "root", null],
		["after a test that failed", "root", { ...PASSED, failure: "SSO_NO_ACCESS" as const }],
	])("is not switched on %s", async (_, personId, lastTest) => {
		const { ctx, set } = await ready();
		ctx.store.sso.settings = { ...ctx.store.sso.settings, lastTest };
		expect(await set(true, personId)).toMatchObject({ failure: { code: "SSO_ONLY_NOT_READY" } });
		expect(ctx.store.sso.settings.isSsoOnly).toBe(false);
	});

	test("can always be switched off, which lets go of the account", async () => {
		const { ctx, set } = await ready();
		await set(true, "root");
		expect(await set(false, null)).toMatchObject({ ok: true });
		expect(ctx.store.sso.settings).toMatchObject({ isSsoOnly: false, breakGlassPersonId: null });
		expect(await mayUsePassword(ctx, "other@example.com")).toBe(true);
	});
});
