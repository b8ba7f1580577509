import type { Context } from "#lib/context.ts";
import type { EvidenceWrite, KnownEvidence } from "#lib/db/evidence-port.ts";
import { fullAtAfter, sweepKind } from "#lib/domain/schedule.ts";
import { type ConnectorFacts, connectorFacts, isVendorModeFor, type SharedFacts } from "./connector-facts.ts";
import { recordForAll, refusedFacts } from "./record-for-all.ts";
import { isByHarnessAlone, skipRoleChecks } from "./run-by-harness.ts";
import { runFullVerification } from "./run-full-verification.ts";
import { runLightVerification } from "./run-light-verification.ts";
import { randomShare } from "./store-health.ts";
import { createSweepRecorder, type SweepRecorder } from "./sweep-recorder.ts";
import { checkResult, type Verdict } from "./verdict.ts";

/** So long for three calls, so long for every check: who is slower has given no answer. */
const DEADLINE_MS = { light: 20_000, trust: 20_000, full: 60_000 } as const;

export type Sweep = {
	readonly known: KnownEvidence;
	readonly shared: SharedFacts;
	readonly fullAt: Date | null;
	readonly lease: string;
	readonly signal: AbortSignal;
};

/**
 * One due connector's verification, with what is at hand: nothing is read from the database and nothing is written
 * to it. Null: it was cut short by the end of this worker, and another will look.
 */
export async function sweepConnector(ctx: Context, sweep: Sweep): Promise<EvidenceWrite | null> {
	const { known, shared, signal } = sweep;
	const startedAt = ctx.now();
	const recorder = createSweepRecorder(known, ctx.now);
	const facts = connectorFacts(known.connector, shared);
	let isFull = true;
	if (isByHarnessAlone(known.connector)) await skipRoleChecks(ctx, known.connector, recorder, "full");
	else if (facts.ok) isFull = await verify(ctx, sweep, facts.value, recorder);
	else await recordForAll(known.connector, recorder, "full", refusedFacts(facts.failure), startedAt);
	if (signal.aborted) return null;
	const found = written(sweep, recorder);
	const couldNotTell = found.undecided !== undefined && found.undecided.length > 0;
	return {
		...found,
		evaluate: {
			now: ctx.now(),
			isVendorMode: isVendorModeFor(known.connector, shared.settings),
			durationMs: Math.max(0, ctx.now().getTime() - startedAt.getTime()),
			random: randomShare(ctx),
			...(isFull && { fullAt: fullAtAfter(startedAt, couldNotTell) }),
		},
	};
}

/** Whether every check was made. */
async function verify(
	ctx: Context,
	{ known, fullAt, signal: stopped }: Sweep,
	facts: ConnectorFacts,
	recorder: SweepRecorder,
): Promise<boolean> {
	const { isVendorMode, connector } = facts;
	const { proof } = connector;
	const kind = sweepKind({ latest: known.latest, proof, fullAt, now: ctx.now(), isVendorMode });
	// Nothing of ours proves it, so nothing of ours is asked of it more often.
	if (proof === "harness" && kind === "light") return false;
	return withDeadline(DEADLINE_MS[kind], stopped, async (signal) => {
		if (kind !== "full") {
			const run = { ctx, facts, recorder, signal, readsTrustPolicy: kind === "trust" };
			const { isTrustPolicyChanged } = await runLightVerification(run);
			if (!isTrustPolicyChanged) return false;
		}
		await runFullVerification({ ctx, facts, recorder, signal, asksHarness: false });
		return true;
	});
}

function written({ known, lease }: Sweep, recorder: SweepRecorder): Omit<EvidenceWrite, "evaluate"> {
	const { id, version } = known.connector;
	return { connectorId: id, connectorVersion: version, runId: `sweep-${lease}`, lease, ...recorder.found() };
}

/** A check that fell over says nothing about its account; the others go on. */
export function unexpectedWrite(ctx: Context, sweep: Sweep): EvidenceWrite {
	const now = ctx.now();
	const verdict: Verdict = { outcome: "unknown", code: "UNEXPECTED", observed: "The check itself failed." };
	const { id, version } = sweep.known.connector;
	return {
		connectorId: id,
		connectorVersion: version,
		runId: `sweep-${sweep.lease}`,
		lease: sweep.lease,
		results: [],
		undecided: [checkResult("role-assumable", verdict, now, now)],
		evaluate: {
			now,
			isVendorMode: isVendorModeFor(sweep.known.connector, sweep.shared.settings),
			durationMs: null,
			random: randomShare(ctx),
		},
	};
}

/** AbortSignal.timeout and .any would each live on for the whole deadline after a verification of milliseconds. */
async function withDeadline<T>(
	deadlineMs: number,
	stopped: AbortSignal,
	run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const controller = new AbortController();
	const abort = () => controller.abort();
	const timer = setTimeout(abort, deadlineMs);
	stopped.addEventListener("abort", abort, { once: true });
	if (stopped.aborted) abort();
	try {
		return await run(controller.signal);
	} finally {
		clearTimeout(timer);
		stopped.removeEventListener("abort", abort);
	}
}
