import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { applyPendingFeatures } from "./apply-pending-features.ts";
import { type ChangeTarget, openForChange } from "./open-for-change.ts";

type ConfirmFeatures = ChangeTarget & {
	/** `stack-updated`: the role cannot be looked into, so a person's word must do. `overwrite`: Harness's connector may be overwritten. */
	readonly what: "stack-updated" | "overwrite";
};

/** Where the worker cannot go on by itself, a person decides; each decision is audited with its author. */
export async function confirmFeatures(
	ctx: Context,
	{ what, ...target }: ConfirmFeatures,
): Promise<Result<Connector>> {
	const opened = await openForChange(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	if (what === "stack-updated") {
		// Where we can look for ourselves nobody's word replaces it.
		if (connector.proof === "direct") return failed({ code: "CHANGE_NOT_POSSIBLE" });
		return applyPendingFeatures(ctx, connector, { isProven: false, overwrite: false });
	}
	const { features } = await ctx.db.changes.progress(connector.id);
	if (connector.proof === "direct" && features?.waitsFor !== "harness") {
		return failed({ code: "CHANGE_NOT_POSSIBLE" });
	}
	return applyPendingFeatures(ctx, connector, { isProven: connector.proof === "direct", overwrite: true });
}
