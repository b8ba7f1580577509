import type { Context } from "#lib/context.ts";
import type { Connector, CostReport } from "#lib/domain/connector.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";
import { openForEdit, type StepTarget, saveStep } from "./save-step.ts";

type Input = StepTarget & { readonly costReport: Exclude<CostReport, { kind: "none" }> };

/** Step 2. A report of another account counts only when that account is a connected payer here. */
export async function saveCostReport(
	ctx: Context,
	{ costReport, ...target }: Input,
): Promise<Result<Connector>> {
	const opened = await openForEdit(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	const own = await ownStack(ctx, connector);
	if (!own.ok) return own;
	if (connector.overview === null || connector.overview.isGovCloud)
		return failed({ code: "CONNECTOR_INCOMPLETE" });
	if (costReport.kind === "covered") {
		const payers = await ctx.db.connectors.listPayers(connector.harnessAccountRef);
		const isPayer = payers.some(({ id }) => id === costReport.payerConnectorId && id !== connector.id);
		if (!isPayer) return failed({ code: "CONNECTOR_NOT_FOUND", field: "source" });
	}
	return saveStep(ctx, target, "cost-report", {
		costReport,
		...(connector.requirements && {
			requirements: withBilling(connector.requirements, costReport.kind === "own"),
		}),
	});
}

/** Cost Visibility is required with a report of one's own, and comes from the payer otherwise. */
export function withBilling(
	requirements: NonNullable<Connector["requirements"]>,
	hasOwnReport: boolean,
): NonNullable<Connector["requirements"]> {
	const others = requirements.features.filter((feature) => feature !== "BILLING");
	return { ...requirements, features: hasOwnReport ? ["BILLING", ...others] : others };
}
