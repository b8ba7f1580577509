import { describe, expect, it } from "vitest";
import type { AccountId } from "#lib/domain/account-id.ts";
import { DEFAULT_NAMING } from "#lib/domain/rollout.ts";
import { accountIdOf, launchedRollout, rolloutExternalId } from "#lib/testing/rollout-world.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { createRollout } from "./create-rollout.ts";
import { deleteRollout } from "./delete-rollout.ts";
import { saveOrganizationStep } from "./save-organization-step.ts";

// launchedRollout's own.
const ACME = accountIdOf("700000000000");
const OTHER = accountIdOf("111122223333");
const BASE = rolloutExternalId(1);

/** An organization that was rolled out before, and a new rollout. */
async function world(hasEnded = true) {
	const ctx = testContext();
	const before = await launchedRollout(ctx.db, { id: "before", at: ctx.now() });
	const ended = { status: "ended", endedAt: ctx.now() } as const;
	if (hasEnded) await ctx.db.rollouts.save("before", before.version, ended);
	return { ctx, id: await made(ctx) };
}

async function made(ctx: TestContext): Promise<string> {
	const result = await createRollout(ctx, { kind: "organization" });
	if (!result.ok) throw new Error(result.failure.code);
	return result.value.id;
}

const idOf = async (ctx: TestContext, id: string) => (await ctx.db.rollouts.find(id))?.verifierExternalId;
const versionOf = async (ctx: TestContext, id: string) => (await ctx.db.rollouts.find(id))?.version ?? 0;

async function name(ctx: TestContext, rolloutId: string, managementAccountId: AccountId) {
	const result = await saveOrganizationStep(ctx, {
		...{ rolloutId, version: await versionOf(ctx, rolloutId) },
		organization: {
			...{ kind: "organization", name: "Acme", naming: DEFAULT_NAMING, isGovCloud: false },
			managementAccountId,
		},
	});
	if (!result.ok) throw new Error(result.failure.code);
	return result.value.verifierExternalId;
}

describe("a new rollout over an organization whose rollout has ended", () => {
	it("goes on with its external ID, so that updating the stack set changes no trust policy", async () => {
		const { ctx, id } = await world();
		const unused = await idOf(ctx, id);
		expect(await name(ctx, id, ACME)).toBe(BASE);
		expect(await idOf(ctx, "before")).toBe(unused);
		expect(ctx.store.audit).toContainEqual(
			expect.objectContaining({
				...{ action: "rollout.external-id-inherited", subject: id, details: { from: "before" } },
			}),
		);
		// Another save of the same step is not another inheritance.
		expect(await name(ctx, id, ACME)).toBe(BASE);
	});

	it("gives it back when it is about another organization after all, and has it again on its return", async () => {
		const { ctx, id } = await world();
		const unused = await idOf(ctx, id);
		await name(ctx, id, ACME);
		expect(await name(ctx, id, OTHER)).toBe(unused);
		expect(await idOf(ctx, "before")).toBe(BASE);
		expect(await name(ctx, id, ACME)).toBe(BASE);
	});

	it("gives it back when it is deleted, so that the next one has it", async () => {
		const { ctx, id } = await world();
		await name(ctx, id, ACME);
		const target = { rolloutId: id, version: await versionOf(ctx, id) };
		expect(await deleteRollout(ctx, target)).toMatchObject({ ok: true });
		expect(await idOf(ctx, "before")).toBe(BASE);
		expect(await name(ctx, await made(ctx), ACME)).toBe(BASE);
	});
});

it("keeps its own while the other rollout goes on, and where nothing was rolled out", async () => {
	const { ctx, id } = await world(false);
	const own = await idOf(ctx, id);
	expect(await name(ctx, id, ACME)).toBe(own);
	expect(await name(ctx, id, OTHER)).toBe(own);
});
