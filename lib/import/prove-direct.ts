import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { TRUST_CHECKS } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { mayRegister } from "#lib/domain/health.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { loadConnectorFacts } from "#lib/health/connector-facts.ts";
import { freshVerifier } from "#lib/health/fresh-verifier.ts";
import { createRecorder, type Recorder } from "#lib/health/recorder.ts";
import { requestCheck } from "#lib/health/request-check.ts";
import { runFullVerification } from "#lib/health/run-full-verification.ts";
import { storeHealth } from "#lib/health/store-health.ts";
import { saveChange } from "#lib/lifecycle/open-for-change.ts";

/** Asks the worker to try the role with our own external ID. */
export async function requestProof(
	ctx: Context,
	{ connectorId }: { readonly connectorId: string },
): Promise<Result<{ readonly askedAt: number }>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || !isCandidate(connector)) return failed({ code: "CONNECTOR_NOT_FOUND" });
	await ctx.jobs.proveDirect(connectorId);
	return ok({ askedAt: ctx.now().getTime() });
}

/** A connector that signs in as a delegate or by a key has no role that could come to trust us. */
function isCandidate(connector: Connector): boolean {
	const { status, proof, offboarding } = connector;
	const isOpen = status === "registered" && proof === "harness" && offboarding === null;
	return isOpen && derivedRoleArn(connector) !== null;
}

/**
 * The job: puts the role through every check as if it trusted us, with the external ID that was made for the
 * connector. Only when all four trust checks pass does our own proof take the place of Harness's word.
 */
export async function proveDirect(
	ctx: Context,
	{ connectorId, signal }: { readonly connectorId: string; readonly signal: AbortSignal },
): Promise<void> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || !isCandidate(connector)) return;
	const verifier = await freshVerifier(ctx, connector.partition, signal);
	const own = verifier?.result.outcome;
	// Our own side does not work: nobody can be judged, and nothing is said of the role.
	if (own !== "passed" && own !== "warning") return;
	const facts = await loadConnectorFacts(ctx, connector, verifier);
	if (!facts.ok) return;
	const startedAt = ctx.now();
	const run = await ctx.db.checks.requestRun({
		id: newId(ctx.randomBytes),
		connectorId,
		kind: "full",
		requestedAt: startedAt,
	});
	await ctx.db.checks.startRun(run.id, startedAt, connector.version);
	try {
		const recorder: Recorder = {
			...(await createRecorder(ctx, connectorId, run.id)),
			askAgain: (startAfterSeconds) => ctx.jobs.proveDirect(connectorId, { startAfterSeconds }),
		};
		const asDirect = { ...facts.value, connector: { ...connector, proof: "direct" as const } };
		await runFullVerification({ ctx, facts: asDirect, recorder, signal, asksHarness: false });
		const { isVendorMode } = facts.value;
		await settle(ctx, connector, { results: recorder.results(), runId: run.id, isVendorMode, startedAt });
	} finally {
		await ctx.db.checks.finishRun(run.id, "done", ctx.now());
	}
}

type Attempt = {
	readonly results: readonly CheckResult[];
	readonly runId: string;
	readonly isVendorMode: boolean;
	readonly startedAt: Date;
};

async function settle(ctx: Context, connector: Connector, attempt: Attempt): Promise<void> {
	const { results, runId, isVendorMode, startedAt } = attempt;
	const now = ctx.now();
	if (mayRegister({ results, proof: "direct", acceptedHarnessProof: false, now, isVendorMode })) {
		const change = { proof: "direct" } as const;
		const saved = await saveChange(ctx, { connector, change, action: "connector.proof-added" });
		if (saved.ok) await requestCheck(ctx, { connectorId: connector.id, isChanged: true });
		return;
	}
	const trust = results.filter(({ checkId }) => TRUST_CHECKS.some((id) => id === checkId));
	// A role that takes a wrong ID is told at once, whoever vouches for it.
	if (trust.some(({ checkId, outcome }) => checkId !== "role-assumable" && outcome === "failed")) {
		await storeHealth(ctx, { connector, runId, kind: "full", isVendorMode, startedAt });
	}
}
