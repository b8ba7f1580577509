import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { FailureCode } from "#lib/domain/failures.ts";

/**
 * Why a connector's role is not assumed to ask what it is allowed; null: it may be. Looked at when somebody asks, and
 * again when the worker's turn comes.
 */
export async function whyNotAsked(ctx: Context, connector: Connector): Promise<FailureCode | null> {
	if (connector.status === "offboarded") return "CONNECTOR_NOT_FOUND";
	if (connector.offboarding !== null) return "CONNECTOR_OFFBOARDING";
	if (connector.pausedAt !== null) return "CONNECTOR_PAUSED";
	// Only of roles that are proven by our own calls: no other external ID is ever sent.
	if (connector.proof !== "direct") return "ROLE_DOES_NOT_TRUST_US";
	const health = await ctx.db.connectors.health(connector.id);
	return health?.state === "quarantined" ? "CONNECTOR_QUARANTINED" : null;
}
