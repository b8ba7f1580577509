import type { Context } from "#lib/context.ts";
import type { ConnectorLink, RolloutLink } from "#lib/db/launch-links-port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { Rollout } from "#lib/domain/rollout.ts";

export type RolloutLinkTarget = { readonly rolloutId: string; readonly linkId: string };
export type LinkTarget = { readonly connectorId: string; readonly linkId: string };

/** A link on the sender's side: one of this connector, which lies within what the actor may see. */
export async function findOwnLink(
	ctx: Context,
	{ connectorId, linkId }: LinkTarget,
): Promise<Result<{ readonly link: ConnectorLink; readonly connector: Connector }>> {
	const [link, connector] = await Promise.all([
		ctx.db.launchLinks.find(linkId),
		ctx.db.connectors.find(connectorId),
	]);
	if (connector === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	if (link === null || link.kind === "roll-out" || link.connectorId !== connectorId)
		return failed({ code: "LAUNCH_LINK_NOT_FOUND" });
	return ok({ link, connector });
}

/** The same of a rollout. */
export async function findOwnRolloutLink(
	ctx: Context,
	{ rolloutId, linkId }: RolloutLinkTarget,
): Promise<Result<{ readonly link: RolloutLink; readonly rollout: Rollout }>> {
	const [link, rollout] = await Promise.all([
		ctx.db.launchLinks.find(linkId),
		ctx.db.rollouts.find(rolloutId),
	]);
	if (rollout === null) return failed({ code: "ROLLOUT_NOT_FOUND" });
	if (link === null || link.kind !== "roll-out" || link.rolloutId !== rolloutId)
		return failed({ code: "LAUNCH_LINK_NOT_FOUND" });
	return ok({ link, rollout });
}
