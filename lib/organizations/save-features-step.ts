import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import { canonicalJson } from "#lib/domain/canonical-json.ts";
import { DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import { decideRequirements, type RequirementFacts } from "#lib/domain/decide-requirements.ts";
import type { Requirements } from "#lib/domain/features.ts";
import { partitionFacts } from "#lib/domain/partition.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { isRolloutStepDone } from "#lib/domain/rollout/steps.ts";
import {
	DEFAULT_ROLLOUT_LAUNCH,
	type FeatureException,
	type PayerFeatures,
	type Rollout,
	type RolloutFeatures,
	type RolloutLaunch,
} from "#lib/domain/rollout.ts";
import { openRollout, type RolloutTarget, saveRollout } from "./open-rollout.ts";

type Input = RolloutTarget & { readonly features: RolloutFeatures };

/** Step 2. What the template, the partition or an account's part cannot carry is refused, whatever the page allowed. */
export async function saveFeaturesStep(
	ctx: Context,
	{ features, ...target }: Input,
): Promise<Result<Rollout>> {
	const opened = await openRollout(ctx, target);
	if (!opened.ok) return opened;
	const rollout = opened.value;
	if (!isRolloutStepDone("organization", rollout)) return failed({ code: "ROLLOUT_INCOMPLETE" });
	const { source } = await templateInForce(ctx, rollout.partition);
	const facts = { partition: rollout.partition, requiresAutoStopping: false, template: source } as const;
	const decided = decideFeatures(rollout, features, facts);
	if (!decided.ok) return decided;
	if (rollout.launchedAt !== null) return unchanged(rollout, decided.value);
	return saveRollout(ctx, target, {
		edit: {
			features: decided.value,
			// A list needs nothing more than a place for its stacks, and there is a usual one.
			...(rollout.kind === "list" && rollout.launch === null && { launch: await listLaunch(ctx, rollout) }),
		},
		action: "rollout.features.saved",
		step: "features",
	});
}

/** Roles carry what they were launched with: going through the step changes nothing, and may not. */
function unchanged(rollout: Rollout, features: RolloutFeatures): Result<Rollout> {
	if (canonicalJson(features) === canonicalJson(rollout.features)) return ok(rollout);
	const detail = "The roles carry the features with which they were launched.";
	return failed({ code: "ROLLOUT_LAUNCHED", detail });
}

async function listLaunch(ctx: Context, { partition }: Rollout): Promise<RolloutLaunch> {
	const { defaultRegion } = partition === "aws" ? await ctx.db.settings.get() : partitionFacts(partition);
	const { stackName } = DEFAULT_ROLE_OPTIONS;
	return { ...DEFAULT_ROLLOUT_LAUNCH, region: defaultRegion, stackName };
}

type Facts = Omit<RequirementFacts, "hasOwnReport">;

function decideFeatures(
	rollout: Rollout,
	{ member, exceptions, payer }: RolloutFeatures,
	facts: Facts,
): Result<RolloutFeatures> {
	const decidedMember = decide(member, { ...facts, hasOwnReport: false }, "member");
	if (!decidedMember.ok) return decidedMember;
	const decidedExceptions: FeatureException[] = [];
	for (const [index, { match, requirements }] of exceptions.entries()) {
		const name = `exceptions.${index}.requirements`;
		const decided = decide(requirements, { ...facts, hasOwnReport: false }, name);
		if (!decided.ok) return decided;
		decidedExceptions.push({ match, requirements: decided.value });
	}
	const decidedPayer = decidePayer(rollout, payer, facts);
	if (!decidedPayer.ok) return decidedPayer;
	return ok({ member: decidedMember.value, exceptions: decidedExceptions, payer: decidedPayer.value });
}

function decidePayer(
	{ kind, partition }: Rollout,
	payer: PayerFeatures | null,
	facts: Facts,
): Result<PayerFeatures | null> {
	if (payer === null) return ok(null);
	if (kind === "list") {
		const detail = "A list has no management account: give its features as an exception.";
		return failed({ code: "INPUT_INVALID", field: "payer.isWanted", detail });
	}
	// Harness reads no cost reports of AWS GovCloud accounts.
	const costReport = partition === "aws-us-gov" ? null : payer.costReport;
	const hasOwnReport = costReport !== null;
	const decided = decide(payer.requirements, { ...facts, hasOwnReport }, "payer.requirements");
	return decided.ok ? ok({ requirements: decided.value, costReport }) : decided;
}

function decide(wanted: Requirements, facts: RequirementFacts, name: string): Result<Requirements> {
	const decision = decideRequirements(wanted, facts);
	if (decision.ok) return decision;
	const { field, detail } = decision.failure;
	return failed({ code: "INPUT_INVALID", field: `${name}.${field}`, detail });
}
