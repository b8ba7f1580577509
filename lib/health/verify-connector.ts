import type { Context } from "#lib/context.ts";
import type { CheckRun, VerifierStatus } from "#lib/db/port.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { type ConnectorFacts, loadConnectorFacts } from "./connector-facts.ts";
import { freshVerifier } from "./fresh-verifier.ts";
import { recordForAll, refusedFacts } from "./record-for-all.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import { isByHarnessAlone, runByHarness } from "./run-by-harness.ts";
import { runFullVerification } from "./run-full-verification.ts";
import { runRoleVerification } from "./run-role-verification.ts";
import { storeHealth } from "./store-health.ts";
import type { Verdict } from "./verdict.ts";

export type VerifyConnector = {
	readonly connectorId: string;
	readonly runId: string;
	/** `role`: only whether the role answers yet. `full`: every check. */
	readonly kind: CheckRun["kind"];
	readonly signal?: AbortSignal;
};

/** Longer than any set of checks with their retries; shorter than the job that runs it. */
const DEADLINE_MS = 150_000;

/**
 * Verifies one stored connector. Takes ids only: role, external ID and account come from the database, so nobody
 * outside can make this server assume a role of their choice.
 */
export async function verifyConnector(
	ctx: Context,
	input: VerifyConnector,
): Promise<Result<readonly CheckResult[]>> {
	const connector = await ctx.db.connectors.find(input.connectorId);
	if (connector === null || connector.status === "offboarded") {
		await ctx.db.checks.finishRun(input.runId, "done", ctx.now());
		return failed({ code: "CONNECTOR_NOT_FOUND" });
	}
	await ctx.db.checks.startRun(input.runId, ctx.now(), connector.version);
	try {
		const outcome = await verify(ctx, connector, input);
		await ctx.db.checks.finishRun(input.runId, "done", ctx.now());
		return outcome;
	} catch (error) {
		await ctx.db.checks.finishRun(input.runId, "crashed", ctx.now());
		throw error;
	}
}

async function verify(
	ctx: Context,
	connector: Connector,
	input: VerifyConnector,
): Promise<Result<readonly CheckResult[]>> {
	const startedAt = ctx.now();
	const deadline = AbortSignal.timeout(DEADLINE_MS);
	const signal = input.signal === undefined ? deadline : AbortSignal.any([input.signal, deadline]);
	const recorder = await createRecorder(ctx, connector.id, input.runId);
	const finish = (isVendorMode: boolean) =>
		storeHealth(ctx, { connector, runId: input.runId, kind: input.kind, isVendorMode, startedAt });
	if (isByHarnessAlone(connector)) {
		await runByHarness(ctx, connector, { recorder, kind: input.kind, signal });
		await finish(false);
		return ok(recorder.results());
	}
	const judged = await judge(ctx, connector, { ...input, recorder, signal });
	if (!judged.ok) return judged;
	await finish(judged.value.isVendorMode);
	return ok(recorder.results());
}

type Judging = Pick<VerifyConnector, "kind"> & { readonly recorder: Recorder; readonly signal: AbortSignal };

async function judge(
	ctx: Context,
	connector: Connector,
	{ kind, recorder, signal }: Judging,
): Promise<Result<{ readonly isVendorMode: boolean }>> {
	// Of a role that only Harness can speak of nobody is judged by our own side.
	const verifier =
		connector.proof === "harness"
			? await ctx.db.verifiers.find(connector.partition)
			: await freshVerifier(ctx, connector.partition, signal);
	const facts = await loadConnectorFacts(ctx, connector, verifier);
	if (!facts.ok && facts.failure.code === "CONNECTOR_INCOMPLETE") return facts;
	const stop = verdictWithoutAsking(connector, verifier, facts);
	if (stop !== null) await recordForAll(connector, recorder, kind, stop, ctx.now());
	else if (facts.ok && kind === "role") await runRoleVerification(ctx, facts.value, recorder, signal);
	else if (facts.ok)
		await runFullVerification({ ctx, facts: facts.value, recorder, signal, asksHarness: true });
	return ok({ isVendorMode: facts.ok && facts.value.isVendorMode });
}

/** One verdict for all checks, where asking AWS would prove nothing or is not allowed. */
function verdictWithoutAsking(
	connector: Connector,
	verifier: VerifierStatus | null,
	facts: Result<ConnectorFacts>,
): Verdict | null {
	if (!facts.ok) return refusedFacts(facts.failure);
	if (connector.proof === "harness") return null;
	const own = verifier?.result;
	if (own === undefined || own.outcome === "failed" || own.outcome === "unknown") {
		const observed = `Not judged: our own side does not work. ${own?.observed ?? ""}`.trim();
		return { outcome: "unknown", code: own?.code ?? "AWS_UNEXPECTED", observed };
	}
	if (own.outcome === "skipped") return { outcome: "skipped", code: own.code, observed: own.observed };
	return null;
}
