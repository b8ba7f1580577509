import type { Context } from "#lib/context.ts";
import { checkRoleAssumable, type RoleHistory } from "./check-role-assumable.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import type { Recorder } from "./recorder.ts";
import { checkResult, skipped } from "./verdict.ts";

export const HARNESS_PROOF = "The role does not trust Rolebridge, so only Harness can say whether it works.";

/** Only whether the role answers yet: what is asked every few seconds while somebody waits for it. */
export async function runRoleVerification(
	ctx: Context,
	facts: ConnectorFacts,
	recorder: Recorder,
	signal: AbortSignal,
): Promise<void> {
	if (facts.connector.proof === "harness") {
		const at = ctx.now();
		return await recorder.record(checkResult("role-assumable", skipped(HARNESS_PROOF), at, at));
	}
	const history = await roleHistory(recorder);
	const { result, session } = await checkRoleAssumable(ctx, facts, history, signal);
	session?.close();
	await recorder.record(result);
	if (result.outcome === "passed") await noteRoleFound(facts, recorder, result.checkedAt);
}

export async function roleHistory(recorder: Recorder): Promise<RoleHistory> {
	const { first, last } = await recorder.passedTimes("role-assumable");
	const harnessPasses = recorder.previous("harness-connector")?.outcome === "passed";
	return { firstPassedAt: first, lastPassedAt: last, harnessPasses };
}

export async function noteRoleFound(facts: ConnectorFacts, recorder: Recorder, at: Date): Promise<void> {
	if (facts.connector.roleFoundAt === null) await recorder.observe({ roleFoundAt: at });
}
