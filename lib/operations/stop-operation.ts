import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** Ends an operation. What was done stays done; what is being done at this moment is finished. */
export async function stopOperation(
	ctx: Context,
	{ operationId }: { readonly operationId: string },
): Promise<Result<true>> {
	return ctx.db.transaction(async (tx) => {
		if ((await tx.operations.find(operationId)) === null) return failed({ code: "OPERATION_NOT_FOUND" });
		const at = ctx.now();
		if (!(await tx.operations.setState(operationId, "stopped", at))) return ok(true);
		await tx.operations.finishRest(operationId, { state: "skipped", code: null });
		const { actor } = ctx;
		await tx.audit.append({ actor, action: "operation.stopped", subject: operationId, at, details: {} });
		return ok(true);
	});
}
