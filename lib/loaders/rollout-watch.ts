import "server-only";
import { redirect } from "next/navigation";
import type { RolloutAccountRow } from "#lib/db/rollouts-port.ts";
import { type RolloutAccountsQuery, rolloutAccountFilter } from "#lib/domain/rollout/accounts-query.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { type RolloutWatchView, readRolloutWatch } from "./rollout-watch-view.ts";
import { loadRollout } from "./rollouts.ts";

export type RolloutHead = Pick<
	Rollout,
	"id" | "version" | "name" | "kind" | "status" | "managementAccountId"
> & {
	/** The stack set is administered outside the management account. */
	readonly isDelegated: boolean;
	readonly launchedAt: number | null;
	readonly endedAt: number | null;
	/** So many accounts or units get other features by a step of their own; of a list none do. */
	readonly exceptionCount: number;
};

export type RolloutWatchPage = { readonly head: RolloutHead; readonly view: RolloutWatchView };

/** The watch page; of a rollout that was never launched its set-up. */
export async function loadRolloutWatch(id: string): Promise<RolloutWatchPage> {
	const { ctx, rollout } = await loadRollout(id);
	if (rollout.status === "draft") redirect(`/organizations/${id}/setup`);
	return { head: headOf(rollout), view: await readRolloutWatch(ctx, rollout) };
}

const PAGE_SIZE = 50;

export type RolloutAccountsPage = {
	readonly head: RolloutHead;
	readonly query: RolloutAccountsQuery;
	readonly rows: readonly RolloutAccountRow[];
	readonly total: number;
	readonly nextAfter: string | null;
	readonly units: readonly { readonly id: string; readonly path: string }[];
	readonly now: number;
};

/** One page of a rollout's accounts, by account id. */
export async function loadRolloutAccounts(
	id: string,
	query: RolloutAccountsQuery,
): Promise<RolloutAccountsPage> {
	const { ctx, rollout } = await loadRollout(id);
	const now = ctx.now();
	const filter = rolloutAccountFilter(query);
	const page = { limit: PAGE_SIZE + 1, now, ...(query.after !== null && { after: query.after }) };
	const [found, total, units] = await Promise.all([
		ctx.db.rollouts.accounts(id, filter, page),
		ctx.db.rollouts.countAccounts(id, filter, now),
		ctx.db.rollouts.units(id),
	]);
	const rows = found.slice(0, PAGE_SIZE);
	return {
		head: headOf(rollout),
		query,
		rows,
		total,
		nextAfter: found.length > PAGE_SIZE ? (rows.at(-1)?.accountId ?? null) : null,
		units: units.map(({ id: unitId, path }) => ({ id: unitId, path })),
		now: now.getTime(),
	};
}

export function headOf(rollout: Rollout): RolloutHead {
	const { id, version, name, kind, status, managementAccountId, launchedAt, endedAt } = rollout;
	return {
		...{ id, version, name, kind, status, managementAccountId },
		isDelegated: (rollout.launch?.delegatedAdministratorId ?? null) !== null,
		launchedAt: launchedAt?.getTime() ?? null,
		endedAt: endedAt?.getTime() ?? null,
		exceptionCount: kind === "organization" ? (rollout.features?.exceptions.length ?? 0) : 0,
	};
}
