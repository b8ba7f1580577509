import type { Context } from "#lib/context.ts";
import type { ConnectorLink, RolloutLink } from "#lib/db/launch-links-port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import {
	isReadable,
	isRequestGone,
	isRolloutGone,
	type LaunchLinkState,
	linkState,
} from "#lib/domain/launch-link.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { isSameText } from "#lib/domain/same-text.ts";

/** A link in the hands of somebody who has shown its secret. */
export type Held = HeldLink | HeldRolloutLink;
/** One about a connector. */
export type HeldLink = {
	readonly link: ConnectorLink;
	readonly connector: Connector;
	readonly state: LaunchLinkState;
};
/** One about a whole organization. */
export type HeldRolloutLink = {
	readonly link: RolloutLink;
	readonly rollout: Rollout;
	readonly state: LaunchLinkState;
};

export function isOfRollout(held: Held): held is HeldRolloutLink {
	return "rollout" in held;
}

export type LinkTicket = {
	readonly id: string;
	/** What the cookie holds; empty: none came. */
	readonly token: string;
};

const ID = /^[a-z0-9]{20}$/;
/** 32 random bytes in base64url. */
const SECRET = /^[\w-]{43}$/;
/** No secret has this hash: an id that is unknown takes the same way as one that is known. */
const NOTHING = "0".repeat(64);

/** The link that a cookie opens; null whether it is unknown, another one's, or has ended. */
export async function findHeldLink(ctx: Context, { id, token }: LinkTicket): Promise<Held | null> {
	if (!ID.test(id) || !SECRET.test(token)) return null;
	if (!(await ctx.db.launchLinks.hasVisit(id, ctx.sha256Hex(token)))) return null;
	return readable(ctx, id);
}

/** The link that a secret opens, while it has not ended and is not done; null otherwise, whatever the reason. */
export async function findBySecret(
	ctx: Context,
	{ id, secret }: { readonly id: string; readonly secret: string },
): Promise<Held | null> {
	if (!ID.test(id) || !SECRET.test(secret)) return null;
	const stored = await ctx.db.launchLinks.secretHash(id);
	if (!isSameText(ctx.sha256Hex(secret), stored ?? NOTHING)) return null;
	const held = await readable(ctx, id);
	return held?.state === "done" ? null : held;
}

async function readable(ctx: Context, id: string): Promise<Held | null> {
	const link = await ctx.db.launchLinks.find(id);
	if (link === null) return null;
	return link.kind === "roll-out" ? readableRollout(ctx, link) : readableConnector(ctx, link);
}

async function readableConnector(ctx: Context, link: ConnectorLink): Promise<HeldLink | null> {
	const connector = await ctx.db.connectors.find(link.connectorId);
	if (connector === null) return null;
	const now = ctx.now();
	const state = linkState(link, { isGone: isRequestGone(link, connector), now });
	return isReadable(state, link, now) ? { link, connector, state } : null;
}

async function readableRollout(ctx: Context, link: RolloutLink): Promise<HeldRolloutLink | null> {
	const rollout = await ctx.db.rollouts.find(link.rolloutId);
	if (rollout === null) return null;
	const now = ctx.now();
	const state = linkState(link, { isGone: isRolloutGone(link.request, rollout), now });
	return isReadable(state, link, now) ? { link, rollout, state } : null;
}
