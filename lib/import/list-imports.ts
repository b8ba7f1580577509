import { harnessTarget } from "#lib/connectors/harness-target.ts";
import type { Context } from "#lib/context.ts";
import { isWithin } from "#lib/domain/access.ts";
import { type ImportCandidate, judgeImports } from "#lib/domain/import-connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { HarnessConnectorRecord } from "#lib/harness/port.ts";

type Listed = { readonly harnessAccountRef: string; readonly records: readonly HarnessConnectorRecord[] };

/** Every CEAws connector of the Harness account, read in pages of 1,000. */
export async function listRecords(ctx: Context, signal: AbortSignal): Promise<Result<Listed>> {
	const account = await ctx.db.harnessAccounts.first();
	if (account === null) return failed({ code: "HARNESS_NOT_CONFIGURED" });
	const target = await harnessTarget(ctx, account.ref);
	if (!target.ok) return target;
	const listed = await ctx.harness.listConnectors(target.value, { filter: {}, signal });
	return listed.ok ? ok({ harnessAccountRef: account.ref, records: listed.value }) : listed;
}

/** What Harness has within the asker's scope, compared with what is here. */
export async function listImports(
	ctx: Context,
	signal: AbortSignal,
): Promise<Result<readonly ImportCandidate[]>> {
	const listed = await listRecords(ctx, signal);
	if (!listed.ok) return listed;
	const { harnessAccountRef, records } = listed.value;
	const { scope } = ctx.actor;
	const connectors = records
		.map(({ connector }) => connector)
		.filter(({ tags }) => isWithin(scope, { harnessAccountRef, tags: tags ?? {} }));
	// Twice: what names no account of its own is compared by its role's.
	const accounts = judgeImports(connectors, []).map(({ awsAccountId }) => awsAccountId);
	const known = await ctx.db.imports.known(harnessAccountRef, [...new Set(accounts)]);
	return ok(judgeImports(connectors, known));
}
