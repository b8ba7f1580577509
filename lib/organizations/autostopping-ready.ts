import type { Context } from "#lib/context.ts";
import { harnessLinks } from "#lib/domain/harness-links.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { type AutoStoppingStanding, autoStoppingStanding } from "#lib/domain/rollout/autostopping.ts";

export type AutoStoppingAccount = {
	readonly accountId: string;
	readonly name: string;
	readonly connectorId: string | null;
	/** By which the connector is chosen in Harness. */
	readonly connectorName: string | null;
	readonly standing: AutoStoppingStanding;
};
export type AutoStoppingPage = {
	readonly accounts: readonly AutoStoppingAccount[];
	/** What to ask the next page with; null: this was the last one. */
	readonly next: string | null;
	/** Where a new rule is made in Harness. */
	readonly newRuleUrl: string;
};

type Asked = {
	readonly rolloutId: string;
	/** Only those that can run rules now, or only the others. */
	readonly only?: AutoStoppingStanding["kind"];
	readonly after?: string;
	readonly limit: number;
};

const BATCH = 200;
/** A page of few among many looks at no more than this; the next one goes on there. */
const MOST_LOOKED_AT = 2_000;

/** Which accounts can run AutoStopping rules now, and what is missing in the others; by account id. */
export async function autoStoppingReady(ctx: Context, asked: Asked): Promise<Result<AutoStoppingPage>> {
	const { rolloutId, only, limit } = asked;
	const rollout = await ctx.db.rollouts.find(rolloutId);
	if (rollout === null) return failed({ code: "ROLLOUT_NOT_FOUND" });
	const harness = await ctx.db.harnessAccounts.find(rollout.harnessAccountRef);
	if (harness === null) return failed({ code: "HARNESS_NOT_CONFIGURED" });
	const newRuleUrl = harnessLinks(harness.baseUrl, harness.accountId).newAutoStoppingRule;
	const accounts: AutoStoppingAccount[] = [];
	let after = asked.after ?? "";
	for (let looked = 0; looked < MOST_LOOKED_AT; ) {
		const batch = await readBatch(ctx, rolloutId, after);
		for (const account of batch) {
			if (accounts.length === limit) return ok({ accounts, next: after, newRuleUrl });
			after = account.accountId;
			if (only === undefined || account.standing.kind === only) accounts.push(account);
		}
		if (batch.length < BATCH) return ok({ accounts, next: null, newRuleUrl });
		looked += batch.length;
	}
	return ok({ accounts, next: after, newRuleUrl });
}

async function readBatch(
	ctx: Context,
	rolloutId: string,
	after: string,
): Promise<readonly AutoStoppingAccount[]> {
	const now = ctx.now();
	const page = { ...(after !== "" && { after }), limit: BATCH, now };
	const rows = await ctx.db.rollouts.accounts(rolloutId, {}, page);
	const known = await ctx.db.evidence.load(rows.flatMap(({ connectorId }) => connectorId ?? []));
	return rows.map((row) => {
		const evidence = known.get(row.connectorId ?? "");
		const connector = evidence?.connector ?? null;
		return {
			accountId: row.accountId,
			name: row.name,
			connectorId: row.connectorId,
			connectorName: connector?.overview?.name ?? null,
			standing: autoStoppingStanding({ account: row, connector, results: evidence?.latest ?? [], now }),
		};
	});
}
