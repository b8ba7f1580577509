import type { State } from "#components/ui/state.ts";
import type { LaunchLinkState } from "#lib/domain/launch-link.ts";
import type { SenderLinkView } from "#lib/launch-links/view.ts";

type Look = { readonly state: State; readonly word: string };

/** Where a link stands, for its sender: a shape and a word. */
export function linkLook(link: SenderLinkView): Look {
	if (isOfferOpen(link)) return { state: "warn", word: "Offers less" };
	if (link.state === "open" && link.openings > 0) return { state: "wait", word: "Opened" };
	return LOOKS[link.state];
}

const LOOKS = {
	open: { state: "none", word: "Not opened yet" },
	acted: { state: "wait", word: "Under way in AWS" },
	done: { state: "ok", word: "Done" },
	declined: { state: "bad", word: "Declined" },
	revoked: { state: "none", word: "Revoked" },
	expired: { state: "none", word: "Expired" },
} as const satisfies Record<LaunchLinkState, Look>;

/** It may still be opened. */
export function isAlive({ state }: SenderLinkView): boolean {
	return state === "open" || state === "acted";
}

/** The receiver offers less, and nobody has answered yet. */
export function isOfferOpen(link: SenderLinkView): boolean {
	return isAlive(link) && link.offer !== null && link.offer.answer === null;
}
