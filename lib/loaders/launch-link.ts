import "server-only";
import { cookies, headers } from "next/headers";
import type { Context } from "#lib/context.ts";
import { findHeldLink, type Held, isOfRollout } from "#lib/launch-links/held-link.ts";
import { launchCookieName } from "#lib/launch-links/launch-cookie.ts";
import { linkActor } from "#lib/launch-links/link-actor.ts";
import { settleRolloutLinks } from "#lib/launch-links/rollout/settle-rollout-links.ts";
import { settleLinks } from "#lib/launch-links/settle-links.ts";
import { takeReadersTurn } from "#lib/launch-links/take-launch-turn.ts";
import type {
	ApprovalPackView,
	ReceiverView,
	RolloutPackView,
	RolloutReceiverView,
} from "#lib/launch-links/view.ts";
import { originOf } from "#lib/request-origin.ts";
import { serverContext } from "#lib/server-context.ts";
import { readApprovalPack } from "./approval-pack.ts";
import { readReceiverView } from "./receiver-view.ts";
import { readRolloutPack } from "./rollout-pack.ts";
import { readRolloutReceiver } from "./rollout-receiver.ts";

/** What the link's page shows; null, whatever the reason: its door. `busy`: it was asked for too often. */
export async function loadReceiver(id: string): Promise<ReceiverView | RolloutReceiverView | "busy" | null> {
	const own = await findOwn(id);
	if (own === null || own === "busy") return own;
	const { ctx, held } = own;
	return isOfRollout(held) ? readRolloutReceiver(ctx, held) : readReceiverView(ctx, held);
}

/** The printable page of a link; null, whatever the reason: there is none. */
export async function loadApprovalPack(
	id: string,
): Promise<ApprovalPackView | RolloutPackView | "busy" | null> {
	const own = await findOwn(id);
	if (own === null || own === "busy") return own;
	const { ctx, held } = own;
	return isOfRollout(held) ? readRolloutPack(ctx, held) : readApprovalPack(ctx, held);
}

/** By the cookie of this very link: the browser sends no other here, and another would open nothing. */
async function findOwn(id: string): Promise<{ readonly ctx: Context; readonly held: Held } | "busy" | null> {
	const ctx = await serverContext(linkActor(id, originOf(await headers())));
	const token = (await cookies()).get(launchCookieName(ctx.config))?.value ?? "";
	const before = await findHeldLink(ctx, { id, token });
	if (before === null) return null;
	if ((await takeReadersTurn(ctx, id)) !== null) return "busy";
	if (isOfRollout(before)) await settleRolloutLinks(ctx, { rolloutId: before.rollout.id });
	else await settleLinks(ctx, { connectorId: before.connector.id });
	const held = await findHeldLink(ctx, { id, token });
	return held && { ctx, held };
}
