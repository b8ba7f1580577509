import "server-only";
import { notFound } from "next/navigation";
import type { NotificationChannel, NotificationDelivery } from "#lib/db/notifications-port.ts";
import { CHANNEL_LIMIT } from "#lib/domain/notification-limits.ts";
import { serverContext } from "#lib/server-context.ts";
import { requireSignedIn } from "./signed-in.ts";

export type ChannelsPage = {
	readonly channels: readonly NotificationChannel[];
	readonly isFull: boolean;
	readonly now: number;
};

export async function loadChannels(): Promise<ChannelsPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const channels = await ctx.db.notificationChannels.list();
	return { channels, isFull: channels.length >= CHANNEL_LIMIT, now: ctx.now().getTime() };
}

/** What the form for a new channel must know. */
export async function loadNewChannel(): Promise<{ readonly isMailConfigured: boolean }> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const mail = await ctx.notify.check({ kind: "email", to: "" });
	return { isMailConfigured: mail.ok };
}

const PAGE_SIZE = 25;

export type ChannelPage = {
	readonly channel: NotificationChannel;
	/** Newest first. */
	readonly deliveries: readonly NotificationDelivery[];
	/** The last one of this page, when there are more. */
	readonly next: string | null;
	readonly isFirstPage: boolean;
	readonly now: number;
};

export async function loadChannel(id: string, after: string | undefined): Promise<ChannelPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const channel = await ctx.db.notificationChannels.find(id);
	if (channel === null) notFound();
	const found = await ctx.db.notificationDeliveries.list(id, {
		limit: PAGE_SIZE + 1,
		...(after !== undefined && { after }),
	});
	const deliveries = found.slice(0, PAGE_SIZE);
	return {
		channel,
		deliveries,
		next: found.length > PAGE_SIZE ? (deliveries.at(-1)?.id ?? null) : null,
		isFirstPage: after === undefined,
		now: ctx.now().getTime(),
	};
}
