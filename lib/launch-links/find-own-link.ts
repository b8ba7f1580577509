import type { Context } from "#lib/context.ts";
import type { LaunchLink } from "#lib/db/launch-links-port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

export type LinkTarget = { readonly connectorId: string; readonly linkId: string };

/** A link on the sender's side: one of this connector, which lies within what the actor may see. */
export async function findOwnLink(
	ctx: Context,
	{ connectorId, linkId }: LinkTarget,
): Promise<Result<{ readonly link: LaunchLink; readonly connector: Connector }>> {
	const [link, connector] = await Promise.all([
		ctx.db.launchLinks.find(linkId),
		ctx.db.connectors.find(connectorId),
	]);
	if (connector === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	if (link === null || link.connectorId !== connectorId) return failed({ code: "LAUNCH_LINK_NOT_FOUND" });
	return ok({ link, connector });
}
