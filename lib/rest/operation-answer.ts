import type { Context } from "#lib/context.ts";
import type { Operation } from "#lib/db/operations-port.ts";
import type { CheckRun } from "#lib/db/port.ts";
import type { ApiOperation } from "#lib/schemas/api/operation-schemas.ts";

const FAILED_SHOWN = 20;

/** An act on many connectors. */
export async function operationAnswer(ctx: Context, operation: Operation): Promise<ApiOperation> {
	const [counts, failed] = await Promise.all([
		ctx.db.operations.counts(operation.id),
		ctx.db.operations.failedItems(operation.id, { after: "", limit: FAILED_SHOWN }),
	]);
	return {
		id: operation.id,
		kind: operation.kind,
		state: operation.state,
		connectorId: null,
		total: operation.total,
		counts: { ...counts },
		startedBy: operation.actor.name,
		createdAt: operation.createdAt.toISOString(),
		finishedAt: operation.finishedAt?.toISOString() ?? null,
		failed: failed.map(({ subject, name, code }) => ({ subject, name, code })),
	};
}

/** The verification of one connector. */
export function verificationAnswer(run: CheckRun): ApiOperation {
	const isOpen = run.state === "queued" || run.state === "running";
	return {
		id: run.id,
		kind: "verification",
		state: run.state,
		connectorId: run.connectorId,
		total: 1,
		counts: {
			queued: isOpen ? 1 : 0,
			done: run.state === "done" ? 1 : 0,
			failed: run.state === "crashed" ? 1 : 0,
			skipped: 0,
		},
		startedBy: null,
		createdAt: run.requestedAt.toISOString(),
		finishedAt: run.finishedAt?.toISOString() ?? null,
		failed: [],
	};
}
