import type { Context } from "#lib/context.ts";
import type { Result } from "#lib/domain/result.ts";
import { downloadExport } from "#lib/exports/download-export.ts";
import type { Download, Input } from "./endpoints.ts";

/** A rollout as other tools take it. */
export function exportRollout(
	ctx: Context,
	{
		params: { id: rolloutId, format },
		query: { as: shape },
	}: Input<"GET /api/v1/rollouts/[id]/exports/[format]">,
): Promise<Result<Download>> {
	return downloadExport(ctx, { subject: { kind: "rollout", rolloutId }, format, shape });
}
