import type { Context } from "#lib/context.ts";
import type { EvidenceWrite, PassedTimes } from "#lib/db/evidence-port.ts";
import type { CheckId, CheckResult } from "#lib/domain/check.ts";

/** Where a verification puts what it finds, and what it knows from before. */
export type Recorder = {
	record(result: CheckResult): Promise<void>;
	/** What this run has found so far, over what was known before. */
	results(): readonly CheckResult[];
	previous(checkId: CheckId): CheckResult | undefined;
	passedTimes(checkId: CheckId): Promise<PassedTimes>;
	/** Facts about the connector that were read on the way. */
	observe(facts: NonNullable<EvidenceWrite["facts"]>): Promise<void>;
	/** Something is provisional: the connector is to be verified again so much later. */
	askAgain(startAfterSeconds: number): Promise<void>;
};

const QUARANTINING: readonly CheckId[] = ["external-id-required", "external-id-exact", "trust-policy"];

/** Writes each result as soon as it is known, so that its row shows while others still run. */
export async function createRecorder(ctx: Context, connectorId: string, runId: string): Promise<Recorder> {
	const before = new Map((await ctx.db.checks.latest(connectorId)).map((result) => [result.checkId, result]));
	const known = new Map(before);
	return {
		async record(result) {
			if (keepsQuarantine(before.get(result.checkId), result)) return;
			known.set(result.checkId, result);
			await ctx.db.checks.record(connectorId, runId, [result]);
		},
		results: () => [...known.values()],
		previous: (checkId) => before.get(checkId),
		passedTimes: (checkId) => ctx.db.checks.passedTimes(connectorId, checkId),
		observe: (facts) => ctx.db.connectors.observe(connectorId, facts),
		askAgain: (startAfterSeconds) => ctx.jobs.checkConnector(connectorId, { startAfterSeconds }),
	};
}

/** A role that admitted a wrong ID stays under suspicion until it is asked again and answers clearly. */
export function keepsQuarantine(before: CheckResult | undefined, result: CheckResult): boolean {
	const isUnclear = result.outcome === "unknown" || result.outcome === "skipped";
	return before?.outcome === "failed" && isUnclear && QUARANTINING.includes(result.checkId);
}
