import type { Context } from "#lib/context.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import type { LaunchWay, Rollout } from "#lib/domain/rollout.ts";
import { findRollout, saveRollout } from "./open-rollout.ts";

type Input = { readonly rolloutId: string; readonly way: LaunchWay };

/**
 * The launch link was pressed, or somebody says that it was done another way: from here on AWS is looked at, and
 * accounts are expected. Pressing again asks AWS at once and keeps the first time.
 */
export async function markRolloutLaunched(ctx: Context, { rolloutId, way }: Input): Promise<Result<Rollout>> {
	const found = await findRollout(ctx, rolloutId);
	if (!found.ok) return found;
	const { version, launch, features, launchedAt } = found.value;
	if (launch === null || features === null) return failed({ code: "ROLLOUT_INCOMPLETE" });
	return saveRollout(
		ctx,
		{ rolloutId, version },
		{
			edit: {
				status: "launched",
				launchedAt: launchedAt ?? ctx.now(),
				launch: { ...launch, way, wavesBegun: Math.max(1, launch.wavesBegun) },
			},
			action: "rollout.launched",
			details: { way },
			reconcile: "launched",
		},
	);
}
