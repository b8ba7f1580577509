import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { DbTransaction } from "#lib/db/port.ts";
import type { DashboardFilter } from "#lib/domain/dashboard-query.ts";
import type { OperationAct } from "#lib/domain/operation.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** Which connectors: by their ids, by a filter, or (`adopt`) by their identifiers in Harness. */
export type OperationSubjects = { readonly ids: readonly string[] } | { readonly filter: DashboardFilter };

export type StartOperation = { readonly act: OperationAct; readonly subjects: OperationSubjects };

const BATCH = 5_000;

/**
 * Stores what is to be done to which connectors, and hands it to the worker, in one transaction. A filter is
 * settled now: what comes to match it later is no part of the operation.
 */
export async function startOperation(
	ctx: Context,
	{ act, subjects }: StartOperation,
): Promise<Result<{ readonly id: string; readonly total: number }>> {
	const id = newId(ctx.randomBytes);
	const total = await ctx.db.transaction((tx) => storeOperation(ctx, tx, { id, act, subjects }));
	return total === 0 ? failed({ code: "OPERATION_EMPTY" }) : ok({ id, total });
}

/** The same inside somebody's transaction; how many subjects it has. Of none, there is nothing to do. */
export async function storeOperation(
	ctx: Context,
	tx: DbTransaction,
	{ id, act, subjects }: StartOperation & { readonly id: string },
): Promise<number> {
	const at = ctx.now();
	const actor = { id: ctx.actor.id, name: ctx.actor.name };
	await tx.operations.insert({ ...act, id, actor, createdAt: at });
	await addSubjects(tx, id, subjects, at);
	const count = (await tx.operations.find(id))?.total ?? 0;
	if (count === 0) {
		await tx.operations.setState(id, "done", at);
		return 0;
	}
	const details = { kind: act.kind, input: act.input, total: count };
	await tx.audit.append({ actor: ctx.actor, action: "operation.started", subject: id, at, details });
	await ctx.jobs.runOperation(id, { sql: tx.sql });
	return count;
}

async function addSubjects(tx: DbTransaction, id: string, subjects: OperationSubjects, now: Date) {
	if ("ids" in subjects) {
		for (let at = 0; at < subjects.ids.length; at += BATCH) {
			await tx.operations.addItems(id, subjects.ids.slice(at, at + BATCH));
		}
		return;
	}
	let after: string | null = null;
	do {
		const found: readonly string[] = await tx.dashboard.ids(subjects.filter, { after, limit: BATCH, now });
		await tx.operations.addItems(id, found);
		after = found.length < BATCH ? null : (found.at(-1) ?? null);
	} while (after !== null);
}
