import type { Context } from "#lib/context.ts";
import type { NotifyMessage } from "#lib/notify/port.ts";

const TRY_MS = 30_000;

/** One signed message to the audit log's webhook. */
export async function sendToStream(
	ctx: Context,
	signal: AbortSignal | undefined,
	message: Pick<NotifyMessage, "id" | "title" | "at" | "facts">,
): Promise<{ readonly isSent: boolean; readonly status: string }> {
	const timeout = AbortSignal.timeout(TRY_MS);
	try {
		const target = await ctx.db.auditStream.target();
		if (target === null) return { isSent: false, status: "The webhook is gone." };
		const sent = await ctx.notify.send(
			{ kind: "webhook", ...target },
			{ ...message, kind: "audit", lines: [], url: null },
			signal ? AbortSignal.any([signal, timeout]) : timeout,
		);
		if (sent.ok) return { isSent: true, status: sent.value.status };
		const { code, detail } = sent.failure;
		return { isSent: false, status: detail === undefined ? code : `${code}: ${detail}`.slice(0, 300) };
	} catch (error) {
		const name = error instanceof Error ? error.name : "Error";
		ctx.log.error({ event: "audit-stream-crashed", error: name }, "sending the audit log crashed");
		return { isSent: false, status: "UNEXPECTED" };
	}
}
