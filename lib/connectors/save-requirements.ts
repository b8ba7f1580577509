import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { decideRequirements } from "#lib/domain/decide-requirements.ts";
import { offeredFeatures } from "#lib/domain/destinations/words-of.ts";
import type { Requirements } from "#lib/domain/features.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";
import { openForEdit, type StepTarget, saveStep } from "./save-step.ts";
import { templateInForce } from "./template-in-force.ts";

type Input = StepTarget & { readonly requirements: Requirements };

/** Step 3. What the template, the partition or the account cannot carry is refused, whatever the page allowed. */
export async function saveRequirements(
	ctx: Context,
	{ requirements, ...target }: Input,
): Promise<Result<Connector>> {
	const opened = await openForEdit(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	if (connector.status === "registered") {
		const detail = "The connector is in use: its features change by Change features, on its page.";
		return failed({ code: "CHANGE_NOT_POSSIBLE", detail });
	}
	const own = await ownStack(ctx, connector);
	if (!own.ok) return own;
	if (connector.overview === null || connector.costReport === null)
		return failed({ code: "CONNECTOR_INCOMPLETE" });
	const template = await templateInForce(ctx, connector.partition, connector.destination);
	const decision = decideRequirements(requirements, {
		partition: connector.partition,
		hasOwnReport: connector.costReport.kind === "own",
		requiresAutoStopping: connector.requiresAutoStopping,
		template: template.source,
		offered: offeredFeatures(connector.destination),
	});
	if (!decision.ok) return failed({ code: "INPUT_INVALID", ...decision.failure });
	return saveStep(ctx, target, "features", { requirements: decision.value });
}
