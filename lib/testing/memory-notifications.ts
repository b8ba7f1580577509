import type {
	NotificationChannel,
	NotificationChannelRepository,
	NotificationDelivery,
	NotificationDeliveryRepository,
} from "#lib/db/notifications-port.ts";
import type { NotifyTarget } from "#lib/notify/port.ts";

export type MemoryNotifications = {
	readonly channels: Map<string, NotificationChannel>;
	readonly targets: Map<string, NotifyTarget>;
	readonly deliveries: Map<string, NotificationDelivery>;
};

export function memoryChannels(store: MemoryNotifications, now: () => Date): NotificationChannelRepository {
	const { channels, targets } = store;
	return {
		list: async () => [...channels.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
		find: async (id) => channels.get(id) ?? null,
		insert: async ({ target, ...channel }) => {
			const made = { ...channel, kind: target.kind, version: 1, createdAt: now() };
			channels.set(made.id, made);
			targets.set(made.id, target);
			return made;
		},
		save: async (id, version, { target, ...change }) => {
			const known = channels.get(id);
			if (known === undefined || known.version !== version) return null;
			const moved = target && { kind: target.target.kind, targetLabel: target.label };
			const next = { ...known, ...change, ...moved, version: version + 1 };
			channels.set(id, next);
			if (target) targets.set(id, target.target);
			return next;
		},
		delete: async (id, version) => {
			if (channels.get(id)?.version !== version) return false;
			for (const delivery of [...store.deliveries.values()])
				if (delivery.channelId === id) store.deliveries.delete(delivery.id);
			targets.delete(id);
			return channels.delete(id);
		},
		target: async (id) => targets.get(id) ?? null,
	};
}

export function memoryDeliveries({
	channels,
	deliveries,
}: MemoryNotifications): NotificationDeliveryRepository {
	const change = (id: string, facts: Partial<NotificationDelivery>) => {
		const known = deliveries.get(id);
		if (known?.state === "queued") deliveries.set(id, { ...known, ...facts });
	};
	return {
		enqueue: async (given, at) => {
			const isKnown = (key: string, channelId: string) =>
				[...deliveries.values()].some((other) => other.key === key && other.channelId === channelId);
			const fresh = given.filter(({ key, channelId }) => !isKnown(key, channelId));
			for (const delivery of fresh) {
				deliveries.set(delivery.id, {
					...delivery,
					state: "queued",
					attempts: 0,
					nextAttemptAt: at,
					lastStatus: null,
					createdAt: at,
					sentAt: null,
				});
			}
			return fresh.length;
		},
		due: async ({ now, claimedUntil, limit }) => {
			const due = [...deliveries.values()].filter(
				({ state, nextAttemptAt, channelId }) =>
					state === "queued" &&
					nextAttemptAt !== null &&
					nextAttemptAt <= now &&
					channels.get(channelId)?.isEnabled === true,
			);
			return due.slice(0, limit).map((delivery) => {
				const claimed = { ...delivery, attempts: delivery.attempts + 1, nextAttemptAt: claimedUntil };
				deliveries.set(delivery.id, claimed);
				return claimed;
			});
		},
		record: async (delivery, { at, state, status }) =>
			void deliveries.set(delivery.id, {
				...delivery,
				state,
				attempts: 1,
				nextAttemptAt: null,
				lastStatus: status,
				createdAt: at,
				sentAt: state === "sent" ? at : null,
			}),
		markSent: async (id, at, status) =>
			change(id, { state: "sent", sentAt: at, lastStatus: status, nextAttemptAt: null }),
		markRetry: async (id, nextAttemptAt, status) => change(id, { nextAttemptAt, lastStatus: status }),
		markFailed: async (id, status) =>
			change(id, { state: "failed", lastStatus: status, nextAttemptAt: null }),
		list: async (channelId, { after, limit }) => {
			const all = [...deliveries.values()].filter((delivery) => delivery.channelId === channelId).reverse();
			const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
			return all.slice(from, from + limit);
		},
	};
}
