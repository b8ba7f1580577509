import "server-only";
import { reportStackLaunch } from "#lib/connectors/report-stack-launch.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { type ReportStackState, reportStackState } from "#lib/domain/cost-report-stack.ts";
import type { FailureCode } from "#lib/domain/failures.ts";

/** What is read live while step 2 waits for a report's stack. Times in milliseconds since 1970, by the server's clock. */
export type ReportStackView = {
	readonly now: number;
	readonly state: ReportStackState;
	readonly launchedAt: number | null;
	readonly askedAt: number | null;
	/** The link may be handed out now. */
	readonly launchReady: boolean;
	readonly launchCode: FailureCode | null;
};

/** Where the making of the report stands; from the database only. */
export async function readReportStackView(ctx: Context, connector: Connector): Promise<ReportStackView> {
	const launch = await reportStackLaunch(ctx, connector);
	const { reportStack } = connector;
	return {
		now: ctx.now().getTime(),
		state: reportStackState(connector),
		launchedAt: reportStack?.launchedAt.getTime() ?? null,
		askedAt: reportStack?.askedAt?.getTime() ?? null,
		launchReady: launch !== null && launch.published !== null,
		launchCode: launch?.code ?? null,
	};
}
