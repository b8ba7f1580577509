import type { ActionAnswer } from "#components/setup/action-failure.ts";

type RolloutLinkTarget = { readonly rolloutId: string; readonly linkId: string };
type LinkTarget = { readonly connectorId: string; readonly linkId: string };
type OfferTarget = LinkTarget & { readonly offeredAt: number };

/** What a sender may do with a link; handed in, so that a row can be looked at without a server. */
export type LinkActs = {
	readonly revoke: (which: LinkTarget | RolloutLinkTarget) => Promise<ActionAnswer<unknown>>;
	readonly accept: (which: OfferTarget) => Promise<ActionAnswer<unknown>>;
	readonly refuse: (which: OfferTarget) => Promise<ActionAnswer<unknown>>;
};
