import type { Rollout } from "#lib/domain/rollout.ts";

const MINUTE_MS = 60_000;
const UNDER_WAY_MS = MINUTE_MS;
const SETTLED_MS = 15 * MINUTE_MS;
/** For so long after the launch a stack that is not there yet is on its way. */
const LAUNCHING_MS = 2 * 60 * MINUTE_MS;
/** Of an organization's small share of requests a look takes at most a third. */
const REST = 2;

/**
 * When AWS is looked at again: every minute while stacks are made, else every 15; somebody who has the page open
 * brings it forward by himself. A look that took long is followed by twice that rest. Null: there is nothing to look at.
 *
 * @example nextLook(rollout, { startedAt, now, isUnderWay: false }) // 15 minutes from now
 */
export function nextLook(
	{ kind, status, launchedAt, readerFoundAt }: Rollout,
	look: { readonly startedAt: Date; readonly now: Date; readonly isUnderWay: boolean },
): Date | null {
	if (kind === "list" || status !== "launched") return null;
	const { now, isUnderWay } = look;
	const sinceLaunchMs = now.getTime() - (launchedAt?.getTime() ?? 0);
	const isAwaited = readerFoundAt === null && sinceLaunchMs < LAUNCHING_MS;
	const waitMs = isUnderWay || isAwaited ? UNDER_WAY_MS : SETTLED_MS;
	return new Date(now.getTime() + Math.max(waitMs, restMs(look)));
}

/** The rest after a look, which nobody who watches cuts short. */
export function restMs(look: { readonly startedAt: Date; readonly now: Date }): number {
	return REST * (look.now.getTime() - look.startedAt.getTime());
}
