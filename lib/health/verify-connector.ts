import type { Context } from "#lib/context.ts";
import type { CheckRun, VerifierStatus } from "#lib/db/port.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { applicableChecks } from "./applicable-checks.ts";
import { type ConnectorFacts, loadConnectorFacts } from "./connector-facts.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import { runFullVerification } from "./run-full-verification.ts";
import { runRoleVerification } from "./run-role-verification.ts";
import { storeHealth } from "./store-health.ts";
import { checkResult, type Verdict } from "./verdict.ts";
import { verifyOurselves } from "./verify-ourselves.ts";

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
	const deadline = AbortSignal.timeout(DEADLINE_MS);
	const signal = input.signal === undefined ? deadline : AbortSignal.any([input.signal, deadline]);
	const recorder = await createRecorder(ctx, connector.id, input.runId);
	const verifier = await freshVerifier(ctx, connector, signal);
	const facts = await loadConnectorFacts(ctx, connector, verifier);
	if (!facts.ok && facts.failure.code === "CONNECTOR_INCOMPLETE") return facts;
	const stop = verdictWithoutAsking(connector, verifier, facts);
	if (stop !== null) await recordForAll(ctx, connector, recorder, input.kind, stop);
	else if (facts.ok && input.kind === "role") await runRoleVerification(ctx, facts.value, recorder, signal);
	else if (facts.ok) await runFullVerification(ctx, facts.value, recorder, signal);
	const isVendorMode = facts.ok && facts.value.isVendorMode;
	await storeHealth(ctx, connector, recorder.results(), isVendorMode);
	return ok(recorder.results());
}

const VERIFIER_FRESH_MS = 60_000;

/** Our own side first; a status older than a minute is refreshed before anybody is judged by it. */
async function freshVerifier(
	ctx: Context,
	{ partition, proof }: Connector,
	signal: AbortSignal,
): Promise<VerifierStatus | null> {
	const known = await ctx.db.verifiers.find(partition);
	if (proof === "harness") return known;
	const ageMs =
		known === null ? Number.POSITIVE_INFINITY : ctx.now().getTime() - known.result.checkedAt.getTime();
	if (ageMs >= 0 && ageMs <= VERIFIER_FRESH_MS) return known;
	const [fresh] = await verifyOurselves(ctx, { partition, signal });
	return fresh ?? null;
}

/** One verdict for all checks, where asking AWS would prove nothing or is not allowed. */
function verdictWithoutAsking(
	connector: Connector,
	verifier: VerifierStatus | null,
	facts: Result<ConnectorFacts>,
): Verdict | null {
	if (!facts.ok) return refusedFacts(facts.failure.code, facts.failure.detail);
	if (connector.proof === "harness") return null;
	const own = verifier?.result;
	if (own === undefined || own.outcome === "failed" || own.outcome === "unknown") {
		const observed = `Not judged: our own side does not work. ${own?.observed ?? ""}`.trim();
		return { outcome: "unknown", code: own?.code ?? "AWS_UNEXPECTED", observed };
	}
	if (own.outcome === "skipped") return { outcome: "skipped", code: own.code, observed: own.observed };
	return null;
}

function refusedFacts(code: NonNullable<Verdict["code"]>, detail: string | undefined): Verdict {
	if (code === "ROLE_WRONG_ACCOUNT") {
		const observed = `Not asked: ${detail ?? "the role"} is not in the connector's account.`;
		return { outcome: "failed", code, observed };
	}
	return {
		outcome: "unknown",
		code,
		observed: "Not judged: Harness's side of the trust is not known for certain.",
	};
}

async function recordForAll(
	ctx: Context,
	connector: Connector,
	recorder: Recorder,
	kind: CheckRun["kind"],
	verdict: Verdict,
): Promise<void> {
	const at = ctx.now();
	const checks = kind === "role" ? (["role-assumable"] as const) : applicableChecks(connector);
	for (const checkId of checks) {
		// Only the role itself can be in a wrong account; the rest was simply not looked at.
		const isAboutRole = checkId === "role-assumable" || verdict.outcome !== "failed";
		const observed = "Not asked: the role is not in the connector's account.";
		const own: Verdict = isAboutRole ? verdict : { outcome: "skipped", code: verdict.code ?? null, observed };
		await recorder.record(checkResult(checkId, own, at, at));
	}
}
