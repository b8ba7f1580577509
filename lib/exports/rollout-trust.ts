import type { HarnessSide } from "#lib/connectors/harness-side.ts";
import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { RolloutTrust } from "#lib/domain/rollout/stack-set.ts";
import type { Rollout } from "#lib/domain/rollout.ts";

/** Whom a rollout's roles trust: Harness, and who we are to AWS as the worker last saw it. */
export async function rolloutTrust(
	ctx: Context,
	{ partition, verifierExternalId }: Pick<Rollout, "partition" | "verifierExternalId">,
	{ cluster, externalId }: HarnessSide,
): Promise<Result<RolloutTrust>> {
	const { verifierMode } = await ctx.db.settings.get();
	if (verifierMode === "vendor") return ok({ harness: cluster, externalId, verifier: null });
	const seen = await ctx.db.verifiers.find(partition);
	const { accountId = null, principalArn = null } = seen ?? {};
	if (accountId === null || principalArn === null)
		return failed({ code: seen?.result.code ?? "VERIFIER_CREDENTIALS_MISSING" });
	return ok({
		harness: cluster,
		externalId,
		verifier: { accountId, principalArn, externalId: verifierExternalId },
	});
}
