import type { Context } from "#lib/context.ts";
import type { Connector, RefusalAnswer } from "#lib/domain/connector.ts";
import { canProveRefusal, nextRefusalQuestion } from "#lib/domain/offboarding.ts";
import { powerlessSession } from "#lib/health/assume.ts";
import { loadConnectorFacts } from "#lib/health/connector-facts.ts";
import { freshVerifier } from "#lib/health/fresh-verifier.ts";
import { recordRefusal } from "./complete-offboarding.ts";

type ProveRefusal = { readonly connectorId: string; readonly signal: AbortSignal };

/** A second watcher's question so soon after the last answer is answered by it. */
const MIN_MS_BETWEEN = 3_000;

/**
 * The job: asks AWS with the right external ID until it refuses. Only the role's own denial counts, and only while
 * our own side is known to work: throttling, a time-out or credentials of ours that ran out prove nothing.
 */
export async function proveRefusal(ctx: Context, { connectorId, signal }: ProveRefusal): Promise<void> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || connector.status === "offboarded" || connector.offboarding === null) return;
	if (connector.offboarding.accessRefusedAt !== null || !canProveRefusal(connector)) return;
	if (await isDue(ctx, connector)) {
		const answer = await ask(ctx, connector, signal);
		ctx.log.info(
			{ event: "refusal-asked", connectorId, answer },
			"asked whether an offboarded role refuses us",
		);
		if (answer === "ROLE_ACCESS_DENIED") {
			const recorded = await recordRefusal(ctx, connector);
			if (recorded.ok) return;
		} else await ctx.db.connectors.observe(connectorId, { refusalAskedAt: ctx.now(), refusalAnswer: answer });
	}
	await askAgain(ctx, connectorId);
}

async function isDue(ctx: Context, { offboarding }: Connector): Promise<boolean> {
	const askedAt = offboarding?.askedAt ?? null;
	return askedAt === null || ctx.now().getTime() - askedAt.getTime() >= MIN_MS_BETWEEN;
}

async function askAgain(ctx: Context, connectorId: string): Promise<void> {
	const [connector, watchedAt] = await Promise.all([
		ctx.db.connectors.find(connectorId),
		ctx.db.connectors.watchedAt(connectorId),
	]);
	if (connector === null || connector.offboarding === null) return;
	const startAfterSeconds = nextRefusalQuestion({
		offboarding: connector.offboarding,
		watchedAt,
		now: ctx.now(),
	});
	if (startAfterSeconds !== null) await ctx.jobs.proveRefusal(connectorId, { startAfterSeconds });
}

async function ask(ctx: Context, connector: Connector, signal: AbortSignal): Promise<RefusalAnswer> {
	const verifier = await freshVerifier(ctx, connector.partition, signal);
	const own = verifier?.result;
	if (own === undefined || (own.outcome !== "passed" && own.outcome !== "warning")) {
		return own?.code ?? "VERIFIER_CREDENTIALS_MISSING";
	}
	const facts = await loadConnectorFacts(ctx, connector, verifier);
	if (!facts.ok) return facts.failure.code;
	const answer = await ctx.aws.probeRole(powerlessSession(facts.value, facts.value.externalId, signal));
	return answer.kind === "answered" ? "let-in" : answer.code;
}

/** Somebody has the page open and waits for the proof. */
export async function watchRefusal(ctx: Context, connector: Connector): Promise<void> {
	const { offboarding } = connector;
	if (offboarding === null || offboarding.accessRefusedAt !== null || !canProveRefusal(connector)) return;
	const watchedAt = await ctx.db.connectors.watchedAt(connector.id);
	const now = ctx.now();
	const wasWatched = watchedAt !== null && now.getTime() - watchedAt.getTime() < 15_000;
	await ctx.db.connectors.observe(connector.id, { watchedAt: now });
	// The worker asks again by itself; a chain that a killed worker broke is mended by the next heartbeat.
	await ctx.jobs.proveRefusal(connector.id, wasWatched ? { startAfterSeconds: 5 } : {});
}
