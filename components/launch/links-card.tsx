"use client";

import { useCan } from "#components/shell/abilities.tsx";
import {
	acceptOfferAction,
	refuseOfferAction,
	revokeLaunchLinkAction,
} from "#lib/actions/launch-link-actions.ts";
import { LinksPanel, type LinksPanelProps } from "./links-panel.tsx";

const ACTS = { revoke: revokeLaunchLinkAction, accept: acceptOfferAction, refuse: refuseOfferAction };

/** The links of one connector, for those who may make them. Needs a LiveProvider around it. */
export function LaunchLinksCard(props: Omit<LinksPanelProps, "acts">) {
	return useCan("launch-link.manage") ? <LinksPanel {...props} acts={ACTS} /> : null;
}
