import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import { settleRolloutLinks } from "#lib/launch-links/rollout/settle-rollout-links.ts";
import { coverMembers } from "./cover-members.ts";
import { enrolAccounts } from "./enrol-accounts.ts";
import { loadPayerOrganization } from "./load-payer-organization.ts";
import { type Look, lookAtOrganization } from "./look-at-organization.ts";
import { nextLook, restMs } from "./next-look.ts";
import { settleDrafts } from "./settle-drafts.ts";
import { settleEnded } from "./settle-ended.ts";
import { takeOverTied } from "./take-over-tied.ts";

/** Longer than the longest look: hundreds of pages at the few a second that AWS allows. */
const LEASE_SECONDS = 300;
const DEADLINE_MS = 240_000;

/**
 * Somebody asked for it: of a launched rollout AWS is looked at now, unless a worker is about it; of one that is still
 * set up, what a connected payer shows of its organization is read; of one that has ended, what goes on is stopped.
 */
export async function reconcileRollout(
	ctx: Context,
	{ rolloutId, signal }: { readonly rolloutId: string; readonly signal: AbortSignal },
): Promise<void> {
	const rollout = await ctx.db.rollouts.find(rolloutId);
	if (rollout === null) return;
	if (rollout.status === "draft") {
		await loadPayerOrganization(ctx, { rolloutId, signal });
		return;
	}
	if (rollout.status === "ended") {
		await settleEnded(ctx, rolloutId);
		return;
	}
	await ctx.db.rollouts.makeDue(rolloutId, ctx.now());
	await reconcileDue(ctx, signal);
}

/** Looks at AWS for each rollout whose turn it is and that no other worker looks at; how many. */
export async function reconcileDue(ctx: Context, signal: AbortSignal): Promise<number> {
	let count = 0;
	while (!signal.aborted) {
		const now = ctx.now();
		const lease = newId(ctx.randomBytes);
		const leasedUntil = new Date(now.getTime() + LEASE_SECONDS * 1_000);
		const rolloutId = await ctx.db.rollouts.claimDue({ now, lease, leasedUntil });
		if (rolloutId === null) break;
		const limit = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
		const look = await lookAt(ctx, rolloutId, limit);
		const rollout = await ctx.db.rollouts.find(rolloutId);
		const at = ctx.now();
		// Cut short by the end of this worker: another goes on at once.
		const dueAt = signal.aborted ? at : rollout && nextLook(rollout, { startedAt: now, now: at, ...look });
		// Who watches brings the next look to seconds after `at`: a long one counts as made when its rest is over.
		const rested = new Date(at.getTime() + restMs({ startedAt: now, now: at }));
		await ctx.db.rollouts.release(rolloutId, lease, { at: rested, dueAt });
		count += 1;
	}
	return count;
}

type Looked = { readonly isUnderWay: boolean };

/** What falls over is one rollout's; the others go on, and this one is tried again. */
async function lookAt(ctx: Context, rolloutId: string, signal: AbortSignal): Promise<Looked> {
	try {
		return await lookOnce(ctx, rolloutId, signal);
	} catch (error) {
		const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
		ctx.log.error({ event: "reconcile-crashed", rolloutId, message }, "looking at an organization fell over");
		const detail = "Looking at AWS fell over; the log says more.";
		await ctx.db.rollouts.observe(rolloutId, { reconcileFailure: { code: "UNEXPECTED", detail } });
		return { isUnderWay: true };
	}
}

async function lookOnce(ctx: Context, rolloutId: string, signal: AbortSignal): Promise<Looked> {
	const rollout = await ctx.db.rollouts.find(rolloutId);
	if (rollout === null || rollout.status !== "launched") return { isUnderWay: false };
	const look: Look =
		rollout.kind === "list"
			? { isBlind: false, isUnderWay: false }
			: await lookAtOrganization(ctx, rollout, signal);
	// As it is after the look: the reader may have answered for the first time.
	const current = await ctx.db.rollouts.find(rolloutId);
	if (current === null) return { isUnderWay: false };
	await settleDrafts(ctx, rolloutId);
	const { made } = await enrolAccounts(ctx, { rollout: current, isBlind: look.isBlind });
	const taken = await takeOverTied(ctx, { rollout: current, isBlind: look.isBlind, signal });
	await coverMembers(ctx, current);
	await settleRolloutLinks(ctx, { rolloutId });
	return { isUnderWay: look.isUnderWay || made + taken > 0 };
}
