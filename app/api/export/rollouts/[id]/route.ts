import { exportRolloutAccounts } from "#lib/exports/export-rollout-accounts.ts";
import type { RouteProps } from "../../../live/live-route.ts";
import { answerAboutRollout } from "../../../live/rollouts/rollout-route.ts";
import { streamedFile } from "../../streamed-file.ts";

/** Every account of a rollout, as a file. */
export function GET(_request: Request, props: RouteProps) {
	return answerAboutRollout("GET /api/export/rollouts/[id]", props, async (ctx, rollout) =>
		streamedFile(ctx, { name: "accounts", format: "csv" }, await exportRolloutAccounts(ctx, rollout)),
	);
}
