import type { Context } from "#lib/context.ts";
import type { Connector, CostReport } from "#lib/domain/connector.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";
import { openForEdit, type StepTarget, saveStep } from "./save-step.ts";

/** An account without cost data of its own: what another vendor calls a resource connection. */
type NotNeeded = { readonly kind: "none"; readonly reason: "not-needed" };
type Input = StepTarget & { readonly costReport: Exclude<CostReport, { kind: "none" }> | NotNeeded };

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
	if (costReport.kind === "none" && wordsOf(connector.destination).withoutCosts === null) {
		const detail = "Choose this account's own report, or the report of a connected payer.";
		return failed({ code: "INPUT_INVALID", field: "source", detail });
	}
	if (costReport.kind === "covered") {
		const { harnessAccountRef, destination } = connector;
		const payers = await ctx.db.connectors.listPayers(harnessAccountRef, destination);
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
