import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { REPORT_STACK_REGION, reportStackState } from "#lib/domain/cost-report-stack.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** S3 is asked no more often than this, however many pages are open. */
const MIN_SECONDS_BETWEEN = 4;

type Input = { readonly connectorId: string; readonly signal?: AbortSignal };

/** Somebody has step 2 open and waits for the report's stack: the worker asks for its bucket while that lasts. */
export async function watchReportStack(ctx: Context, { connectorId }: Input): Promise<Result<true>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || connector.status === "offboarded") return failed({ code: "CONNECTOR_NOT_FOUND" });
	if (isDue(ctx, connector)) await ctx.jobs.seeReportBucket(connectorId);
	return ok(true);
}

/**
 * The job: whether a bucket of the report's name exists by now. The name is one that the server made, and a bucket's
 * being there says nothing about whose it is: only the role's own reading of the report does.
 */
export async function seeReportBucket(ctx: Context, { connectorId, signal }: Input): Promise<void> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector?.reportStack == null || !isDue(ctx, connector)) return;
	const { reportStack, partition } = connector;
	const answer = await ctx.aws.headBucket({
		partition,
		bucket: reportStack.bucketName,
		region: REPORT_STACK_REGION,
		...(signal !== undefined && { signal }),
	});
	const askedAt = ctx.now();
	const isThere = answer.kind === "answered" && answer.value === "exists";
	// Begun anew while S3 was asked: the answer is about a name that nobody waits for any more.
	const after = await ctx.db.connectors.find(connectorId);
	if (after?.reportStack?.bucketName !== reportStack.bucketName) return;
	await ctx.db.connectors.observe(connectorId, {
		reportStack: { ...reportStack, askedAt, bucketSeenAt: isThere ? askedAt : null },
	});
}

function isDue(ctx: Context, connector: Connector): boolean {
	if (connector.status === "offboarded" || reportStackState(connector) !== "waiting") return false;
	const askedAt = connector.reportStack?.askedAt ?? null;
	return askedAt === null || ctx.now().getTime() - askedAt.getTime() >= MIN_SECONDS_BETWEEN * 1_000;
}
