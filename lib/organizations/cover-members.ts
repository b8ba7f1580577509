import type { Context } from "#lib/context.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { payerConnector } from "./payer-connector.ts";

/** One transaction: a few seconds at most. The rest follows with the next look. */
const MOST = 500;

/**
 * Members whose connectors were made before the payer's was registered count on the payer's report from then on. What
 * was proven of them stays proven: one check is added. How many.
 */
export async function coverMembers(ctx: Context, rollout: Rollout): Promise<number> {
	const payer = await payerConnector(ctx, rollout);
	if (payer === null) return 0;
	const members = await ctx.db.rollouts.uncovered(rollout.id, MOST);
	if (members.length === 0) return 0;
	const costReport = { kind: "covered", payerConnectorId: payer.id } as const;
	return ctx.db.transaction(async (tx) => {
		const accounts: string[] = [];
		for (const { connectorId, accountId, version } of members) {
			// Somebody who saves at the same moment goes first; the next look covers it.
			const saved = await tx.connectors.save(connectorId, version, { costReport });
			if (saved !== null && typeof saved !== "string") accounts.push(accountId);
		}
		if (accounts.length === 0) return 0;
		await tx.audit.append({
			actor: ctx.actor,
			action: "rollout.covered",
			subject: rollout.id,
			at: ctx.now(),
			details: { payerConnectorId: payer.id, count: accounts.length, accounts: accounts.slice(0, 50) },
		});
		return accounts.length;
	});
}
