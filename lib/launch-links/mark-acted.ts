import type { Context } from "#lib/context.ts";
import type { LaunchWayName } from "#lib/domain/launch-link.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { auditHolder } from "./audit-holder.ts";
import { type Held, type HeldLink, isOfRollout } from "./held-link.ts";
import { markRolloutActed } from "./rollout/mark-rollout-acted.ts";
import { nudge } from "./watch-link.ts";

/** The receiver went to AWS, or took a command along: from here on a new role may take five minutes to answer. */
export async function markActed(ctx: Context, held: Held, way: LaunchWayName): Promise<Result<true>> {
	return isOfRollout(held) ? markRolloutActed(ctx, held, way) : markConnectorActed(ctx, held, way);
}

async function markConnectorActed(ctx: Context, held: HeldLink, way: LaunchWayName): Promise<Result<true>> {
	const { link, connector } = held;
	const now = ctx.now();
	const isNewRole = link.kind === "connect" && connector.roleFoundAt === null;
	const marked = await ctx.db.transaction(async (tx) => {
		if (!(await tx.launchLinks.change(link.id, { actedAt: link.actedAt ?? now }, { now }))) return false;
		if (isNewRole) await tx.connectors.observe(connector.id, { launchedAt: now });
		await tx.audit.append(auditHolder(ctx, held, "launch-link.acted", { way }));
		return true;
	});
	if (!marked) return failed({ code: "LAUNCH_LINK_NOT_FOUND" });
	await nudge(ctx, { ...held, state: "acted" });
	return ok(true);
}
