import { ListAccountsCommand, type OrganizationsClient } from "@aws-sdk/client-organizations";
import type { Sent } from "./perform.ts";

export type OrganizationAccount = { readonly accountId: string; readonly state: string | null };

/** All pages. `State` replaced `Status` in September 2026; an absent one means unknown, never inactive. */
export async function listAccounts(
	client: OrganizationsClient,
	abortSignal: AbortSignal,
): Promise<Sent<readonly OrganizationAccount[]>> {
	const accounts: OrganizationAccount[] = [];
	let token: string | undefined;
	let requestId: string | undefined;
	do {
		const output = await client.send(new ListAccountsCommand({ NextToken: token }), { abortSignal });
		for (const account of output.Accounts ?? []) {
			if (account.Id !== undefined) accounts.push({ accountId: account.Id, state: account.State ?? null });
		}
		requestId = output.$metadata.requestId;
		token = output.NextToken || undefined;
	} while (token !== undefined);
	return { value: accounts, requestId };
}
