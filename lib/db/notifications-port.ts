import type { ConnectorSelector } from "#lib/domain/connector-selector.ts";
import type { NotifyMessage, NotifyTarget } from "#lib/notify/port.ts";

export type NotificationChannel = {
	readonly id: string;
	readonly version: number;
	readonly name: string;
	readonly kind: NotifyTarget["kind"];
	readonly isEnabled: boolean;
	readonly selector: ConnectorSelector;
	/** Told also of what works with something optional failing. */
	readonly includesDegraded: boolean;
	/** What of the target may be shown, e.g. a host. */
	readonly targetLabel: string;
	readonly createdAt: Date;
};
export type NewChannel = Pick<
	NotificationChannel,
	"id" | "name" | "isEnabled" | "selector" | "includesDegraded" | "targetLabel"
> & { readonly target: NotifyTarget };
export type ChannelChange = Partial<
	Pick<NotificationChannel, "name" | "isEnabled" | "selector" | "includesDegraded">
> & {
	/** Goes with its label; without it the stored target and its secret stay. */
	readonly target?: { readonly target: NotifyTarget; readonly label: string };
};

export type NotificationChannelRepository = {
	/** By name; at most CHANNEL_LIMIT of lib/domain/notification-limits.ts. */
	list(): Promise<readonly NotificationChannel[]>;
	find(id: string): Promise<NotificationChannel | null>;
	insert(channel: NewChannel): Promise<NotificationChannel>;
	/** Null when somebody else saved first, or it is gone. */
	save(id: string, version: number, change: ChannelChange): Promise<NotificationChannel | null>;
	/** False when somebody else saved first, or it is gone. Its delivery log goes with it. */
	delete(id: string, version: number): Promise<boolean>;
	/** The decrypted target: for the notify adapter only. Null: there is no such channel. */
	target(channelId: string): Promise<NotifyTarget | null>;
};

export type NewDelivery = {
	readonly id: string;
	readonly channelId: string;
	/** What it tells; a second one with the same key to the same channel is dropped. */
	readonly key: string;
	readonly message: NotifyMessage;
};
export type NotificationDelivery = NewDelivery & {
	readonly state: "queued" | "sent" | "failed";
	/** Tries that were begun. */
	readonly attempts: number;
	readonly nextAttemptAt: Date | null;
	/** What the last try came to, in a few words. */
	readonly lastStatus: string | null;
	readonly createdAt: Date;
	readonly sentAt: Date | null;
};

export type TriedOnce = { readonly at: Date; readonly state: "sent" | "failed"; readonly status: string };

export type NotificationDeliveryRepository = {
	/** Returns how many were new. */
	enqueue(deliveries: readonly NewDelivery[], at: Date): Promise<number>;
	/**
	 * Claims what is due on enabled channels, each for one worker: its attempt is counted and the next one put off
	 * until `claimedUntil`, so that a worker that dies gives it back.
	 */
	due(claim: {
		readonly now: Date;
		readonly claimedUntil: Date;
		readonly limit: number;
	}): Promise<readonly NotificationDelivery[]>;
	/** A message that was tried once, outside the queue, and is not tried again: a test. */
	record(delivery: NewDelivery, outcome: TriedOnce): Promise<void>;
	markSent(id: string, at: Date, status: string): Promise<void>;
	markRetry(id: string, nextAttemptAt: Date, status: string): Promise<void>;
	markFailed(id: string, status: string): Promise<void>;
	/** Newest first; `after` is the last id of the page before. */
	list(
		channelId: string,
		page: { readonly after?: string; readonly limit: number },
	): Promise<readonly NotificationDelivery[]>;
};
