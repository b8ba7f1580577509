import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { createLaunchLink } from "#lib/launch-links/create-launch-link.ts";
import { listConnectorLinks } from "#lib/launch-links/list-launch-links.ts";
import { revokeLaunchLink } from "#lib/launch-links/revoke-launch-link.ts";
import type { ConnectorSenderLink } from "#lib/launch-links/view.ts";
import type { ApiLaunchLink } from "#lib/schemas/api/launch-link-schemas.ts";
import type { Answer, Input } from "./endpoints.ts";
import { findConnector } from "./find-connector.ts";

type List = "GET /api/v1/connectors/[id]/launch-links";
type Create = "POST /api/v1/connectors/[id]/launch-links";
type Revoke = "DELETE /api/v1/connectors/[id]/launch-links/[linkId]";

export async function listLaunchLinks(
	ctx: Context,
	{ params: { id } }: Input<List>,
): Promise<Result<Answer<List>>> {
	const connector = await findConnector(ctx, id);
	if (!connector.ok) return connector;
	const { links } = await listConnectorLinks(ctx, id);
	return ok({ items: links.map(linkAnswer) });
}

export async function addLaunchLink(
	ctx: Context,
	{ params: { id }, body, origin }: Input<Create>,
): Promise<Result<Answer<Create>>> {
	const baseUrl = ctx.config.publicUrl ?? origin;
	const created = await createLaunchLink(ctx, { ...body, connectorId: id, baseUrl });
	if (!created.ok) return created;
	const { link, url } = created.value;
	if (link.kind === "roll-out") return failed({ code: "LAUNCH_LINK_NOT_FOUND" });
	return ok({ ...linkAnswer(link), url });
}

export async function endLaunchLink(
	ctx: Context,
	{ params: { id, linkId } }: Input<Revoke>,
): Promise<Result<Answer<Revoke>>> {
	const revoked = await revokeLaunchLink(ctx, { connectorId: id, linkId });
	if (!revoked.ok) return revoked;
	const { links } = await listConnectorLinks(ctx, id);
	const link = links.find((each) => each.id === linkId);
	return link === undefined ? failed({ code: "LAUNCH_LINK_NOT_FOUND" }) : ok(linkAnswer(link));
}

function linkAnswer(view: ConnectorSenderLink): ApiLaunchLink {
	return {
		id: view.id,
		connectorId: view.connectorId,
		kind: view.kind,
		state: view.state,
		note: view.note,
		createdBy: view.createdBy,
		createdAt: instant(view.createdAt),
		expiresAt: instant(view.expiresAt),
		openings: view.openings,
		lastOpenedAt: maybe(view.lastOpenedAt),
		actedAt: maybe(view.actedAt),
		completedAt: maybe(view.completedAt),
		revokedAt: maybe(view.revokedAt),
		declinedAt: maybe(view.declinedAt),
		declineMessage: view.declineMessage,
		checkWords: [...view.checkWords],
		offer: view.offer && {
			features: [...view.offer.features],
			message: view.offer.message,
			offeredAt: instant(view.offer.offeredAt),
			answer: view.offer.answer,
		},
	};
}

function instant(at: number): string {
	return new Date(at).toISOString();
}

function maybe(at: number | null): string | null {
	return at === null ? null : instant(at);
}
