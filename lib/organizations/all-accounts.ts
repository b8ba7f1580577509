import type { Context } from "#lib/context.ts";
import type { RolloutAccountFilter, RolloutAccountRow } from "#lib/db/rollouts-port.ts";

const PAGE_SIZE = 1_000;

/** Every account of a rollout that has not left, page by page: at most as many as a rollout may hold. */
export async function accountsOf(
	ctx: Context,
	rolloutId: string,
	filter: RolloutAccountFilter = { hasLeft: false },
): Promise<readonly RolloutAccountRow[]> {
	const rows: RolloutAccountRow[] = [];
	for (let after: string | undefined; ; after = rows.at(-1)?.accountId) {
		const page = await ctx.db.rollouts.accounts(rolloutId, filter, {
			...(after !== undefined && { after }),
			limit: PAGE_SIZE,
			now: ctx.now(),
		});
		rows.push(...page);
		if (page.length < PAGE_SIZE) return rows;
	}
}
