import type { Context } from "#lib/context.ts";
import type { LaunchLink } from "#lib/db/launch-links-port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { isReadable, isRequestGone, type LaunchLinkState, linkState } from "#lib/domain/launch-link.ts";
import { isSameText } from "#lib/domain/same-text.ts";

/** A link in the hands of somebody who has shown its secret. */
export type HeldLink = {
	readonly link: LaunchLink;
	readonly connector: Connector;
	readonly state: LaunchLinkState;
};

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
export async function findHeldLink(ctx: Context, { id, token }: LinkTicket): Promise<HeldLink | null> {
	if (!ID.test(id) || !SECRET.test(token)) return null;
	if (!(await ctx.db.launchLinks.hasVisit(id, ctx.sha256Hex(token)))) return null;
	return readable(ctx, id);
}

/** The link that a secret opens, while it has not ended and is not done; null otherwise, whatever the reason. */
export async function findBySecret(
	ctx: Context,
	{ id, secret }: { readonly id: string; readonly secret: string },
): Promise<HeldLink | null> {
	if (!ID.test(id) || !SECRET.test(secret)) return null;
	const stored = await ctx.db.launchLinks.secretHash(id);
	if (!isSameText(ctx.sha256Hex(secret), stored ?? NOTHING)) return null;
	const held = await readable(ctx, id);
	return held?.state === "done" ? null : held;
}

async function readable(ctx: Context, id: string): Promise<HeldLink | null> {
	const link = await ctx.db.launchLinks.find(id);
	const connector = link && (await ctx.db.connectors.find(link.connectorId));
	if (link === null || connector === null) return null;
	const now = ctx.now();
	const state = linkState(link, { isGone: isRequestGone(link, connector), now });
	return isReadable(state, link, now) ? { link, connector, state } : null;
}
