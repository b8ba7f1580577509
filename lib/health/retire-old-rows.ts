import type { Context } from "#lib/context.ts";
import type { CheckId } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { applicableChecks } from "./applicable-checks.ts";
import type { Recorder } from "./recorder.ts";
import { checkResult, skipped } from "./verdict.ts";

/** Rows of features, tasks and reports that are no longer chosen would count for ever. */
export async function retireOldRows(
	ctx: Pick<Context, "now">,
	connector: Connector,
	recorder: Recorder,
): Promise<void> {
	const applicable = new Set<CheckId>(applicableChecks(connector));
	const at = ctx.now();
	for (const { checkId, outcome } of recorder.results()) {
		if (applicable.has(checkId) || outcome === "skipped") continue;
		await recorder.record(checkResult(checkId, skipped("This connector does not use it."), at, at));
	}
}
