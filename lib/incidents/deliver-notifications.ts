import type { Context } from "#lib/context.ts";
import type { NotificationDelivery } from "#lib/db/notifications-port.ts";
import { GIVE_UP_AFTER_MS, nextAttempt } from "#lib/domain/delivery-retry.ts";

const AT_ONCE = 20;
/** A worker that dies with a message in hand gives it back after this long; a try takes less. */
const CLAIM_MS = 2 * 60_000;
const TRY_MS = 30_000;

/**
 * Sends what is due. A message whose worker died while sending is sent again with the same id: a receiver can tell
 * a repetition, and nothing is lost.
 */
export async function deliverNotifications(ctx: Context, signal?: AbortSignal): Promise<void> {
	const now = ctx.now();
	const claimedUntil = new Date(now.getTime() + CLAIM_MS);
	const due = await ctx.db.notificationDeliveries.due({ now, claimedUntil, limit: AT_ONCE });
	await Promise.all(due.map((delivery) => deliver(ctx, delivery, signal)));
}

async function deliver(ctx: Context, delivery: NotificationDelivery, signal?: AbortSignal): Promise<void> {
	const { id, channelId, message, createdAt, attempts } = delivery;
	const { notificationDeliveries: log } = ctx.db;
	if (ctx.now().getTime() - createdAt.getTime() > GIVE_UP_AFTER_MS) {
		await log.markFailed(id, "Given up: it is older than a day.");
		return;
	}
	const outcome = await send(ctx, channelId, message, signal);
	if (outcome.isSent) {
		await log.markSent(id, ctx.now(), outcome.status);
		return;
	}
	const [byte = 0] = ctx.randomBytes(1);
	const next = nextAttempt({ attempts, createdAt, now: ctx.now(), random: byte / 256 });
	ctx.log.warn(
		{ event: "notification-failed", channelId, deliveryId: id, attempts },
		"a message did not arrive",
	);
	if (next === null) await log.markFailed(id, outcome.status);
	else await log.markRetry(id, next, outcome.status);
}

async function send(
	ctx: Context,
	channelId: string,
	message: NotificationDelivery["message"],
	signal?: AbortSignal,
): Promise<{ readonly isSent: boolean; readonly status: string }> {
	const timeout = AbortSignal.timeout(TRY_MS);
	try {
		const target = await ctx.db.notificationChannels.target(channelId);
		if (target === null) return { isSent: false, status: "The channel is gone." };
		const sent = await ctx.notify.send(
			target,
			message,
			signal ? AbortSignal.any([signal, timeout]) : timeout,
		);
		if (sent.ok) return { isSent: true, status: sent.value.status };
		const { code, detail } = sent.failure;
		return { isSent: false, status: detail === undefined ? code : `${code}: ${detail}`.slice(0, 300) };
	} catch (error) {
		// A surprise about one message must not take the others with it.
		const name = error instanceof Error ? error.name : "Error";
		ctx.log.error({ event: "notification-crashed", channelId, error: name }, "sending a message crashed");
		return { isSent: false, status: "UNEXPECTED" };
	}
}
