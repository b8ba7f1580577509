import { harnessTarget } from "#lib/connectors/harness-target.ts";
import type { Context } from "#lib/context.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { parseAccountList } from "#lib/domain/rollout/account-list.ts";
import {
	collisionsOf,
	connectorNames,
	type NameCollision,
	type NamedAccount,
	type TakenIdentifier,
} from "#lib/domain/rollout/naming.ts";
import type { Naming, Rollout } from "#lib/domain/rollout.ts";
import { accountsOf } from "./all-accounts.ts";
import { findRollout } from "./open-rollout.ts";

const COLLISIONS_SHOWN = 10;
const CLASH_FREE = { collisions: [], collisionCount: 0 } as const;

type Input = {
	readonly rolloutId: string;
	readonly naming: Naming;
	/** What a person lists now, saved or not; null: what is stored of the organization. */
	readonly accounts: string | null;
};

export type NamesCheck = {
	/** How many accounts were named; 0: none is known yet, so nothing could collide. */
	readonly count: number;
	readonly collisions: readonly NameCollision[];
	readonly collisionCount: number;
	/** Why Harness's own connectors could not be compared; null: they were. */
	readonly harness: Failure | null;
};

/** Identifiers that would meet, among the rollout's accounts, with what is here, and with what Harness has. */
export async function checkNames(
	ctx: Context,
	{ rolloutId, naming, accounts }: Input,
	signal: AbortSignal,
): Promise<Result<NamesCheck>> {
	const found = await findRollout(ctx, rolloutId);
	if (!found.ok) return found;
	const named = accounts === null ? await storedAccounts(ctx, found.value) : listed(accounts);
	if (named.length === 0) return ok({ count: 0, ...CLASH_FREE, harness: null });
	const planned = named.map((account) => ({
		accountId: account.accountId,
		identifier: connectorNames(naming, account).identifier,
	}));
	const identifiers = [...new Set(planned.map(({ identifier }) => identifier))];
	const [here, harness] = await Promise.all([
		takenHere(ctx, found.value, identifiers),
		takenInHarness(ctx, found.value, signal),
	]);
	// What is here and registered is in Harness as well: it is said once.
	const isHere = new Set(here.map(({ identifier }) => identifier));
	const others = harness.ok ? harness.value.filter(({ identifier }) => !isHere.has(identifier)) : [];
	const collisions = collisionsOf(planned, [...here, ...others]);
	return ok({
		count: named.length,
		collisions: collisions.slice(0, COLLISIONS_SHOWN),
		collisionCount: collisions.length,
		harness: harness.ok ? null : harness.failure,
	});
}

function listed(text: string): readonly NamedAccount[] {
	return parseAccountList(text).accounts;
}

async function storedAccounts(ctx: Context, { id }: Rollout): Promise<readonly NamedAccount[]> {
	const units = new Map((await ctx.db.rollouts.units(id)).map((unit) => [unit.id, unit.name]));
	return (await accountsOf(ctx, id)).map(({ accountId, name, unitId }) => ({
		accountId,
		name,
		unitName: unitId === null ? null : (units.get(unitId) ?? null),
	}));
}

async function takenHere(
	ctx: Context,
	{ harnessAccountRef }: Rollout,
	identifiers: readonly string[],
): Promise<readonly TakenIdentifier[]> {
	const known = await ctx.db.imports.named(harnessAccountRef, identifiers);
	return known.flatMap(({ identifier, awsAccountId: accountId }) =>
		identifier === null ? [] : [{ identifier, accountId, where: "here" as const }],
	);
}

/** Every AWS connector that Harness has; its other connectors share no list with these. */
async function takenInHarness(
	ctx: Context,
	{ harnessAccountRef }: Rollout,
	signal: AbortSignal,
): Promise<Result<readonly TakenIdentifier[]>> {
	const target = await harnessTarget(ctx, harnessAccountRef);
	if (!target.ok) return target;
	const list = await ctx.harness.listConnectors(target.value, { filter: {}, signal });
	if (!list.ok) return list;
	return ok(
		list.value.map(({ connector: { identifier, spec } }) => ({
			identifier,
			accountId: spec.awsAccountId ?? null,
			where: "harness" as const,
		})),
	);
}
