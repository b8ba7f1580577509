import { harnessTarget } from "#lib/connectors/harness-target.ts";
import type { Context } from "#lib/context.ts";
import type { HarnessConnection } from "#lib/db/port.ts";
import { harnessExternalId, parseHarnessExternalId } from "#lib/domain/external-id.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

export type HarnessAccountCheck = {
	readonly connection: HarnessConnection;
	/** Null where Harness has no GovCloud account to name. */
	readonly govConnection: HarnessConnection | null;
};

/** Asks Harness who it is to AWS and whether our key is good; the answer is what roles will trust. */
export async function checkHarnessAccount(ctx: Context, ref: string): Promise<Result<HarnessAccountCheck>> {
	const target = await harnessTarget(ctx, ref);
	if (!target.ok) return target;
	const signal = AbortSignal.timeout(15_000);
	const [detail, gov] = await Promise.all(
		[false, true].map((isGovCloud) => ctx.harness.connectionDetail(target.value, { isGovCloud, signal })),
	);
	if (detail === undefined || gov === undefined) return failed({ code: "UNEXPECTED" });
	if (!detail.ok) return detail;
	const connection = toConnection(detail.value, target.value.accountId);
	if (!connection.ok) return connection;
	const govResult = gov.ok ? toConnection(gov.value, target.value.accountId) : null;
	const govConnection = govResult?.ok ? govResult.value : null;
	await ctx.db.harnessAccounts.observe(ref, {
		connection: connection.value,
		govConnection,
		checkedAt: ctx.now(),
	});
	return ok({ connection: connection.value, govConnection });
}

/** Harness's external ID must be the one that follows from its AWS account and our Harness account. */
function toConnection(
	detail: { externalId: string; harnessAwsAccountId: string },
	accountId: string,
): Result<HarnessConnection> {
	const parts = parseHarnessExternalId(detail.externalId);
	const isExpected =
		parts?.harnessAccountId === accountId && parts.harnessAwsAccountId === detail.harnessAwsAccountId;
	if (!isExpected) return failed({ code: "HARNESS_EXTERNAL_ID_DIFFERS", detail: detail.externalId });
	const externalId = harnessExternalId(parts.harnessAwsAccountId, accountId);
	return ok({ harnessAwsAccountId: detail.harnessAwsAccountId, externalId });
}
