import type { Context } from "#lib/context.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { decideHealth } from "#lib/domain/health.ts";

/** Derives the connector's health from its evidence and stores the projection that lists read. */
export async function storeHealth(
	ctx: Context,
	connector: Connector,
	results: readonly CheckResult[],
	isVendorMode: boolean,
): Promise<void> {
	const [previous, { last }] = await Promise.all([
		ctx.db.connectors.health(connector.id),
		ctx.db.checks.passedTimes(connector.id, "role-assumable"),
	]);
	const { state, since, validUntil } = decideHealth({
		results,
		proof: connector.proof,
		status: connector.status,
		paused: false,
		requiresBilling: requiresBilling(connector),
		now: ctx.now(),
		isVendorMode,
		previous,
	});
	await ctx.db.connectors.observe(connector.id, { health: { state, since, validUntil, lastProofAt: last } });
	if (previous?.state !== state) {
		ctx.log.info(
			{ connectorId: connector.id, from: previous?.state ?? null, to: state },
			"connector health changed",
		);
	}
}

function requiresBilling({ requirements, costReport }: Connector): boolean {
	return costReport?.kind === "own" && (requirements?.features.includes("BILLING") ?? false);
}
