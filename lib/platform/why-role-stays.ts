import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { decideHealth } from "#lib/domain/health.ts";
import type { PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";

/**
 * Why the settings may not take the place of the connector's; null: they may. With the role goes what was found of it,
 * and from then on Harness's word would be enough: an open role would be out of quarantine by being left and taken up
 * again. So it stays until it is closed, or is gone, and was asked again.
 */
export async function whyRoleStays(
	ctx: Context,
	connector: Connector,
	platform: PlatformSettings,
): Promise<Failure | null> {
	if (derivedRoleArn(connector) === derivedRoleArn({ ...connector, platform })) return null;
	const results = await ctx.db.checks.latest(connector.id);
	const { proof, status } = connector;
	const facts = { results, proof, status, paused: false, requiresBilling: false, now: ctx.now() };
	return decideHealth(facts).state === "quarantined" ? { code: "CONNECTOR_QUARANTINED" } : null;
}
