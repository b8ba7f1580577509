import "server-only";
import { cookies, headers } from "next/headers";
import type { Context } from "#lib/context.ts";
import { findHeldLink, type HeldLink } from "#lib/launch-links/held-link.ts";
import { launchCookieName } from "#lib/launch-links/launch-cookie.ts";
import { linkActor } from "#lib/launch-links/link-actor.ts";
import { settleLinks } from "#lib/launch-links/settle-links.ts";
import type { ApprovalPackView, ReceiverView } from "#lib/launch-links/view.ts";
import { originOf } from "#lib/request-origin.ts";
import { serverContext } from "#lib/server-context.ts";
import { readApprovalPack } from "./approval-pack.ts";
import { readReceiverView } from "./receiver-view.ts";

/** What the link's page shows; null, whatever the reason: its door. */
export async function loadReceiver(id: string): Promise<ReceiverView | null> {
	const held = await findOwn(id);
	return held && readReceiverView(held.ctx, held.link);
}

/** The printable page of a link; null, whatever the reason: there is none. */
export async function loadApprovalPack(id: string): Promise<ApprovalPackView | null> {
	const held = await findOwn(id);
	return held && readApprovalPack(held.ctx, held.link);
}

/** By the cookie of this very link: the browser sends no other here, and another would open nothing. */
async function findOwn(id: string): Promise<{ readonly ctx: Context; readonly link: HeldLink } | null> {
	const ctx = await serverContext(linkActor(id, originOf(await headers())));
	const token = (await cookies()).get(launchCookieName(ctx.config))?.value ?? "";
	const before = await findHeldLink(ctx, { id, token });
	if (before === null) return null;
	await settleLinks(ctx, { connectorId: before.connector.id });
	const link = await findHeldLink(ctx, { id, token });
	return link && { ctx, link };
}
