import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { NotificationChannel } from "#lib/db/notifications-port.ts";
import type { DbTransaction } from "#lib/db/port.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { CHANNEL_LIMIT } from "#lib/domain/notification-limits.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { NotifyTarget } from "#lib/notify/port.ts";
import type { ChannelInput } from "#lib/schemas/notification-schemas.ts";
import { selectorOf, targetLabel } from "./channel-of.ts";

export type SaveChannelInput = {
	/** Null: a new channel. */
	readonly existing: { readonly id: string; readonly version: number } | null;
	readonly channel: ChannelInput;
};
/** `secret` is set when a signing key was made: it is told this once. */
export type SavedChannel = { readonly channel: NotificationChannel; readonly secret: string | null };

/** Makes or changes a channel. A target that would not be called is refused at its field, before anything is kept. */
export async function saveChannel(ctx: Context, input: SaveChannelInput): Promise<Result<SavedChannel>> {
	const stored = input.existing && (await ctx.db.notificationChannels.find(input.existing.id));
	if (input.existing !== null && stored === null) return failed({ code: "NOTIFY_CHANNEL_NOT_FOUND" });
	if (stored !== null && stored.version !== input.existing?.version) return changedMeanwhile();
	const target = await targetOf(ctx, stored, input.channel);
	if (!target.ok) return target;
	const refusal = await refusalOf(ctx, target.value);
	if (refusal !== null) return failed(refusal);
	return ctx.db.transaction(async (tx) => {
		const saved = await store(ctx, tx, stored, { ...input, target: target.value });
		if (!saved.ok) return saved;
		const { id, name, kind, isEnabled, selector, includesDegraded } = saved.value;
		const { newSecret, isNew } = target.value;
		await tx.audit.append({
			actor: ctx.actor,
			action: stored === null ? "notification-channel.created" : "notification-channel.saved",
			subject: `notification-channel:${id}`,
			at: ctx.now(),
			details: {
				...{ name, kind, isEnabled, selector, includesDegraded },
				target: saved.value.targetLabel,
				targetChanged: isNew,
				keyChanged: newSecret !== null,
			},
		});
		return ok({ channel: saved.value, secret: newSecret });
	});
}

type Target = {
	readonly target: NotifyTarget;
	/** It was typed now, not taken from the store. */
	readonly isNew: boolean;
	readonly newSecret: string | null;
};

async function targetOf(
	ctx: Context,
	stored: NotificationChannel | null,
	{ kind, target, replaceSecret }: ChannelInput,
): Promise<Result<Target>> {
	const old = stored && (await ctx.db.notificationChannels.target(stored.id));
	if (old !== null && old.kind !== kind) {
		return failed({ code: "INPUT_INVALID", field: "kind", detail: "A channel keeps its kind." });
	}
	const place = target === "" ? placeOf(old) : target;
	if (place === null) return failed({ code: "INPUT_INVALID", field: "target", detail: MISSING[kind] });
	const isNew = target !== "";
	if (kind === "email") return ok({ target: { kind, to: place }, isNew, newSecret: null });
	if (kind === "slack") return ok({ target: { kind, url: place }, isNew, newSecret: null });
	const oldSecret = old?.kind === "webhook" && !replaceSecret ? old.secret : null;
	const newSecret = oldSecret === null ? newSigningKey(ctx) : null;
	const secret = oldSecret ?? newSecret ?? "";
	return ok({ target: { kind, url: place, secret }, isNew, newSecret });
}

const MISSING = {
	webhook: "Enter the webhook's URL.",
	slack: "Enter the webhook's URL.",
	email: "Enter one e-mail address.",
} as const;

function placeOf(target: NotifyTarget | null): string | null {
	if (target === null) return null;
	return target.kind === "email" ? target.to : target.url;
}

/** The prefix lets scanners of source code know it for a secret. */
function newSigningKey(ctx: Context): string {
	return `rbwhs_${Buffer.from(ctx.randomBytes(32)).toString("base64url")}`;
}

async function refusalOf(ctx: Context, { target, isNew }: Target): Promise<Failure | null> {
	if (!isNew) return null;
	const checked = await ctx.notify.check(target);
	if (checked.ok) return null;
	const field = checked.failure.code === "NOTIFY_MAIL_NOT_CONFIGURED" ? "kind" : "target";
	return { ...checked.failure, field };
}

async function store(
	ctx: Context,
	tx: DbTransaction,
	stored: NotificationChannel | null,
	{ channel, target: { target, isNew, newSecret } }: SaveChannelInput & { readonly target: Target },
): Promise<Result<NotificationChannel>> {
	const { name, isEnabled, includesDegraded } = channel;
	const plain = { name, isEnabled, includesDegraded, selector: selectorOf(channel) };
	const label = targetLabel(target);
	if (stored !== null) {
		const moved = isNew || newSecret !== null ? { target: { target, label } } : {};
		const saved = await tx.notificationChannels.save(stored.id, stored.version, { ...plain, ...moved });
		return saved === null ? changedMeanwhile() : ok(saved);
	}
	if ((await tx.notificationChannels.list()).length >= CHANNEL_LIMIT) {
		return failed({ code: "NOTIFY_CHANNEL_LIMIT" });
	}
	const id = newId(ctx.randomBytes);
	return ok(await tx.notificationChannels.insert({ id, ...plain, target, targetLabel: label }));
}

function changedMeanwhile() {
	return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" } as const);
}
