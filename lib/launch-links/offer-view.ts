import type { ConnectorLink } from "#lib/db/launch-links-port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { requestedNow } from "#lib/domain/launch-link.ts";
import type { OfferView } from "./view.ts";

/** The newest offer as either side sees it; null: none was made. */
export function offerView(
	{ kind, offer, offeredAt, offerAnswer }: ConnectorLink,
	connector: Connector,
): OfferView | null {
	if (offer === null || offeredAt === null) return null;
	const asked = requestedNow(kind, connector)?.features ?? [];
	return {
		features: offer.features,
		without: asked.filter((feature) => !offer.features.includes(feature)),
		message: offer.message,
		offeredAt: offeredAt.getTime(),
		answer: offerAnswer,
	};
}
