import { Notice } from "#components/ui/notice.tsx";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import type { OfferView } from "#lib/launch-links/view.ts";
import { listed } from "./plain-words.ts";

/** What became of the receiver's offer of less. */
export function OfferNotice({
	offer,
	senderName,
}: {
	readonly offer: OfferView | null;
	readonly senderName: string;
}) {
	if (offer === null) return null;
	const without = listed(offer.without.map((feature) => FEATURE_INFO[feature].title));
	switch (offer.answer) {
		case null:
			return (
				<Notice tone="wait" live="status" title={`You offered it without ${without}`}>
					{senderName} decides; this page shows the answer. Until then the button below still makes everything
					that was asked for, so wait with it.
				</Notice>
			);
		case "accepted":
			return (
				<Notice tone="ok" live="status" title={`${senderName} took your offer`}>
					The request below is the smaller one{without !== "" && `, without ${without}`}. Its check words are
					new.
				</Notice>
			);
		case "refused":
			return (
				<Notice tone="warn" live="status" title={`${senderName} did not take your offer`}>
					The request stands as it was. You can still go on with it, offer something else, or decline.
				</Notice>
			);
		default:
			return offer.answer satisfies never;
	}
}
