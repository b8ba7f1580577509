import { expect, test } from "vitest";
import { lifecycleContext, registered, registeredUnproven } from "#lib/connectors/lifecycle.test-support.ts";
import { readOffboardProgress } from "./offboard-view.ts";

test("a role that let us in can be asked for its refusal, one that never did cannot", async () => {
	const ctx = await lifecycleContext();
	const proven = await registered(ctx);
	expect(await readOffboardProgress(ctx, proven)).toMatchObject({ canProve: true, earlierRoleArn: null });
	const other = await registeredUnproven(ctx, "Other", "210987654321");
	expect(await readOffboardProgress(ctx, other)).toMatchObject({ canProve: false, earlierRoleArn: null });
});

test("after another role was entered, the one that had let us in is told", async () => {
	const ctx = await lifecycleContext();
	const { id, version, role } = await registered(ctx);
	const changed = await ctx.db.connectors.save(id, version, { role: { ...role, roleName: "Second" } });
	if (changed === null || typeof changed === "string") throw new Error("not saved");
	expect(await readOffboardProgress(ctx, changed)).toMatchObject({
		canProve: false,
		earlierRoleArn: "arn:aws:iam::123456789012:role/HarnessCERole",
	});
});

test("a record in Harness of which nothing shows whose it is, is told as left alone", async () => {
	const ctx = await lifecycleContext();
	const { id, version } = await registered(ctx);
	const action = "connector.harness-left-unknown";
	await ctx.db.audit.append({ actor: ctx.actor, action, subject: id, at: ctx.now(), details: {} });
	const offboarding = {
		...{ startedAt: ctx.now(), harnessRemovedAt: ctx.now(), accessRefusedAt: null },
		...{ askedAt: null, answer: null },
	};
	const changed = await ctx.db.connectors.save(id, version, { offboarding });
	if (changed === null || typeof changed === "string") throw new Error("not saved");
	expect((await readOffboardProgress(ctx, changed)).harnessOutcome).toBe("unknown");
});
