import "server-only";
import type { Context } from "#lib/context.ts";
import type { CheckId, Outcome } from "#lib/domain/check.ts";

const PAGE_SIZE = 20;

export type CheckHistoryPage = {
	readonly now: number;
	readonly results: readonly {
		readonly id: string;
		readonly outcome: Outcome;
		readonly observed: string;
		readonly checkedAt: number;
		readonly durationMs: number;
	}[];
	/** What to ask the next page with; null: this is the last. */
	readonly next: string | null;
};

/** A check's results, newest first, one page. */
export async function readCheckHistory(
	ctx: Context,
	connectorId: string,
	{ check, before }: { readonly check: string; readonly before?: string | undefined },
): Promise<CheckHistoryPage> {
	const until = before === undefined ? undefined : new Date(before);
	const rows = await ctx.db.checks.history(connectorId, asCheckId(check), PAGE_SIZE + 1, until);
	const results = rows.slice(0, PAGE_SIZE).map(({ outcome, observed, checkedAt, durationMs }, index) => ({
		id: `${checkedAt.getTime()}-${index}`,
		outcome,
		observed,
		checkedAt: checkedAt.getTime(),
		durationMs,
	}));
	const last = rows.length > PAGE_SIZE ? results.at(-1) : undefined;
	return {
		now: ctx.now().getTime(),
		results,
		next: last === undefined ? null : new Date(last.checkedAt).toISOString(),
	};
}

/** Sound enough: an id that no check has finds no rows. */
function asCheckId(text: string): CheckId {
	return text as CheckId;
}
