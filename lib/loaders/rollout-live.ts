import type { Context } from "#lib/context.ts";
import { isRolledOut } from "#lib/domain/launch-link.ts";
import type { Coverage, Rollout } from "#lib/domain/rollout.ts";
import type { HeldRolloutLink } from "#lib/launch-links/held-link.ts";
import type { LaunchLive, LaunchStage } from "#lib/launch-links/view.ts";
import { readCoverage } from "./rollout-standing.ts";

/** Where a whole organization's request stands; from the database only. */
export async function readRolloutLive(
	ctx: Context,
	{ link, rollout, state }: HeldRolloutLink,
): Promise<LaunchLive> {
	const { total } = await readCoverage(ctx, rollout);
	const stage = link.completedAt === null ? stageOf(rollout, total) : "proven";
	return {
		now: ctx.now().getTime(),
		state,
		requestVersion: rollout.version,
		stage,
		code: stage === "trouble" ? (rollout.reconcileFailure?.code ?? null) : null,
		observed: observedWords(rollout, total),
		isAsking: false,
		askedAt: rollout.reconciledAt?.getTime() ?? null,
		nextAt: null,
		patienceEndsAt: null,
		actedAt: link.actedAt?.getTime() ?? null,
		completedAt: link.completedAt?.getTime() ?? null,
		proofs: [],
		offer: null,
	};
}

function stageOf(rollout: Rollout, coverage: Coverage): LaunchStage {
	if (isRolledOut(rollout, coverage)) return "proven";
	if (rollout.stackSet?.operation?.status === "FAILED") return "trouble";
	return rollout.readerFoundAt === null ? "waiting" : "found";
}

/** One plain sentence of what AWS last showed; null: nothing yet. */
function observedWords({ stackSet, readerFoundAt }: Rollout, coverage: Coverage): string | null {
	if (readerFoundAt === null) return null;
	const operation = stackSet?.operation;
	if (operation?.status === "FAILED")
		return `The stack set's operation failed${operation.reason === null ? "." : `: ${operation.reason}`}`;
	return `${coverage.deployed} of ${coverage.expected} accounts have their stack, ${coverage.verified} of the roles are proven.`;
}
