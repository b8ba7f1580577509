import { expect, it } from "vitest";
import { markLaunched } from "#lib/connectors/mark-launched.ts";
import { saveCostReport } from "#lib/connectors/save-cost-report.ts";
import { saveOverview } from "#lib/connectors/save-overview.ts";
import { saveRequirements } from "#lib/connectors/save-requirements.ts";
import { pasteRoleArn, saveRoleOptions } from "#lib/connectors/save-role.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import { DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { TEMPLATE_PARAMETERS } from "#lib/domain/template-parameters.ts";
import { possibleKinds } from "#lib/launch-links/possible-kinds.ts";
import { requestFeatures } from "#lib/lifecycle/request-features.ts";
import { rotationStack } from "#lib/lifecycle/rotation/rotation-stack.ts";
import { startRotation } from "#lib/lifecycle/rotation/start-rotation.ts";
import { stackChange } from "#lib/lifecycle/stack-change.ts";
import { trustResult } from "#lib/testing/rolled-out.ts";
import {
	accountId,
	enrolledConnector,
	launchedRollout,
	seenAccount,
	VISIBILITY,
} from "#lib/testing/rollout-world.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";

/** A connector that a rollout brought, as it is before and after its registration. */
async function world(status: "draft" | "registered", kind: Rollout["kind"] = "organization") {
	const ctx = testContext({ harness: { listConnectors: async () => ({ ok: true, value: [] }) } });
	const rollout = await launchedRollout(ctx.db, { at: ctx.now(), kind });
	await ctx.db.rollouts.seeAccounts(rollout.id, [seenAccount(1)], { at: ctx.now(), isComplete: true });
	const enrolled = enrolledConnector(rollout, 1, ctx.now());
	await ctx.db.rollouts.enrol(rollout.id, [enrolled]);
	const { id } = enrolled.connector;
	const change = status === "registered" ? { status, registeredAt: ctx.now() } : {};
	const saved = await ctx.db.connectors.save(id, (await ctx.db.connectors.find(id))?.version ?? 0, change);
	if (saved === null || typeof saved === "string" || saved.overview === null) throw new Error("not saved");
	const target = { connectorId: id, version: saved.version };
	return { ctx, rollout, target, connector: saved, overview: saved.overview };
}
const refused = { ok: false, failure: { code: "CONNECTOR_OF_STACK_SET" } };
const OPTIMIZATION = { ...VISIBILITY, features: ["OPTIMIZATION"] as const };

it("refuses for a stack set's role whatever would change one account's stack, and lets its name be changed", async () => {
	const { ctx, target, connector, overview } = await world("draft");
	const arn = parseRoleArn(`arn:aws:iam::${accountId(1)}:role/Other`);
	if (!arn.ok) throw new Error("not an ARN");
	const report = { kind: "own", reportName: "costs", bucketName: "acme", reportType: "CUR2.0" } as const;
	expect(await markLaunched(ctx, target)).toMatchObject(refused);
	expect(await saveRequirements(ctx, { ...target, requirements: OPTIMIZATION })).toMatchObject(refused);
	expect(await saveRoleOptions(ctx, { ...target, role: DEFAULT_ROLE_OPTIONS })).toMatchObject(refused);
	expect(await pasteRoleArn(ctx, { ...target, roleArn: arn.value.arn })).toMatchObject(refused);
	expect(await saveCostReport(ctx, { ...target, costReport: report })).toMatchObject(refused);
	const moved = { ...overview, awsAccountId: accountId(2) };
	expect(await saveOverview(ctx, { ...target, overview: moved })).toMatchObject(refused);
	expect(await possibleKinds(ctx, connector)).toEqual([]);
	const renamed = await saveOverview(ctx, { ...target, overview: { ...overview, name: "Shop" } });
	expect(renamed).toMatchObject({ ok: true, value: { overview: { name: "Shop" } } });
});

it("refuses other features and another external ID for a stack set's role, until the rollout has ended", async () => {
	const { ctx, rollout, target } = await world("registered");
	expect(await requestFeatures(ctx, { ...target, requirements: OPTIMIZATION })).toMatchObject(refused);
	expect(await startRotation(ctx, target)).toMatchObject(refused);
	await ctx.db.rollouts.save(rollout.id, rollout.version, { status: "ended", endedAt: ctx.now() });
	expect(await startRotation(ctx, target)).toMatchObject({ ok: true });
});

/** What a command of ours says of the stack's parameters. */
function parametersIn(command: string): Readonly<Record<string, string | true>> {
	const given: readonly { ParameterKey: string; ParameterValue?: string; UsePreviousValue?: true }[] =
		JSON.parse(/--parameters '(.*)'/s.exec(command)?.[1] ?? "[]");
	return Object.fromEntries(
		given.map(({ ParameterKey, ParameterValue, UsePreviousValue }) => [
			ParameterKey,
			ParameterValue ?? UsePreviousValue ?? "",
		]),
	);
}

async function knownVerifier({ db, now }: TestContext) {
	const result = { ...trustResult("role-assumable", "passed", now()), checkId: "verifier-self" } as const;
	const principalArn = "arn:aws:iam::999988887777:role/rolebridge";
	await db.verifiers.save({ partition: "aws", accountId: "999988887777", principalArn, result });
}

it("keeps every parameter of a rollout's stack, and gives a rotated external ID whole", async () => {
	for (const end of ["list", "ended"] as const) {
		const { ctx, rollout, target } = await world("registered", end === "list" ? "list" : "organization");
		await knownVerifier(ctx);
		if (end === "ended")
			await ctx.db.rollouts.save(rollout.id, rollout.version, { status: "ended", endedAt: ctx.now() });
		const started = await startRotation(ctx, target);
		if (!started.ok) throw new Error(started.failure.code);
		const base = `${rollout.verifierExternalId}-${accountId(1)}`;
		const pending = started.value.rotation?.externalId;
		expect(pending).toMatch(/^rb-/);
		const rotation = await rotationStack(ctx, started.value);
		if (!rotation.ok) throw new Error(rotation.failure.code);
		const kept = Object.fromEntries(TEMPLATE_PARAMETERS.map((name) => [name, true]));
		expect(parametersIn(rotation.value.cliCommand)).toEqual({
			...kept,
			VerifierExternalId: base,
			PendingVerifierExternalId: pending,
			ExternalIdPerAccount: "false",
		});
		const wanted = { from: VISIBILITY, to: OPTIMIZATION, template: "keep", purpose: "features" } as const;
		const features = await stackChange(ctx, started.value, wanted);
		if (!features.ok) throw new Error(features.failure.code);
		expect(parametersIn(features.value.changeSet.create)).toEqual({
			...kept,
			OptimizationEnabled: "true",
			EventsEnabled: "false",
		});
	}
});

it("says how no stack set's role is to be changed by itself while its rollout goes on", async () => {
	const { ctx, connector } = await world("registered");
	await knownVerifier(ctx);
	const wanted = { from: VISIBILITY, to: VISIBILITY, template: "newest", purpose: "upgrade" } as const;
	expect(await stackChange(ctx, connector, wanted)).toMatchObject(refused);
});
