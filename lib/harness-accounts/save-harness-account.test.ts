import { expect, test } from "vitest";
import { testContext } from "#lib/testing/test-context.ts";
import { saveHarnessAccount } from "./save-harness-account.ts";

const ACCOUNT = "sAndb0xAcc0untRolebr1g";
const OTHER = "0therAcc0untRolebr1dgE";
const HOST = "https://app.harness.io";
const KEY = `pat.${ACCOUNT}.tokenid.secret`;

async function stored() {
	const ctx = testContext();
	const saved = await saveHarnessAccount(ctx, {
		version: null,
		accountId: ACCOUNT,
		baseUrl: HOST,
		apiKey: KEY,
	});
	if (!saved.ok) throw new Error("the account was not saved");
	return { ctx, account: saved.value };
}

function audits(ctx: ReturnType<typeof testContext>) {
	return ctx.store.audit.map(({ action }) => action);
}

test("an account is saved with its key, and written down without it", async () => {
	const { ctx, account } = await stored();
	expect(account).toMatchObject({ accountId: ACCOUNT, baseUrl: HOST, hasApiKey: true });
	expect(await ctx.db.harnessAccounts.apiKey(account.ref)).toBe(KEY);
	expect(audits(ctx)).toEqual(["harness-account.saved"]);
	expect(JSON.stringify(ctx.store.audit)).not.toContain("secret");
});

test("a stored key never travels to another host or account", async () => {
	const { ctx, account } = await stored();
	const elsewhere = {
		version: account.version,
		accountId: ACCOUNT,
		baseUrl: "https://evil.example",
		apiKey: "",
	};
	expect(await saveHarnessAccount(ctx, elsewhere)).toMatchObject({
		ok: false,
		failure: { code: "INPUT_INVALID", field: "apiKey" },
	});
	const other = { version: account.version, accountId: OTHER, baseUrl: HOST, apiKey: "" };
	expect(await saveHarnessAccount(ctx, other)).toMatchObject({ failure: { field: "apiKey" } });
	expect((await ctx.db.harnessAccounts.first())?.baseUrl).toBe(HOST);
});

test("a key of another account is refused at its field", async () => {
	const { ctx, account } = await stored();
	const apiKey = `pat.${OTHER}.tokenid.secret`;
	const saved = await saveHarnessAccount(ctx, { ...account, apiKey });
	expect(saved).toMatchObject({ ok: false, failure: { code: "INPUT_INVALID", field: "apiKey" } });
});

test("an empty key keeps the stored one, and saving the same again writes nothing", async () => {
	const { ctx, account } = await stored();
	const saved = await saveHarnessAccount(ctx, { ...account, apiKey: "" });
	expect(saved).toEqual({ ok: true, value: account });
	expect(audits(ctx)).toHaveLength(1);
	expect(await ctx.db.harnessAccounts.apiKey(account.ref)).toBe(KEY);
});

test("a form that was filled before somebody else saved changes nothing", async () => {
	const { ctx, account } = await stored();
	const stale = { version: null, accountId: ACCOUNT, baseUrl: HOST, apiKey: KEY };
	expect(await saveHarnessAccount(ctx, stale)).toMatchObject({
		failure: { code: "CONNECTOR_CHANGED_MEANWHILE" },
	});
	expect(await ctx.db.harnessAccounts.first()).toEqual(account);
});

test("the day on which the token expires is kept, stays where nothing is said of it, and can be taken back", async () => {
	const { ctx } = await stored();
	const save = async (more: { readonly apiKeyExpiresOn?: string; readonly apiKey?: string }) => {
		const account = await ctx.db.harnessAccounts.first();
		const input = {
			accountId: ACCOUNT,
			baseUrl: HOST,
			apiKey: "",
			version: account?.version ?? null,
			...more,
		};
		const saved = await saveHarnessAccount(ctx, input);
		return saved.ok ? saved.value.apiKeyExpiresAt : saved.failure;
	};
	expect(await save({ apiKeyExpiresOn: "2027-01-31" })).toEqual(new Date("2027-01-31T00:00:00Z"));
	expect(await save({ apiKey: KEY })).toEqual(new Date("2027-01-31T00:00:00Z"));
	expect(await save({ apiKeyExpiresOn: "" })).toBeNull();
	expect(ctx.store.audit.at(-1)?.details).toMatchObject({ keyChanged: false, keyExpiresOn: "" });
});
