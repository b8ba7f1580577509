// Where an installation would send what it knows, in lines for the administrator who approves it.
import type { output } from "zod/mini";
import type { Context } from "#lib/context.ts";
import { selectorWords } from "#lib/domain/connector-selector.ts";
import { outgoingUrlLabel } from "#lib/domain/outgoing-url.ts";
import { selectorOf } from "#lib/notifications/channel-of.ts";
import type { SaveAuditStreamSchema } from "#lib/schemas/audit-schemas.ts";
import type { ChannelVersionSchema, SaveChannelSchema } from "#lib/schemas/notification-schemas.ts";
import { changeLine, quoted, yesNo } from "./change-line.ts";

export async function describeChannel(
	{ existing, channel }: output<typeof SaveChannelSchema>,
	ctx: Context,
): Promise<readonly string[] | null> {
	const stored = existing && (await ctx.db.notificationChannels.find(existing.id));
	if (existing !== null && stored === null) return null;
	const { name, kind, target, isEnabled, includesDegraded, replaceSecret } = channel;
	const title = stored === null ? "New notification channel" : "Notification channel";
	const typed = target === "" ? null : shownAddress(kind, target);
	return [
		changeLine(title, `${quoted(name)} (${kind})`, stored && `${quoted(stored.name)} (${stored.kind})`),
		addressLine(typed, stored?.targetLabel ?? null),
		changeLine("Switched on", yesNo(isEnabled), stored && yesNo(stored.isEnabled)),
		changeLine("Told of", selectorWords(selectorOf(channel)), stored && selectorWords(stored.selector)),
		changeLine(
			"Told also of degraded ones",
			yesNo(includesDegraded),
			stored && yesNo(stored.includesDegraded),
		),
		...(kind === "webhook" && (replaceSecret || stored === null) ? ["A new signing key."] : []),
	];
}

export async function describeChannelDeletion(
	{ id }: output<typeof ChannelVersionSchema>,
	ctx: Context,
): Promise<readonly string[] | null> {
	const channel = await ctx.db.notificationChannels.find(id);
	return (
		channel && [
			`Delete the notification channel ${quoted(channel.name)} (${channel.kind}, ${channel.targetLabel}).`,
		]
	);
}

export async function describeStream(
	{ stream: { url, isEnabled, replaceSecret } }: output<typeof SaveAuditStreamSchema>,
	ctx: Context,
): Promise<readonly string[]> {
	const stored = await ctx.db.auditStream.find();
	const typed = url === "" ? null : shownAddress("webhook", url);
	return [
		changeLine(
			"Webhook of the audit log",
			isEnabled ? "on" : "off",
			stored && (stored.isEnabled ? "on" : "off"),
		),
		addressLine(typed, stored?.targetLabel ?? null),
		...(replaceSecret || stored === null ? ["A new signing key."] : []),
	];
}

/** A path that changes cannot be shown, so that it changes is said in any case. */
function addressLine(typed: string | null, stored: string | null): string {
	if (typed === null) return stored === null ? "Its address stays." : `Its address stays: ${stored}`;
	return stored === null ? `Its address: ${typed}` : `Its new address: ${typed} (now ${stored})`;
}

/** A webhook's path is its password: of it only the host is shown. */
function shownAddress(kind: "webhook" | "slack" | "email", target: string): string {
	return kind === "email" ? target : outgoingUrlLabel(new URL(target));
}
