import type { Context } from "#lib/context.ts";
import type { DashboardRow } from "#lib/db/dashboard-port.ts";
import { EMPTY_DASHBOARD_FILTER } from "#lib/domain/dashboard-query.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { FleetLine, FleetReport } from "./report.ts";

const BATCH = 1_000;
/** A signature needs the whole text at once: so many lines are some 25 MB. */
const MAX_LINES = 100_000;

/** Every connector with its health as it is now; evidence past its limit reads unknown. */
export async function fleetReport(ctx: Context): Promise<Result<FleetReport>> {
	const now = ctx.now();
	const { byHealth } = await ctx.db.dashboard.totals(now);
	const connectors: FleetLine[] = [];
	let after: DashboardRow | null = null;
	do {
		const rows: readonly DashboardRow[] = await ctx.db.dashboard.batch(EMPTY_DASHBOARD_FILTER, {
			after,
			limit: BATCH,
			now,
		});
		connectors.push(...rows.map(toFleetLine));
		after = rows.length < BATCH ? null : (rows.at(-1) ?? null);
	} while (after !== null && connectors.length < MAX_LINES);
	return ok({
		kind: "rolebridge-fleet-report",
		issuedAt: now.toISOString(),
		installation: { mode: ctx.config.mode },
		totals: byHealth,
		connectors,
		isComplete: after === null,
	});
}

export function toFleetLine({
	id,
	name,
	awsAccountId,
	health,
	since,
	proof,
	lastProofAt,
}: DashboardRow): FleetLine {
	const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
	return {
		id,
		name: name ?? "",
		awsAccountId: awsAccountId ?? "",
		state: health,
		since: iso(since),
		proof,
		lastProofAt: iso(lastProofAt),
	};
}
