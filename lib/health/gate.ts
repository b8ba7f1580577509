import type { Context } from "#lib/context.ts";
import type { VerifierStatus } from "#lib/db/port.ts";
import { type Partition, partitionFacts } from "#lib/domain/partition.ts";
import { clearTrouble, reportTrouble } from "#lib/incidents/system-trouble.ts";

/** Partitions that Harness serves. */
const PARTITIONS: readonly Partition[] = ["aws", "aws-us-gov"];
/** Our own side is looked at every minute: after three misses nothing is known of it. */
const FRESH_MS = 180_000;

/**
 * The partitions in which connectors may be judged now: our own side and the canary were found in order within three
 * minutes, and STS answers. In the others nothing is judged; connectors there become unknown by age.
 */
export async function openPartitions(ctx: Context): Promise<readonly Partition[]> {
	const isOpen = await Promise.all(
		PARTITIONS.map(
			async (partition) => (await isVerifierGreen(ctx, partition)) && isStsThere(ctx, partition),
		),
	);
	return PARTITIONS.filter((_, index) => isOpen[index]);
}

async function isVerifierGreen(ctx: Context, partition: Partition): Promise<boolean> {
	const status = await ctx.db.verifiers.find(partition);
	if (status === null) return false;
	const { outcome, code, checkedAt } = status.result;
	// No credentials were ever set up for it: nothing is broken, and nothing is judged.
	if (outcome === "skipped") return false;
	if (Math.abs(ctx.now().getTime() - checkedAt.getTime()) > FRESH_MS) {
		await ctx.jobs.checkVerifier();
		await reportTrouble(ctx, { kind: "verifier", subject: partition, code: code ?? "EVIDENCE_EXPIRED" });
		return false;
	}
	// A warning is about Harness's key; AWS can be judged without it.
	return outcome === "passed" || outcome === "warning";
}

async function isStsThere(ctx: Context, partition: Partition): Promise<boolean> {
	const region = partitionFacts(partition).defaultRegion;
	const state = () => ctx.breakers.stateOf(`sts:${region}`);
	if (state() === "half-open") await probe(ctx, partition);
	if (state() === "closed") return true;
	await reportTrouble(ctx, { kind: "sts", subject: region, code: "AWS_UNAVAILABLE" });
	return false;
}

/** Three calls about ourselves try whether STS is back: no connector's result is risked. */
async function probe(ctx: Context, partition: Partition): Promise<void> {
	const signal = AbortSignal.timeout(15_000);
	await Promise.all([1, 2, 3].map(() => ctx.aws.callerIdentity({ partition, signal })));
}

/**
 * What a fresh look at our own side says, told once while it lasts. A refusal is told at once; a missing answer only
 * when the look before it had none either.
 */
export async function tellVerifierState(
	ctx: Context,
	{ partition, result }: VerifierStatus,
	before: VerifierStatus | null,
): Promise<void> {
	const region = partitionFacts(partition).defaultRegion;
	if (ctx.breakers.stateOf(`sts:${region}`) === "closed") {
		await clearTrouble(ctx, { kind: "sts", subject: region });
	}
	const trouble = { kind: "verifier", subject: partition } as const;
	const wasRed = before?.result.outcome === "failed" || before?.result.outcome === "unknown";
	const isRed = result.outcome === "failed" || (result.outcome === "unknown" && wasRed);
	if (isRed) await reportTrouble(ctx, { ...trouble, code: result.code ?? "AWS_UNEXPECTED" });
	else if (result.outcome !== "unknown") await clearTrouble(ctx, trouble);
}
