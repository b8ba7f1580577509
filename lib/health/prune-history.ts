import type { Context } from "#lib/context.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Rows a transaction: small enough that nobody waits for it. */
const CHUNK = 5_000;
/** What the fleet charts reach back to. */
const MINUTES_DAYS = 30;
const CHANGES_DAYS = 400;
const NOTICES_DAYS = 30;
/** Longer than any answer counts that is kept for a repeated API request. */
const KEPT_ANSWER_DAYS = 2;
const QUESTION_DAYS = 1;

/**
 * Raw results past their retention become daily counts, and what else has grown old goes. Each chunk is a
 * transaction: killed at any moment, what is counted is deleted and what is not is still there.
 */
export async function pruneHistory(ctx: Context, signal: AbortSignal): Promise<void> {
	const { resultRetentionDays } = await ctx.db.settings.get();
	const daysAgo = (days: number) => new Date(ctx.now().getTime() - days * DAY_MS);
	const { fleet } = ctx.db;
	const results = await untilNone(signal, () => fleet.pruneResults(daysAgo(resultRetentionDays), CHUNK));
	const runs = await untilNone(signal, () => fleet.pruneRuns(daysAgo(resultRetentionDays), CHUNK));
	const changes = await untilNone(signal, () => fleet.pruneChanges(daysAgo(CHANGES_DAYS), CHUNK));
	const minutes = await fleet.pruneMinutes(daysAgo(MINUTES_DAYS));
	await ctx.db.trustChanges.forgetExpired(ctx.now());
	await ctx.db.trustNotices.deleteOlderThan(daysAgo(NOTICES_DAYS));
	await ctx.db.launchLinks.forgetVisits(ctx.now());
	await untilNone(signal, () => ctx.db.idempotency.prune(daysAgo(KEPT_ANSWER_DAYS), CHUNK));
	await untilNone(signal, () => ctx.db.permissionQuestions.prune(daysAgo(QUESTION_DAYS), CHUNK));
	ctx.log.info({ event: "pruned", results, runs, changes, minutes }, "old history pruned");
}

async function untilNone(signal: AbortSignal, prune: () => Promise<number>): Promise<number> {
	let total = 0;
	while (!signal.aborted) {
		const count = await prune();
		total += count;
		if (count < CHUNK) break;
	}
	return total;
}
