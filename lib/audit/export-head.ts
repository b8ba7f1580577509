import type { Context } from "#lib/context.ts";
import { sendToStream } from "./send-to-stream.ts";

/**
 * Each hour: where the chain ends is written to the log, to a table that the application cannot change, and to the
 * webhook. Whoever kept it elsewhere sees when the end is cut off later.
 */
export async function exportHead(ctx: Context, signal?: AbortSignal): Promise<void> {
	const head = await ctx.db.auditChain.head();
	if (head === null) {
		ctx.log.error({ event: "audit-chain-broken", seq: 0, fault: "head" }, "the audit log has lost its head");
		return;
	}
	const { seq, hash } = head;
	const at = ctx.now();
	ctx.log.info({ event: "audit-head", seq, hash, entries: seq }, "the end of the audit log");
	if (seq > 0) await ctx.db.auditChain.addCheckpoint(head, at);
	const stream = await ctx.db.auditStream.find();
	if (stream === null || !stream.isEnabled) return;
	// Not tried again: the next hour tells it anew.
	await sendToStream(ctx, signal, {
		id: `audit-head-${seq}-${at.getTime()}`,
		title: `The audit log holds ${seq} entries`,
		at,
		facts: { head: { seq, hash, entries: seq } },
	});
}
