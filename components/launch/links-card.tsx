"use client";

import { useCan } from "#components/shell/abilities.tsx";
import {
	acceptOfferAction,
	refuseOfferAction,
	revokeLaunchLinkAction,
} from "#lib/actions/launch-link-actions.ts";
import { LinksPanel, type LinksPanelProps } from "./links-panel.tsx";

const ACTS = { revoke: revokeLaunchLinkAction, accept: acceptOfferAction, refuse: refuseOfferAction };

type CardProps = Omit<LinksPanelProps, "acts" | "about">;

/** The links of one connector, for those who may make them. Needs a LiveProvider around it. */
export function LaunchLinksCard({ connectorId, ...props }: CardProps & { readonly connectorId: string }) {
	return useCan("launch-link.manage") ? <LinksPanel about={{ connectorId }} {...props} acts={ACTS} /> : null;
}

/** The same of a whole organization. */
export function RolloutLinksCard({ rolloutId, ...props }: CardProps & { readonly rolloutId: string }) {
	return useCan("launch-link.manage") ? <LinksPanel about={{ rolloutId }} {...props} acts={ACTS} /> : null;
}
