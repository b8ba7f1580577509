import type { Context } from "#lib/context.ts";
import type { FeaturesProgress } from "#lib/domain/change-progress.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { nextRoleQuestion } from "#lib/domain/waiting.ts";
import { type ConnectorFacts, loadConnectorFacts } from "#lib/health/connector-facts.ts";
import { applyPendingFeatures } from "./apply-pending-features.ts";
import { checkPendingFeatures } from "./check-pending-features.ts";
import { whyNot } from "./open-for-change.ts";
import { proveRotation } from "./rotation/prove-rotation.ts";

type AdvanceChanges = { readonly connectorId: string; readonly signal: AbortSignal };

/** After so long the scheduled checks alone ask on. */
const PATIENCE_HOURS = 24;

/**
 * The job: how far a change has come, and the step that is proven by now. Asks again by itself, often at first, and
 * is taken up by the scheduled checks should its chain break.
 */
export async function advanceChanges(ctx: Context, { connectorId, signal }: AdvanceChanges): Promise<void> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || whyNot(connector) !== null || openSince(connector) === null) return;
	const stop = await ownTrouble(ctx, connector);
	if (stop === null) {
		const facts = await factsOf(ctx, connector);
		if (facts !== null) await proveRotation(ctx, facts, signal);
	}
	const now = await ctx.db.connectors.find(connectorId);
	if (now?.pendingRequirements != null) await advanceFeatures(ctx, now, stop, signal);
	await askAgain(ctx, connectorId);
}

/** Null where every step was taken. */
function openSince({ pendingRequirements, rotation }: Connector): Date | null {
	const waits = rotation !== null && rotation.phase !== "proved" ? [rotation.since] : [];
	if (pendingRequirements !== null) waits.push(pendingRequirements.since);
	return waits.sort((a, b) => b.getTime() - a.getTime())[0] ?? null;
}

/** While our own side does not work nobody is asked, and nothing is concluded. */
async function ownTrouble(ctx: Context, { partition, proof }: Connector): Promise<FailureCode | null> {
	if (proof === "harness") return null;
	const own = (await ctx.db.verifiers.find(partition))?.result;
	if (own === undefined) return "VERIFIER_CREDENTIALS_MISSING";
	const works = own.outcome === "passed" || own.outcome === "warning";
	return works ? null : (own.code ?? "AWS_UNEXPECTED");
}

async function factsOf(ctx: Context, connector: Connector): Promise<ConnectorFacts | null> {
	const facts = await loadConnectorFacts(ctx, connector, await ctx.db.verifiers.find(connector.partition));
	return facts.ok ? facts.value : null;
}

async function advanceFeatures(
	ctx: Context,
	connector: Connector,
	stop: FailureCode | null,
	signal: AbortSignal,
): Promise<void> {
	const { pendingRequirements } = connector;
	if (pendingRequirements === null) return;
	const note = (progress: Omit<FeaturesProgress, "checkedAt">) =>
		ctx.db.changes.note(connector.id, "features", { checkedAt: ctx.now().getTime(), ...progress });
	if (connector.proof === "harness") return;
	const facts = stop === null ? await factsOf(ctx, connector) : null;
	if (facts === null) {
		const observed = "The role was not asked: our own side does not work.";
		return note({ waitsFor: "role", code: stop ?? "CONNECTOR_INCOMPLETE", observed, missing: [] });
	}
	const verdict = await checkPendingFeatures(ctx, facts, pendingRequirements.requirements, signal);
	if (verdict !== null) return note({ waitsFor: "role", ...verdict });
	const applied = await applyPendingFeatures(ctx, connector, { isProven: true, overwrite: false, signal });
	// Overtaken by another save: the next turn starts from what is stored then.
	if (applied.ok || applied.failure.code === "CONNECTOR_CHANGED_MEANWHILE") return;
	const { code, detail } = applied.failure;
	const observed = detail ?? "The role has everything; Harness did not take the change.";
	return note({ waitsFor: "harness", code, observed, missing: [] });
}

async function askAgain(ctx: Context, connectorId: string): Promise<void> {
	const after = await ctx.db.connectors.find(connectorId);
	const since = after === null || after.proof === "harness" ? null : openSince(after);
	if (since === null) return;
	const now = ctx.now();
	if (now.getTime() - since.getTime() > PATIENCE_HOURS * 3_600_000) return;
	const startAfterSeconds = nextRoleQuestion({ watchStartedAt: since, now });
	await ctx.jobs.advanceChanges(connectorId, { startAfterSeconds });
}
