import { expect, test } from "vitest";
import type { ApiKeyCredentials } from "#lib/db/api-keys-port.ts";
import { EVERYWHERE, type Scope } from "#lib/domain/access.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { presentActor } from "./present-actor.ts";

const DATA: Scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };
const BEGUN_BY = { id: "key1", name: "Pipeline" };

async function keyNow(change: {
	readonly key?: Partial<ApiKeyCredentials["key"]>;
	readonly maker?: Partial<ApiKeyCredentials["maker"]>;
}) {
	const ctx = testContext();
	await ctx.db.apiKeys.insert(
		{
			id: "key1",
			name: "Pipeline",
			prefix: "rb_key1",
			hash: "hash",
			role: "operator",
			scope: DATA,
			createdBy: "tester",
			createdAt: new Date(0),
			expiresAt: new Date("2027-01-01T00:00:00Z"),
		},
		10,
	);
	const known = ctx.store.machineKeys.get("key1");
	if (known === undefined) throw new Error("no key");
	ctx.store.machineKeys.set("key1", {
		...known,
		key: { ...known.key, ...change.key },
		maker: { ...known.maker, ...change.maker },
	});
	return presentActor(ctx, BEGUN_BY);
}

test("a key goes on as far as it may go", async () => {
	expect(await keyNow({})).toMatchObject({ kind: "key", id: "key1", role: "operator", scope: DATA });
});

test("a key never does more than whoever made it may do by now", async () => {
	expect(await keyNow({ maker: { role: "viewer" } })).toMatchObject({ role: "viewer" });
	const elsewhere = { ...DATA, tags: [{ key: "team", value: "ops" }] };
	expect(await keyNow({ maker: { scope: elsewhere } })).toBeNull();
	expect(await keyNow({ key: { scope: EVERYWHERE }, maker: { scope: DATA } })).toBeNull();
});

test("a key that is revoked or past its end goes on with nothing", async () => {
	expect(await keyNow({ key: { revokedAt: new Date(0) } })).toBeNull();
	expect(await keyNow({ key: { expiresAt: new Date("2026-11-22T12:00:00Z") } })).toBeNull();
});

test("nobody of that id is nobody", async () => {
	expect(await presentActor(testContext(), BEGUN_BY)).toBeNull();
});
