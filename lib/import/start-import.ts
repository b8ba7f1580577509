import type { Context } from "#lib/context.ts";
import type { Result } from "#lib/domain/result.ts";
import { startOperation } from "#lib/operations/start-operation.ts";
import { listImports } from "./list-imports.ts";

type StartImport = { readonly identifiers: readonly string[] } | { readonly all: true };

const LIST_TIMEOUT_MS = 20_000;

/** Takes connectors over from Harness as one operation; `all`: those that nothing here or there stands in the way of. */
export async function startImport(
	ctx: Context,
	input: StartImport,
): Promise<Result<{ readonly id: string; readonly total: number }>> {
	const act = { kind: "adopt", input: {} } as const;
	if ("identifiers" in input) return startOperation(ctx, { act, subjects: { ids: input.identifiers } });
	const listed = await listImports(ctx, AbortSignal.timeout(LIST_TIMEOUT_MS));
	if (!listed.ok) return listed;
	const ids = listed.value
		.filter(({ verdict }) => verdict.kind === "new")
		.map(({ identifier }) => identifier);
	return startOperation(ctx, { act, subjects: { ids } });
}
