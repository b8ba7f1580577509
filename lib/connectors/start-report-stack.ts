import type { Context } from "#lib/context.ts";
import type { Connector, CostReportType, ReportStack } from "#lib/domain/connector.ts";
import { reportStackName, reportStackState } from "#lib/domain/cost-report-stack.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";
import { withBilling } from "./save-cost-report.ts";
import { openForEdit, type StepTarget, saveStep } from "./save-step.ts";

type Input = StepTarget & { readonly reportType: CostReportType };

/**
 * Step 2, where there is no report yet: the server makes its names up and enters them, so that one stack can make it.
 * Asked again for the same type, it gives the names that it gave before.
 */
export async function startReportStack(
	ctx: Context,
	{ reportType, ...target }: Input,
): Promise<Result<Connector>> {
	const opened = await openForEdit(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	const own = await ownStack(ctx, connector);
	if (!own.ok) return own;
	const { overview, partition, requirements } = connector;
	if (overview === null || overview.isGovCloud || partition !== "aws")
		return failed({ code: "CONNECTOR_INCOMPLETE" });
	const isBegun = reportStackState(connector) !== "none" && connector.reportStack?.reportType === reportType;
	if (isBegun) return ok(connector);
	const name = reportStackName(connector.destination, overview.awsAccountId, ctx.randomBytes(4));
	const names = { reportName: name, bucketName: name, reportType };
	const reportStack: ReportStack = { ...names, launchedAt: ctx.now(), bucketSeenAt: null, askedAt: null };
	return saveStep(
		ctx,
		target,
		"cost-report",
		{
			costReport: { kind: "own", ...names },
			reportStack,
			...(requirements && { requirements: withBilling(requirements, true) }),
		},
		"connector.report-stack.begun",
	);
}
