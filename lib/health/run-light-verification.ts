import type { RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { isDenialProvisional } from "#lib/domain/waiting.ts";
import {
	judgeOneNearMiss,
	type OneNearMiss,
	outcomeOf,
	probeOneNearMiss,
	probeWithoutExternalId,
	settleDenials,
} from "./check-external-id.ts";
import { checkRoleAssumable, checkRoleStillAssumable } from "./check-role-assumable.ts";
import { checkTrustPolicy } from "./check-trust-policy.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import type { Recorder } from "./recorder.ts";
import { noteRoleFound, roleHistory } from "./run-role-verification.ts";
import { checkResult, type Verdict } from "./verdict.ts";

type Run = {
	readonly ctx: Context;
	readonly facts: ConnectorFacts;
	readonly recorder: Recorder;
	readonly signal: AbortSignal;
	/** The right ID's session also reads the trust policy. */
	readonly readsTrustPolicy: boolean;
};
type Light = {
	/** The trust policy is another than it was: every check is due now. */
	readonly isTrustPolicyChanged: boolean;
};

/**
 * Three AssumeRole calls: without an ID, with one near miss, and then with the right ID, since denials count only
 * from a role that still answers. The near miss's denial renews nothing: only all of them together prove that the ID
 * is compared exactly.
 */
export async function runLightVerification(run: Run): Promise<Light> {
	const { ctx, facts, recorder, signal } = run;
	const startedAt = ctx.now();
	const [without, nearMiss] = await Promise.all([
		probeWithoutExternalId(ctx, facts, signal),
		probeOneNearMiss(ctx, facts, signal),
	]);
	const { firstPassedAt } = await roleHistory(recorder);
	const { role, session } = await askRole(run);
	try {
		await recorder.record(role);
		if (role.outcome === "passed") await noteRoleFound(facts, recorder, role.checkedAt);
		const isProvisional = isDenialProvisional({ firstPassedAt, now: startedAt });
		const required = withNearMiss(settleDenials(without, role, isProvisional), nearMiss);
		const at = ctx.now();
		await recorder.record(checkResult("external-id-required", required, startedAt, at));
		const admitted = nearMiss === null ? null : judgeOneNearMiss(nearMiss);
		if (admitted !== null) await recorder.record(checkResult("external-id-exact", admitted, startedAt, at));
		return { isTrustPolicyChanged: session !== null && (await readTrustPolicy(run, session)) };
	} finally {
		session?.close();
	}
}

/** Without a trust policy to read, even the right ID's session may do nothing. */
async function askRole({
	ctx,
	facts,
	recorder,
	signal,
	readsTrustPolicy,
}: Run): Promise<{ role: CheckResult; session: RoleSession | null }> {
	const history = await roleHistory(recorder);
	if (!readsTrustPolicy) {
		return { role: await checkRoleStillAssumable(ctx, facts, history, signal), session: null };
	}
	const { result, session } = await checkRoleAssumable(ctx, facts, history, signal);
	return { role: result, session };
}

/** Whether it is another than the stored one; then nothing is recorded, since every check follows at once. */
async function readTrustPolicy(
	{ ctx, facts, recorder, signal }: Run,
	session: RoleSession,
): Promise<boolean> {
	const startedAt = ctx.now();
	const { verdict, hash } = await checkTrustPolicy(ctx, facts, session, signal);
	const known = facts.connector.trustPolicyHash;
	if (hash !== null && known !== null && hash !== known) return true;
	await recorder.record(checkResult("trust-policy", verdict, startedAt, ctx.now()));
	if (hash !== null && known === null) await recorder.observe({ trustPolicyHash: hash });
	return false;
}

/** That it was tried, and how it ended, stands beside the result that it came with. */
function withNearMiss(verdict: Verdict, nearMiss: OneNearMiss | null): Verdict {
	if (nearMiss === null) return verdict;
	const { kind, answer } = nearMiss;
	return { ...verdict, details: { ...verdict.details, nearMiss: { kind, answer: outcomeOf(answer) } } };
}
