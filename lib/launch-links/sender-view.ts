import type { Context } from "#lib/context.ts";
import type { ConnectorLink, LaunchLink } from "#lib/db/launch-links-port.ts";
import type { HarnessAccount } from "#lib/db/port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { isRequestGone, linkState } from "#lib/domain/launch-link.ts";
import { linkWords } from "./link-words.ts";
import { offerView } from "./offer-view.ts";
import type { ConnectorSenderLink } from "./view.ts";

/** A link for those who may make such links. */
export function senderView(
	ctx: Context,
	link: ConnectorLink,
	connector: Connector,
	account: HarnessAccount | null,
): ConnectorSenderLink {
	const { id, kind, connectorId, note, openings, declineMessage, request } = link;
	const isGone = isRequestGone(link, connector);
	return {
		...{ id, kind, connectorId, note, openings, declineMessage },
		state: linkState(link, { isGone, now: ctx.now() }),
		rolloutId: null,
		name: connector.overview?.name ?? "",
		awsAccountId: request.awsAccountId,
		...timesOf(link),
		checkWords: linkWords(ctx, link, connector, account),
		offer: offerView(link, connector),
	};
}

/** Who sent it, and what has become of it. */
export function timesOf(link: LaunchLink) {
	return {
		createdBy: link.createdBy.name,
		createdAt: link.createdAt.getTime(),
		expiresAt: link.expiresAt.getTime(),
		firstOpenedAt: timeOf(link.firstOpenedAt),
		lastOpenedAt: timeOf(link.lastOpenedAt),
		actedAt: timeOf(link.actedAt),
		completedAt: timeOf(link.completedAt),
		revokedAt: timeOf(link.revokedAt),
		declinedAt: timeOf(link.declinedAt),
	};
}

function timeOf(date: Date | null): number | null {
	return date?.getTime() ?? null;
}
