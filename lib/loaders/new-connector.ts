import "server-only";
import { serverContext } from "#lib/server-context.ts";
import { requireSignedIn } from "./signed-in.ts";

export type NewConnectorPage = {
	/** The Harness account that the connector would belong to; null: none is set up, so none can be made. */
	readonly harnessAccount: { readonly accountId: string; readonly hasApiKey: boolean } | null;
};

export async function loadNewConnector(): Promise<NewConnectorPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const account = await ctx.db.harnessAccounts.first();
	return {
		harnessAccount: account === null ? null : { accountId: account.accountId, hasApiKey: account.hasApiKey },
	};
}
