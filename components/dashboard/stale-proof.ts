import type { DashboardTotals } from "#lib/db/dashboard-port.ts";

const MINUTE_MS = 60_000;
/** With many connectors one is proven every few seconds; a handful is each looked at every half hour. */
const QUIET_MINUTES = 10;
const HANDFUL = 6;
const HANDFUL_QUIET_MINUTES = 45;

/**
 * Since when no connector was proven, where that is longer than the schedule explains; null: all is as it should be,
 * or nothing is there that could be proven.
 */
export function staleSince({ byHealth, newestProofAt }: DashboardTotals, now: number): number | null {
	const provable = byHealth.healthy + byHealth.degraded + byHealth.unknown;
	if (newestProofAt === null || provable === 0) return null;
	const quietMinutes = provable < HANDFUL ? HANDFUL_QUIET_MINUTES : QUIET_MINUTES;
	return now - newestProofAt > quietMinutes * MINUTE_MS ? newestProofAt : null;
}
