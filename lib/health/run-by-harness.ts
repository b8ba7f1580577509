import type { Context } from "#lib/context.ts";
import type { CheckRun } from "#lib/db/port.ts";
import type { CheckId } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { isInHarness, roleChecks } from "./applicable-checks.ts";
import { checkPlatformRecord } from "./check-harness-connector.ts";
import { harnessFacts } from "./connector-facts.ts";
import type { Recorder } from "./recorder.ts";
import { retireOldRows } from "./retire-old-rows.ts";
import { HARNESS_PROOF } from "./run-role-verification.ts";
import { checkResult, skipped, timed } from "./verdict.ts";

const NO_ROLE =
	"A delegate or an access key signs in to AWS, and no role that Rolebridge could ask: only Harness can say whether it works.";

/** A platform connector whose role does not trust us, or that has none: nothing of it is asked but Harness's word. */
export function isByHarnessAlone({ destination, proof }: Pick<Connector, "destination" | "proof">): boolean {
	return destination === "harness-platform" && proof === "harness";
}

type Run = {
	readonly recorder: Recorder;
	readonly kind: CheckRun["kind"];
	readonly signal: AbortSignal;
};

/** Harness's record, and of every other check why it is not made. */
export async function runByHarness(ctx: Context, connector: Connector, run: Run): Promise<void> {
	const { recorder, kind, signal } = run;
	await skipRoleChecks(ctx, connector, recorder, kind);
	if (kind === "role" || !isInHarness(connector)) return;
	const facts = await harnessFacts(ctx, connector);
	if (facts === null) return;
	await recorder.record(await timed(ctx, "harness-connector", () => checkPlatformRecord(ctx, facts, signal)));
}

/** Told once each; whatever was found while the role trusted us, or had other tasks, counts no more. */
export async function skipRoleChecks(
	ctx: Context,
	connector: Connector,
	recorder: Recorder,
	kind: CheckRun["kind"],
): Promise<void> {
	if (kind === "full") await retireOldRows(ctx, connector, recorder);
	const why = derivedRoleArn(connector) === null ? NO_ROLE : HARNESS_PROOF;
	const checks: readonly CheckId[] = kind === "role" ? ["role-assumable"] : roleChecks(connector);
	const at = ctx.now();
	for (const checkId of checks) await recorder.record(checkResult(checkId, skipped(why), at, at));
}
