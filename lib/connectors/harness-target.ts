import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { HarnessTarget } from "#lib/harness/port.ts";

/** Where and as whom Harness is asked for one of its accounts. */
export async function harnessTarget(ctx: Context, ref: string): Promise<Result<HarnessTarget>> {
	const [account, apiKey] = await Promise.all([
		ctx.db.harnessAccounts.find(ref),
		ctx.db.harnessAccounts.apiKey(ref),
	]);
	if (account === null || apiKey === null) return failed({ code: "HARNESS_NOT_CONFIGURED" });
	return ok({ baseUrl: account.baseUrl, accountId: account.accountId, apiKey });
}
