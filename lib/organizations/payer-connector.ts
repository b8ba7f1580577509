import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { Rollout } from "#lib/domain/rollout.ts";

/** The management account's registered connector with a report of its own; null: there is none. */
export async function payerConnector(
	ctx: Context,
	{ harnessAccountRef, managementAccountId }: Rollout,
): Promise<Connector | null> {
	if (managementAccountId === null) return null;
	const connectors = await ctx.db.connectors.findByAccount(harnessAccountRef, managementAccountId);
	return (
		connectors.find(
			({ destination, status, costReport }) =>
				destination === "harness-ccm" && status === "registered" && costReport?.kind === "own",
		) ?? null
	);
}
