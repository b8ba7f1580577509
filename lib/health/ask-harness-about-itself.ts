import type { Context } from "#lib/context.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { harnessExternalId, isHarnessAccountId } from "#lib/domain/external-id.ts";
import { formatKeyExpiry, isKeyExpiring } from "#lib/domain/harness-key.ts";
import type { Partition } from "#lib/domain/partition.ts";
import { tellHarnessState } from "./tell-harness-state.ts";
import type { Verdict } from "./verdict.ts";

type Warning = Pick<Verdict, "outcome" | "code" | "observed">;

/**
 * Whether Harness takes our key, and which AWS account and external ID it names for itself; kept for the trust
 * policies of new roles. Null: nothing to complain about, or no key to ask with.
 */
export async function askHarnessAboutItself(
	ctx: Context,
	partition: Partition,
	signal: AbortSignal,
): Promise<Warning | null> {
	const account = await ctx.db.harnessAccounts.first();
	const apiKey = account?.hasApiKey ? await ctx.db.harnessAccounts.apiKey(account.ref) : null;
	if (account === null || apiKey === null || !isHarnessAccountId(account.accountId)) return null;
	const isGovCloud = partition === "aws-us-gov";
	const target = { baseUrl: account.baseUrl, accountId: account.accountId, apiKey };
	const answer = await ctx.harness.connectionDetail(target, { isGovCloud, signal });
	// One voice is enough: both partitions are asked with the same key.
	if (!isGovCloud) await tellHarnessState(ctx, account, answer.ok ? null : answer.failure);
	if (!answer.ok) {
		return {
			outcome: "warning",
			code: answer.failure.code,
			observed: "Harness does not take our API key, or does not answer.",
		};
	}
	const awsAccount = parseAccountId(answer.value.harnessAwsAccountId);
	const derived = awsAccount.ok ? harnessExternalId(awsAccount.value, account.accountId) : null;
	if (!awsAccount.ok || derived !== answer.value.externalId) {
		const observed = "Harness names another external ID than the one that follows from its accounts.";
		return { outcome: "warning", code: "HARNESS_EXTERNAL_ID_DIFFERS", observed };
	}
	const connection = { harnessAwsAccountId: awsAccount.value, externalId: derived };
	const facts = isGovCloud ? { govConnection: connection } : { connection };
	await ctx.db.harnessAccounts.observe(account.ref, { ...facts, checkedAt: ctx.now() });
	return expiryWarning(account.apiKeyExpiresAt, ctx.now());
}

function expiryWarning(expiresAt: Date | null, now: Date): Warning | null {
	if (!isKeyExpiring(expiresAt, now)) return null;
	const observed = `The Harness API key expires on ${formatKeyExpiry(expiresAt)}.`;
	return { outcome: "warning", code: "HARNESS_KEY_EXPIRES", observed };
}
