import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import { FAILURES } from "#lib/domain/failures.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import type { NotifyMessage } from "#lib/notify/port.ts";

/**
 * Sends a test message now, also on a channel that is switched off, and answers what the receiver said. One try:
 * whoever asked is watching.
 */
export async function testChannel(
	ctx: Context,
	{ id }: { readonly id: string },
): Promise<Result<{ readonly status: string }>> {
	const [channel, target] = await Promise.all([
		ctx.db.notificationChannels.find(id),
		ctx.db.notificationChannels.target(id),
	]);
	if (channel === null || target === null) return failed({ code: "NOTIFY_CHANNEL_NOT_FOUND" });
	const message = messageOf(ctx, channel.name);
	const answer = await ctx.notify.send(target, message);
	const status = answer.ok
		? answer.value.status
		: (answer.failure.detail ?? FAILURES[answer.failure.code].title);
	await ctx.db.transaction(async (tx) => {
		// It may have been deleted while the receiver took its time.
		if ((await tx.notificationChannels.find(id)) === null) return;
		await tx.notificationDeliveries.record(
			{ id: message.id, channelId: id, key: `test:${message.id}`, message },
			{ at: ctx.now(), state: answer.ok ? "sent" : "failed", status },
		);
		await tx.audit.append({
			actor: ctx.actor,
			action: "notification-channel.tested",
			subject: `notification-channel:${id}`,
			at: ctx.now(),
			details: { name: channel.name, status },
		});
	});
	return answer;
}

function messageOf(ctx: Context, channelName: string): NotifyMessage {
	return {
		id: newId(ctx.randomBytes),
		kind: "test",
		title: "Test message from Rolebridge",
		lines: [`${ctx.actor.name} asked for it on the channel “${channelName}”. Nothing is wrong.`],
		url: null,
		at: ctx.now(),
		facts: { channel: channelName },
	};
}
