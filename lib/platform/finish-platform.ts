import { type Accept, decideFinish, type Finished } from "#lib/connectors/finish-connector.ts";
import { harnessTarget } from "#lib/connectors/harness-target.ts";
import { saveRegistered } from "#lib/connectors/save-registered.ts";
import type { StepTarget } from "#lib/connectors/save-step.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import {
	type AwsConnector,
	awsConnectorBody,
	awsConnectorDifferences,
	awsConnectorFacts,
	scopeOfFields,
} from "#lib/domain/platform/aws-connector-body.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { HarnessConnectorRecord, HarnessTarget } from "#lib/harness/port.ts";
import { requestCheck } from "#lib/health/request-check.ts";
import { openPlatform } from "./open-platform.ts";

type Input = StepTarget & { readonly accept: Accept };
type Found = Promise<Result<HarnessConnectorRecord<AwsConnector>>>;

/**
 * Registers the platform connector in Harness, or brings its record there up to date, and runs Harness's own test.
 * Finishing twice changes nothing more. Unless our own calls have proven the role, the person accepts Harness's word.
 */
export async function finishPlatform(ctx: Context, { accept, ...target }: Input): Promise<Result<Finished>> {
	const opened = await openPlatform(ctx, target);
	if (!opened.ok) return opened;
	const { connector } = opened.value;
	const allowed = await decideFinish(ctx, connector, accept);
	if (!allowed.ok) return allowed;
	const facts = awsConnectorFacts(connector);
	if (facts === null) return failed({ code: "CONNECTOR_INCOMPLETE" });
	const harness = await harnessTarget(ctx, connector.harnessAccountRef);
	if (!harness.ok) return harness;
	const record = await createOrUpdate(ctx, harness.value, connector, awsConnectorBody(facts));
	if (!record.ok) return record;
	const { isProven, proof } = allowed.value;
	const change = proof === connector.proof ? {} : { proof };
	const saved = await saveRegistered(ctx, { connector, record: record.value, isProven, change });
	if (!saved.ok) return saved;
	const { identifier } = facts.overview;
	const tested = await ctx.harness.testConnector(harness.value, { identifier, scope: facts.scope });
	await requestCheck(ctx, { connectorId: connector.id, isChanged: true });
	return ok({ connector: saved.value, harnessTest: tested.ok ? tested.value : null });
}

async function createOrUpdate(
	ctx: Context,
	target: HarnessTarget,
	connector: Connector,
	body: AwsConnector,
): Found {
	if (connector.status !== "registered") return create(ctx, target, body);
	const knownLastModifiedAt = connector.harnessLastModifiedAt;
	const updated = await ctx.harness.updateAwsConnector(target, { connector: body, knownLastModifiedAt });
	const isGone = !updated.ok && updated.failure.code === "HARNESS_CONNECTOR_NOT_FOUND";
	return isGone ? create(ctx, target, body) : updated;
}

/** What an earlier try had made before its answer got lost is ours; what is there otherwise is not touched. */
async function create(ctx: Context, target: HarnessTarget, body: AwsConnector): Found {
	const created = await ctx.harness.createAwsConnector(target, { connector: body });
	if (created.ok || created.failure.code !== "HARNESS_CONNECTOR_EXISTS") return created;
	const { identifier } = body;
	const there = await ctx.harness.getAwsConnector(target, { identifier, scope: scopeOfFields(body) });
	if (!there.ok && there.failure.code !== "HARNESS_CONNECTOR_EXISTS") return there;
	if (there.ok && awsConnectorDifferences(there.value.connector, body).length === 0) return there;
	return failed({ ...created.failure, field: "identifier" });
}
