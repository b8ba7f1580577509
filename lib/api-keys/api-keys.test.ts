import { describe, expect, test } from "vitest";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { TESTER, testContext } from "#lib/testing/test-context.ts";
import { authenticateKey } from "./authenticate-key.ts";
import { createKey } from "./create-key.ts";
import { revokeKey } from "./revoke-key.ts";

const WANTED = { name: "CI", access: { role: "operator", scope: EVERYWHERE }, days: 30 } as const;
const NOWHERE = { address: null, requestId: null };

async function made(ctx = testContext()) {
	const key = await createKey(ctx, WANTED);
	if (!key.ok) throw new Error(key.failure.code);
	return { ctx, ...key.value };
}

describe("creating a key", () => {
	test("tells it once, and keeps its hash and its beginning only", async () => {
		const { ctx, secret } = await made();
		expect(secret).toMatch(/^rb_[a-z2-7]{20}_[\w-]{43}$/);
		expect(JSON.stringify([...ctx.store.machineKeys])).not.toContain(secret.slice(24));
		expect(JSON.stringify(ctx.store.audit)).not.toContain(secret.slice(24));
	});

	test("gives it an end, after a year at most", async () => {
		const ctx = testContext();
		const key = await createKey(ctx, { ...WANTED, days: 9_999 });
		expect(key.ok && key.value.expiresAt).toEqual(new Date(ctx.now().getTime() + 365 * 86_400_000));
	});

	test("is audited with what it may do", async () => {
		const { ctx, id } = await made();
		expect(ctx.store.audit.at(-1)).toMatchObject({ action: "api-key.created", subject: id });
	});

	test("gives nobody more than they have: no greater role, no wider scope", async () => {
		const reviewer = { ...testContext(), actor: { ...TESTER, role: "reviewer" } as const };
		expect(await createKey(reviewer, WANTED)).toMatchObject({
			failure: { code: "NOT_ALLOWED", field: "role" },
		});
		const scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };
		const limited = { ...testContext(), actor: { ...TESTER, scope } };
		expect(await createKey(limited, WANTED)).toMatchObject({
			failure: { code: "NOT_ALLOWED", field: "tags" },
		});
	});

	test("is for people: a key makes no keys", async () => {
		const key = { ...testContext(), actor: { ...TESTER, kind: "key" } as const };
		expect(await createKey(key, WANTED)).toMatchObject({ failure: { code: "NOT_ALLOWED" } });
	});

	test("ends at 200 that are accepted", async () => {
		const ctx = testContext();
		for (let count = 0; count < 200; count += 1) await createKey(ctx, WANTED);
		expect(await createKey(ctx, WANTED)).toMatchObject({ failure: { code: "API_KEY_LIMIT" } });
		await revokeKey(ctx, { id: [...ctx.store.machineKeys.keys()][0] ?? "" });
		expect((await createKey(ctx, WANTED)).ok).toBe(true);
	});
});

describe("a key that comes with a request", () => {
	const presented = (secret: string) => ({ authorization: `Bearer ${secret}`, ...NOWHERE });

	test("speaks for itself, with its own name and role", async () => {
		const { ctx, secret, id } = await made();
		expect(await authenticateKey(ctx, presented(secret))).toMatchObject({
			value: { kind: "key", id, name: "CI", role: "operator" },
		});
	});

	test("may do no more than its maker today", async () => {
		const { ctx, secret, id } = await made();
		const stored = ctx.store.machineKeys.get(id);
		if (stored === undefined) throw new Error("no key");
		ctx.store.machineKeys.set(id, { ...stored, maker: { role: "viewer", scope: EVERYWHERE } });
		expect(await authenticateKey(ctx, presented(secret))).toMatchObject({ value: { role: "viewer" } });
	});

	test("is refused alike when it is wrong, expired, revoked or unknown", async () => {
		const { ctx, secret, id } = await made();
		const refused = { ok: false, failure: { code: "API_KEY_NOT_ACCEPTED" } };
		const other = secret.endsWith("A") ? "B" : "A";
		expect(await authenticateKey(ctx, presented(`${secret.slice(0, -1)}${other}`))).toEqual(refused);
		expect(await authenticateKey(ctx, presented(`rb_${"z".repeat(20)}${secret.slice(23)}`))).toEqual(refused);
		expect(await authenticateKey(ctx, { authorization: null, ...NOWHERE })).toEqual(refused);
		await revokeKey(ctx, { id });
		expect(await authenticateKey(ctx, presented(secret))).toEqual(refused);
		const next = await made();
		next.ctx.advance(31 * 86_400_000);
		expect(await authenticateKey(next.ctx, presented(next.secret))).toEqual(refused);
	});
});

describe("revoking a key", () => {
	test("twice is told once", async () => {
		const { ctx, id } = await made();
		await revokeKey(ctx, { id });
		const count = ctx.store.audit.length;
		expect((await revokeKey(ctx, { id })).ok).toBe(true);
		expect(ctx.store.audit.length).toBe(count);
		expect(await revokeKey(ctx, { id: "nobody" })).toMatchObject({ failure: { code: "API_KEY_NOT_FOUND" } });
	});
});
