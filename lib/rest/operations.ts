import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { startOperation } from "#lib/operations/start-operation.ts";
import { stopOperation } from "#lib/operations/stop-operation.ts";
import type { ApiOperation } from "#lib/schemas/api/operation-schemas.ts";
import { formatCursor, parseCursor } from "./cursor.ts";
import type { Answer, Input } from "./endpoints.ts";
import { operationAnswer, verificationAnswer } from "./operation-answer.ts";

type List = "GET /api/v1/operations";

export async function listOperations(
	ctx: Context,
	{ query: { limit, cursor } }: Input<List>,
): Promise<Result<Answer<List>>> {
	const after = cursor === undefined ? null : placeOf(cursor);
	if (cursor !== undefined && after === null) return failed({ code: "INPUT_INVALID", field: "cursor" });
	const found = await ctx.db.operations.list({ after, limit: limit + 1 });
	const page = found.slice(0, limit);
	const last = found.length > limit ? page.at(-1) : undefined;
	return ok({
		items: await Promise.all(page.map((operation) => operationAnswer(ctx, operation))),
		next: last === undefined ? null : formatCursor([last.createdAt.toISOString(), last.id]),
	});
}

function placeOf(cursor: string) {
	const [at = "", id = ""] = parseCursor(cursor, 2) ?? [];
	const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) && /^[a-z0-9]{1,40}$/.test(id);
	const createdAt = new Date(at);
	return isWhole && !Number.isNaN(createdAt.getTime()) ? { createdAt, id } : null;
}

/** An operation, or the verification of a connector that the actor may see. */
export async function getOperation(
	ctx: Context,
	{ params: { id } }: Input<"GET /api/v1/operations/[id]">,
): Promise<Result<ApiOperation>> {
	const operation = await ctx.db.operations.find(id);
	if (operation !== null) return ok(await operationAnswer(ctx, operation));
	const run = await ctx.db.checks.findRun(id);
	const connector = run && (await ctx.db.connectors.find(run.connectorId));
	return run === null || connector === null
		? failed({ code: "OPERATION_NOT_FOUND" })
		: ok(verificationAnswer(run));
}

export async function beginOperation(
	ctx: Context,
	{ body }: Input<"POST /api/v1/operations">,
): Promise<Result<ApiOperation>> {
	const started = await startOperation(ctx, body);
	return started.ok ? asItIs(ctx, started.value.id) : started;
}

export async function endOperation(
	ctx: Context,
	{ params: { id } }: Input<"POST /api/v1/operations/[id]/stop">,
): Promise<Result<ApiOperation>> {
	const stopped = await stopOperation(ctx, { operationId: id });
	return stopped.ok ? asItIs(ctx, id) : stopped;
}

async function asItIs(ctx: Context, id: string): Promise<Result<ApiOperation>> {
	const operation = await ctx.db.operations.find(id);
	return operation === null
		? failed({ code: "OPERATION_NOT_FOUND" })
		: ok(await operationAnswer(ctx, operation));
}
