import { expect, test } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import type { LaunchWay, RolloutLaunch } from "#lib/domain/rollout.ts";
import { launchedRollout } from "#lib/testing/rollout-world.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { waveSteps } from "./wave-steps.ts";

const WAVES = [["ou-ab12-11111111"], ["ou-ab12-22222222", "ou-ab12-33333333"], ["r-ab12"]];

async function stepsOf(way: LaunchWay, launch: Partial<RolloutLaunch> = {}) {
	const ctx = testContext();
	return waveSteps(ctx, await launchedRollout(ctx.db, { launch: { way, waves: WAVES, ...launch } }));
}

test("one stack is updated: its units are those of every begun wave and the next, every other value stays", async () => {
	const steps = await stepsOf("stack");
	if (steps?.how.kind !== "stack") throw new Error("another way");
	expect(steps.how.units).toEqual(["ou-ab12-11111111", "ou-ab12-22222222", "ou-ab12-33333333"]);
	expect(steps.how.url).toContain("#/stacks?filteringText=harness-ccm-organization&");
	expect(steps.how.command).toContain("aws cloudformation update-stack ");
	expect(steps.how.command).toContain('"ParameterKey":"RoleTemplateUrl","UsePreviousValue":true');
	expect(steps.how.command).toContain("ou-ab12-11111111,ou-ab12-22222222,ou-ab12-33333333");
});

test("a stack set that was made by itself gets stacks for the next wave's units, and no others", async () => {
	for (const way of ["console", "cli", "existing"] as const) {
		const steps = await stepsOf(way);
		if (steps?.how.kind !== "stack-set") throw new Error("another way");
		const [command = "", ...more] = steps.how.commands;
		expect(more).toEqual([]);
		expect(command).toContain("create-stack-instances");
		expect(command).toContain('["ou-ab12-22222222","ou-ab12-33333333"]');
		const values = steps.how.guide.flatMap((step) => step.values.map(({ value }) => value));
		expect(values).toEqual(
			expect.arrayContaining([
				"harness-ce-iam-stackset",
				"ou-ab12-22222222",
				"ou-ab12-33333333",
				"us-east-1",
			]),
		);
	}
});

test("files are made anew", async () => {
	expect((await stepsOf("terraform"))?.how).toEqual({ kind: "files" });
});

test("the account is the one that administers the stack set", async () => {
	expect((await stepsOf("stack"))?.administrator).toEqual({
		accountId: expect.stringMatching(/^\d{12}$/),
		isDelegated: false,
	});
	const delegate = parseAccountId("123456789012");
	if (!delegate.ok) throw new Error("fixture");
	const steps = await stepsOf("cli", { delegatedAdministratorId: delegate.value });
	expect(steps?.administrator).toEqual({ accountId: "123456789012", isDelegated: true });
	expect(steps?.how).toMatchObject({ commands: [expect.stringContaining("--call-as DELEGATED_ADMIN")] });
});

test("after the last wave there is none", async () => {
	expect(await stepsOf("stack", { wavesBegun: 3 })).toBeNull();
});
