import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { decideRequirements } from "#lib/domain/decide-requirements.ts";
import { offeredFeatures } from "#lib/domain/destinations/words-of.ts";
import type { Requirements } from "#lib/domain/features.ts";
import { isSameRequirements } from "#lib/domain/requirements.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";
import { editableTemplate } from "./editable-template.ts";
import { type ChangeTarget, openForChange, saveChange } from "./open-for-change.ts";

type RequestFeatures = ChangeTarget & { readonly requirements: Requirements };

/**
 * Asks for other features. Nothing changes yet, neither here nor in Harness: the old choice stays true until the
 * role was seen to hold what the new one needs.
 */
export async function requestFeatures(
	ctx: Context,
	{ requirements, ...target }: RequestFeatures,
): Promise<Result<Connector>> {
	const opened = await openForChange(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	const own = await ownStack(ctx, connector);
	if (!own.ok) return own;
	const decision = decideRequirements(requirements, {
		partition: connector.partition,
		hasOwnReport: connector.costReport?.kind === "own",
		requiresAutoStopping: false,
		template: await editableTemplate(ctx, connector),
		offered: offeredFeatures(connector.destination),
	});
	if (!decision.ok) return failed({ code: "INPUT_INVALID", ...decision.failure });
	const { requirements: current } = connector;
	if (current !== null && isSameRequirements(current, decision.value)) {
		return failed({ code: "INPUT_INVALID", field: "features", detail: "This is what the connector has." });
	}
	return saveChange(ctx, {
		connector,
		change: { pendingRequirements: { requirements: decision.value, since: ctx.now() } },
		action: "connector.features.requested",
		details: { from: current, to: decision.value },
		also: async (tx) => {
			await tx.changes.note(connector.id, "features", null);
			await ctx.jobs.advanceChanges(connector.id, { sql: tx.sql });
		},
	});
}
