"use client";

import { usePress } from "#components/offboard/use-press.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import type { SenderLinkView } from "#lib/launch-links/view.ts";
import type { LinkActs } from "./link-acts.ts";
import { listed } from "./plain-words.ts";

export type OfferAnswerProps = {
	readonly link: SenderLinkView;
	readonly acts: LinkActs;
	readonly onChanged: () => void;
};

/** The receiver's counter-offer, to be taken with one press. */
export function OfferAnswer({ link, acts, onChanged }: OfferAnswerProps) {
	const accepting = usePress();
	const refusing = usePress();
	const { offer, connectorId } = link;
	if (offer === null || connectorId === null) return null;
	const which = { connectorId, linkId: link.id, offeredAt: offer.offeredAt };
	return (
		<div className="mt-2 flex flex-col gap-2">
			<Notice
				tone="warn"
				title={`They would agree without ${listed(offer.without.map((feature) => FEATURE_INFO[feature].title))}`}
				action={
					<>
						<Button
							size="small"
							pending={accepting.isPending}
							pendingLabel="Taking it…"
							onClick={() => accepting.press(() => acts.accept(which), onChanged)}
						>
							Take the offer
						</Button>
						<Button
							size="small"
							pending={refusing.isPending}
							pendingLabel="Answering…"
							onClick={() => refusing.press(() => acts.refuse(which), onChanged)}
						>
							Keep asking
						</Button>
					</>
				}
			>
				{offer.message !== "" && (
					<p className="whitespace-pre-line [overflow-wrap:anywhere]">“{offer.message}”</p>
				)}
				<p>
					Left: {listed(offer.features.map((feature) => FEATURE_INFO[feature].title))}. Taking it changes the
					connector's requirements and the page behind the link; the link stays.
				</p>
			</Notice>
			<ActionFailureNotice failure={accepting.failure ?? refusing.failure} />
		</div>
	);
}
