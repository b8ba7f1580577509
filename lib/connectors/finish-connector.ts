import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { hasHarnessSide } from "#lib/domain/destination.ts";
import { ceAwsConnectorBody, registrationFacts } from "#lib/domain/harness-connector.ts";
import { decideHealth, mayRegister } from "#lib/domain/health.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import type { HarnessConnectorRecord, HarnessConnectorStatus, HarnessTarget } from "#lib/harness/port.ts";
import { isVendorModeFor } from "#lib/health/connector-facts.ts";
import { requestCheck } from "#lib/health/request-check.ts";
import { createInHarness, isOfSameAccount } from "./create-in-harness.ts";
import { harnessSide } from "./harness-side.ts";
import { harnessTarget } from "./harness-target.ts";
import { saveRegistered } from "./save-registered.ts";
import { openForEdit, type StepTarget } from "./save-step.ts";

type Input = StepTarget & {
	readonly accept: Accept;
};
/**
 * "Finish anyway": the person has read what is not proven, and says so. `harness-proof`: from now on Harness's
 * word is the evidence. Nothing lets a quarantined role through.
 */
export type Accept = "nothing" | "failing-checks" | "harness-proof";
export type Finished = { readonly connector: Connector; readonly harnessTest: HarnessConnectorStatus | null };

/**
 * Registers the connector in Harness, or brings an existing one up to date, and runs Harness's own test.
 * Finishing twice changes nothing more. What decides is the stored evidence, not the page.
 */
export async function finishConnector(ctx: Context, { accept, ...target }: Input): Promise<Result<Finished>> {
	const opened = await openForEdit(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	const allowed = await decideFinish(ctx, connector, accept);
	if (!allowed.ok) return allowed;
	if (!hasHarnessSide(connector)) return finishByHand(ctx, connector, allowed.value);
	const body = await connectorBody(ctx, connector);
	if (!body.ok) return body;
	const harness = await harnessTarget(ctx, connector.harnessAccountRef);
	if (!harness.ok) return harness;
	const record = await createOrUpdate(ctx, harness.value, body.value, connector);
	if (!record.ok) return record;
	const { isProven, proof } = allowed.value;
	const change = proof === connector.proof ? {} : { proof };
	const saved = await saveRegistered(ctx, { connector, record: record.value, isProven, change });
	if (!saved.ok) return saved;
	const tested = await ctx.harness.testConnector(harness.value, { identifier: body.value.identifier });
	await requestCheck(ctx, { connectorId: connector.id, isChanged: true });
	return ok({ connector: saved.value, harnessTest: tested.ok ? tested.value : null });
}

/** A person entered it at the vendor: here it is registered as such, and nobody is called. */
async function finishByHand(ctx: Context, connector: Connector, allowed: Allowed): Promise<Result<Finished>> {
	const record = { lastModifiedAt: connector.harnessLastModifiedAt };
	const saved = await saveRegistered(ctx, { connector, record, isProven: allowed.isProven });
	if (!saved.ok) return saved;
	await requestCheck(ctx, { connectorId: connector.id, isChanged: true });
	return ok({ connector: saved.value, harnessTest: null });
}

type Allowed = { readonly isProven: boolean; readonly proof: Connector["proof"] };

/** Whether the stored evidence, and what a person accepted beside it, let the connector be registered. */
export async function decideFinish(
	ctx: Context,
	connector: Connector,
	accept: Accept,
): Promise<Result<Allowed>> {
	const [results, settings] = await Promise.all([ctx.db.checks.latest(connector.id), ctx.db.settings.get()]);
	const now = ctx.now();
	const isVendorMode = isVendorModeFor(connector, settings);
	// Only Harness's word could stand for a proof, and of another vendor's role it says nothing.
	if (accept === "harness-proof" && !hasHarnessSide(connector))
		return failed({ code: "CONNECTOR_NOT_PROVEN" });
	const { proof, status } = connector;
	const health = decideHealth({
		results,
		proof,
		status,
		paused: false,
		requiresBilling: false,
		now,
		isVendorMode,
	});
	if (health.state === "quarantined") return failed({ code: "CONNECTOR_QUARANTINED" });
	const acceptedHarnessProof = accept === "harness-proof";
	const isClear = results.every(({ outcome }) => outcome !== "failed");
	if (
		mayRegister({ results, proof, acceptedHarnessProof, now, isVendorMode }) &&
		(isClear || accept !== "nothing")
	) {
		return ok({ isProven: proof === "direct" && isClear, proof });
	}
	if (accept === "nothing") return failed({ code: "CONNECTOR_NOT_PROVEN" });
	return ok({ isProven: false, proof: acceptedHarnessProof ? "harness" : proof });
}

async function connectorBody(ctx: Context, connector: Connector) {
	const side = harnessSide(
		await ctx.db.harnessAccounts.find(connector.harnessAccountRef),
		connector.partition,
	);
	if (!side.ok) return side;
	const roleArn = derivedRoleArn(connector);
	const facts =
		roleArn && registrationFacts(connector, { roleArn, harnessExternalId: side.value.externalId });
	return facts === null ? failed({ code: "CONNECTOR_INCOMPLETE" as const }) : ok(ceAwsConnectorBody(facts));
}

async function createOrUpdate(
	ctx: Context,
	target: HarnessTarget,
	body: ReturnType<typeof ceAwsConnectorBody>,
	connector: Connector,
): Promise<Result<HarnessConnectorRecord>> {
	const existing = await ctx.harness.getConnector(target, { identifier: body.identifier });
	if (!existing.ok) {
		if (existing.failure.code !== "HARNESS_CONNECTOR_NOT_FOUND") return existing;
		return createInHarness(ctx, target, body);
	}
	if (!isOfSameAccount(existing.value.connector, body)) {
		return failed({ code: "CONNECTOR_IDENTIFIER_TAKEN", field: "identifier" });
	}
	return ctx.harness.updateConnector(target, {
		connector: body,
		knownLastModifiedAt: connector.harnessLastModifiedAt,
	});
}
