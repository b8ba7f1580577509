import type { Context } from "#lib/context.ts";
import type { CheckId, CheckResult } from "#lib/domain/check.ts";

/** Writes each result as soon as it is known, so that its row shows while others still run. */
export type Recorder = {
	record(result: CheckResult): Promise<void>;
	/** What this run has found so far, over what was known before. */
	results(): readonly CheckResult[];
	previous(checkId: CheckId): CheckResult | undefined;
};

const QUARANTINING: readonly CheckId[] = ["external-id-required", "external-id-exact", "trust-policy"];

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
	};
}

/** A role that admitted a wrong ID stays under suspicion until it is asked again and answers clearly. */
function keepsQuarantine(before: CheckResult | undefined, result: CheckResult): boolean {
	const isUnclear = result.outcome === "unknown" || result.outcome === "skipped";
	return before?.outcome === "failed" && isUnclear && QUARANTINING.includes(result.checkId);
}
