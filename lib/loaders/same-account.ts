import "server-only";
import { connectorInHarness, sameAccountHere } from "#lib/connectors/save-overview.ts";
import type { Context } from "#lib/context.ts";
import type { AccountId } from "#lib/domain/account-id.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { harnessLinks } from "#lib/domain/harness-links.ts";

/** The other connector for an AWS account; null: there is none. */
export type SameAccount =
	| { readonly where: "here"; readonly id: string; readonly name: string | null; readonly isDraft: boolean }
	| {
			readonly where: "harness";
			readonly name: string;
			readonly identifier: string;
			readonly url: string | null;
	  }
	| null;

export async function readSameAccount(
	ctx: Context,
	connector: Connector,
	awsAccountId: AccountId,
): Promise<SameAccount> {
	// An account may have as many of these as anybody wants.
	if (connector.destination === "harness-platform") return null;
	const here = await sameAccountHere(ctx, connector, awsAccountId);
	if (here !== null) {
		return {
			where: "here",
			id: here.id,
			name: here.overview?.name ?? null,
			isDraft: here.status === "draft",
		};
	}
	if (connector.destination !== "harness-ccm") return null;
	const [inHarness, account] = await Promise.all([
		connectorInHarness(ctx, connector.harnessAccountRef, awsAccountId),
		ctx.db.harnessAccounts.find(connector.harnessAccountRef),
	]);
	if (!inHarness.ok || inHarness.value === null) return null;
	const url = account === null ? null : harnessLinks(account.baseUrl, account.accountId).connectors;
	return { where: "harness", ...inHarness.value, url };
}
