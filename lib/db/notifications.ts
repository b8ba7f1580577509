import type { SecretBox } from "#lib/crypto.ts";
import type { ConnectorSelector } from "#lib/domain/connector-selector.ts";
import { CHANNEL_LIMIT } from "#lib/domain/notification-limits.ts";
import type { NotifyMessage, NotifyTarget } from "#lib/notify/port.ts";
import type { PrismaLike } from "./client.ts";
import type {
	NotificationChannel as ChannelRow,
	NotificationDelivery as DeliveryRow,
	Prisma,
} from "./generated/client.ts";
import { toJson } from "./json.ts";
import type {
	NotificationChannel,
	NotificationChannelRepository,
	NotificationDelivery,
	NotificationDeliveryRepository,
} from "./notifications-port.ts";

export function notificationChannelRepository(
	prisma: PrismaLike,
	secrets: SecretBox,
): NotificationChannelRepository {
	async function find(id: string) {
		const row = await prisma.notificationChannel.findUnique({ where: { id } });
		return row && toChannel(row);
	}
	return {
		find,
		async list() {
			const orderBy = [{ name: "asc" as const }, { id: "asc" as const }];
			const rows = await prisma.notificationChannel.findMany({ orderBy, take: CHANNEL_LIMIT });
			return rows.map(toChannel);
		},
		async insert({ target, selector, includesDegraded, ...plain }) {
			const row = await prisma.notificationChannel.create({
				data: {
					...plain,
					...targetColumns(secrets, plain.id, target),
					selector: selectorJson(selector, includesDegraded),
				},
			});
			return toChannel(row);
		},
		async save(id, version, { target, selector, includesDegraded, ...plain }) {
			const stored = await find(id);
			if (stored === null || stored.version !== version) return null;
			const data = {
				...plain,
				...(target && {
					...targetColumns(secrets, id, target.target),
					targetLabel: target.label,
				}),
				selector: selectorJson(selector ?? stored.selector, includesDegraded ?? stored.includesDegraded),
				version: version + 1,
			};
			const { count } = await prisma.notificationChannel.updateMany({ where: { id, version }, data });
			return count === 0 ? null : await find(id);
		},
		async delete(id, version) {
			return (await prisma.notificationChannel.deleteMany({ where: { id, version } })).count > 0;
		},
		async target(channelId) {
			const row = await prisma.notificationChannel.findUnique({ where: { id: channelId } });
			return row && openTarget(secrets, row);
		},
	};
}

export function notificationDeliveryRepository(prisma: PrismaLike): NotificationDeliveryRepository {
	return {
		async enqueue(deliveries, at) {
			const data = deliveries.map(({ id, channelId, key, message }) => ({
				id,
				channelId,
				key,
				kind: message.kind,
				payload: toJson(message),
				nextAttemptAt: at,
				createdAt: at,
			}));
			return (await prisma.notificationDelivery.createMany({ data, skipDuplicates: true })).count;
		},
		async due({ now, claimedUntil, limit }) {
			const claimed = await prisma.$queryRaw<{ id: string }[]>`
				WITH due AS MATERIALIZED (
					SELECT d.id FROM notification_delivery d JOIN notification_channel c ON c.id = d.channel_id
					WHERE d.state = 'queued' AND d.next_attempt_at <= ${now} AND c.is_enabled
					ORDER BY d.next_attempt_at LIMIT ${limit} FOR UPDATE OF d SKIP LOCKED
				)
				UPDATE notification_delivery SET attempts = attempts + 1, next_attempt_at = ${claimedUntil}
				WHERE id IN (SELECT id FROM due) RETURNING id`;
			const rows = await prisma.notificationDelivery.findMany({
				where: { id: { in: claimed.map(({ id }) => id) } },
				orderBy: [{ createdAt: "asc" }, { id: "asc" }],
			});
			return rows.map(toDelivery);
		},
		async record({ id, channelId, key, message }, { at, state, status }) {
			await prisma.notificationDelivery.create({
				data: {
					id,
					channelId,
					key,
					kind: message.kind,
					payload: toJson(message),
					state,
					attempts: 1,
					lastStatus: status,
					createdAt: at,
					sentAt: state === "sent" ? at : null,
				},
			});
		},
		async markSent(id, at, status) {
			const data = { state: "sent", sentAt: at, lastStatus: status, nextAttemptAt: null };
			await prisma.notificationDelivery.updateMany({ where: { id }, data });
		},
		async markRetry(id, nextAttemptAt, status) {
			const where = { id, state: "queued" };
			await prisma.notificationDelivery.updateMany({ where, data: { nextAttemptAt, lastStatus: status } });
		},
		async markFailed(id, status) {
			const data = { state: "failed", lastStatus: status, nextAttemptAt: null };
			await prisma.notificationDelivery.updateMany({ where: { id, state: "queued" }, data });
		},
		async list(channelId, { after, limit }) {
			const rows = await prisma.notificationDelivery.findMany({
				where: { channelId },
				orderBy: [{ createdAt: "desc" }, { id: "desc" }],
				take: limit,
				...(after !== undefined && { cursor: { id: after }, skip: 1 }),
			});
			return rows.map(toDelivery);
		},
	};
}

function boundTo(id: string, column: "target" | "secret"): string {
	return `notification_channel:${id}:${column}`;
}

function targetColumns(secrets: SecretBox, id: string, target: NotifyTarget) {
	const place = target.kind === "email" ? target.to : target.url;
	return {
		kind: target.kind,
		targetCiphertext: secrets.seal(place, boundTo(id, "target")),
		secretCiphertext: target.kind === "webhook" ? secrets.seal(target.secret, boundTo(id, "secret")) : null,
	};
}

function openTarget(secrets: SecretBox, row: ChannelRow): NotifyTarget {
	const place = secrets.open(row.targetCiphertext, boundTo(row.id, "target"));
	if (row.kind === "email") return { kind: "email", to: place };
	if (row.kind === "slack") return { kind: "slack", url: place };
	if (row.secretCiphertext === null) throw new Error(`The webhook ${row.id} has no signing key.`);
	return {
		kind: "webhook",
		url: place,
		secret: secrets.open(row.secretCiphertext, boundTo(row.id, "secret")),
	};
}

type StoredSelector = { readonly select: ConnectorSelector; readonly includesDegraded: boolean };

function selectorJson(select: ConnectorSelector, includesDegraded: boolean): Prisma.InputJsonValue {
	return toJson({ select, includesDegraded } satisfies StoredSelector);
}

/** The selector column: only selectorJson() writes it, so its shape is known. */
function storedSelector(json: unknown): StoredSelector {
	return json as StoredSelector;
}

function toChannel(row: ChannelRow): NotificationChannel {
	const { select, includesDegraded } = storedSelector(row.selector);
	return {
		id: row.id,
		version: row.version,
		name: row.name,
		kind: row.kind === "email" || row.kind === "slack" ? row.kind : "webhook",
		isEnabled: row.isEnabled,
		selector: select,
		includesDegraded,
		targetLabel: row.targetLabel,
		createdAt: row.createdAt,
	};
}

function toDelivery(row: DeliveryRow): NotificationDelivery {
	return {
		id: row.id,
		channelId: row.channelId,
		key: row.key,
		message: messageFromJson(row.payload),
		state: row.state === "sent" || row.state === "failed" ? row.state : "queued",
		attempts: row.attempts,
		nextAttemptAt: row.nextAttemptAt,
		lastStatus: row.lastStatus,
		createdAt: row.createdAt,
		sentAt: row.sentAt,
	};
}

/** The payload column: only enqueue() writes it; JSON made the date a string. */
function messageFromJson(json: unknown): NotifyMessage {
	const stored = json as Omit<NotifyMessage, "at"> & { at: string };
	return { ...stored, at: new Date(stored.at) };
}
