import "server-only";
import type { Context } from "#lib/context.ts";
import type { Operation } from "#lib/db/operations-port.ts";
import type { OperationProgress } from "#lib/domain/operation.ts";

const FAILED_PAGE = 20;

/** How far an operation has come; null: there is none of that id. */
export async function readOperation(
	ctx: Context,
	id: string,
	failedAfter = "",
): Promise<OperationProgress | null> {
	const operation = await ctx.db.operations.find(id);
	return operation && progressOf(ctx, operation, failedAfter);
}

async function progressOf(
	ctx: Context,
	operation: Operation,
	failedAfter: string,
): Promise<OperationProgress> {
	const { id, kind, state, total, actor, createdAt, finishedAt } = operation;
	const [counts, failed] = await Promise.all([
		ctx.db.operations.counts(id),
		ctx.db.operations.failedItems(id, { after: failedAfter, limit: FAILED_PAGE + 1 }),
	]);
	const page = failed.slice(0, FAILED_PAGE);
	return {
		id,
		kind,
		state,
		total,
		counts,
		actorName: actor.name,
		createdAt: createdAt.getTime(),
		finishedAt: finishedAt?.getTime() ?? null,
		failed: page,
		failedNext: failed.length > FAILED_PAGE ? (page.at(-1)?.subject ?? null) : null,
	};
}
