import type { Context } from "#lib/context.ts";
import type { TrustNotice } from "#lib/db/trust-changes-port.ts";
import { trustNoticeWords } from "#lib/domain/trust-notice.ts";
import type { NotifyMessage } from "#lib/notify/port.ts";

/**
 * Mails one change of trust to every administrator. Each is marked as soon as theirs is sent, so that a repetition
 * mails only who is left.
 *
 * @throws when somebody could not be reached: the job is then tried again.
 */
export async function mailNotice(
	ctx: Context,
	{ noticeId, signal }: { readonly noticeId: string; readonly signal?: AbortSignal },
): Promise<void> {
	const notice = await ctx.db.trustNotices.find(noticeId);
	if (notice === null) return;
	const [administrators, mailed] = await Promise.all([
		ctx.db.people.administrators(),
		ctx.db.trustNotices.mailedTo(noticeId),
	]);
	const message = messageOf(ctx, notice);
	let unreached = 0;
	for (const { id, email } of administrators) {
		if (mailed.includes(id)) continue;
		const sent = await ctx.notify.send({ kind: "email", to: email }, message, signal);
		if (sent.ok) await ctx.db.trustNotices.markMailed(noticeId, id);
		else if (sent.failure.code === "NOTIFY_MAIL_NOT_CONFIGURED") break;
		else unreached += 1;
	}
	if (unreached > 0) throw new Error(`${unreached} administrators could not be mailed.`);
}

function messageOf({ config }: Context, notice: TrustNotice): NotifyMessage {
	const { id, action, subject, actor, at } = notice;
	const words = trustNoticeWords(notice);
	const isRequest = action === "trust-change.requested";
	const path = isRequest ? "/settings/approvals" : "/audit";
	return {
		id: `trust-${id}`,
		kind: "account",
		title: `${actor.name} ${words}`,
		lines: [
			`At ${at.toISOString().slice(0, 16).replace("T", " ")} UTC.`,
			isRequest
				? "It changes whom Rolebridge trusts, and happens only when another administrator approves it."
				: "It changes whom Rolebridge trusts, so every administrator is told. Who did not expect it should look at the audit log and ask.",
		],
		url: config.publicUrl === null ? null : new URL(path, config.publicUrl).href,
		at,
		facts: { action, subject, actor: actor.id },
	};
}
