import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { NewDelivery } from "#lib/db/notifications-port.ts";
import type { DbTransaction } from "#lib/db/port.ts";
import { AFTERMATH_MS } from "#lib/domain/notification-holds.ts";
import {
	CROWDED_WITHIN_MS,
	type Plan,
	type PlannedMessage,
	planNotifications as plan,
} from "#lib/domain/notification-plan.ts";
import { type IncidentDetails, notificationWords } from "#lib/domain/notification-words.ts";

/** A digest may tell of so many; what is beyond waits for the next. */
const MOST_AT_ONCE = 20_000;

/**
 * Decides what is told to whom, and queues it. That it was told is written in the same transaction as the messages:
 * whatever is interrupted, nothing is told twice and nothing is forgotten.
 */
export async function planNotifications(ctx: Context): Promise<{ readonly messages: number }> {
	return ctx.db.transaction(async (tx) => {
		if (!(await tx.incidents.tryLock())) return { messages: 0 };
		const now = ctx.now();
		const { ownerTag } = await tx.settings.get();
		const untold = await tx.incidents.untold(ownerTag, MOST_AT_ONCE);
		if (untold.length === 0) return { messages: 0 };
		const decided = plan({
			...(await readPlanFacts(tx, now)),
			incidents: untold.map((incident) => incident.plan),
			now,
		});
		await queue(ctx, tx, decided, new Map(untold.map(({ plan: { id }, details }) => [id, details])));
		if (decided.settled.length > 0) await tx.incidents.settle(decided.settled, now);
		return { messages: decided.messages.length };
	});
}

async function readPlanFacts(tx: DbTransaction, now: Date) {
	const [channels, told, heard, troubles, windows] = await Promise.all([
		tx.notificationChannels.list(),
		tx.incidents.told(),
		tx.incidents.heard(new Date(now.getTime() - CROWDED_WITHIN_MS)),
		tx.incidents.troubles(new Date(now.getTime() - AFTERMATH_MS)),
		tx.maintenanceWindows.current(now),
	]);
	return { channels: channels.filter(({ isEnabled }) => isEnabled), told, heard, troubles, windows };
}

async function queue(
	ctx: Context,
	tx: DbTransaction,
	{ messages }: Plan,
	details: ReadonlyMap<string, IncidentDetails>,
): Promise<void> {
	if (messages.length === 0) return;
	const now = ctx.now();
	const deliveries = messages.map((message) => toDelivery(ctx, message, details));
	const told = messages.flatMap(({ channelId, tellings }, index) =>
		tellings.map(({ incident, telling }) => ({
			channelId,
			incidentId: incident.id,
			telling,
			cause: incident.cause,
			deliveryId: deliveries[index]?.id ?? "",
		})),
	);
	await tx.incidents.recordTold(told, now);
	const added = await tx.notificationDeliveries.enqueue(deliveries, now);
	if (added !== deliveries.length) throw new Error("A message that is queued already was planned again.");
}

function toDelivery(
	ctx: Context,
	message: PlannedMessage,
	details: ReadonlyMap<string, IncidentDetails>,
): NewDelivery {
	const id = newId(ctx.randomBytes);
	const { path, ...text } = notificationWords(message, details);
	const { publicUrl } = ctx.config;
	const [first] = message.tellings;
	const isSingle = message.tellings.length === 1 && first !== undefined;
	return {
		id,
		channelId: message.channelId,
		key: isSingle ? `${first.incident.id}:${first.telling}` : `digest:${id}`,
		message: { id, ...text, url: publicUrl === null ? null : new URL(path, publicUrl).href, at: ctx.now() },
	};
}
