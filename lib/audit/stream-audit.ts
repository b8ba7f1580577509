import type { Context } from "#lib/context.ts";
import type { AuditStream } from "#lib/db/audit-port.ts";
import { exportedEntry } from "./exported-entry.ts";
import { sendToStream } from "./send-to-stream.ts";

const ENTRIES_A_MESSAGE = 100;
const MESSAGES_A_ROUND = 20;
/** A worker that dies with the stream in hand gives it back after this long; a try takes less. */
const CLAIM_MS = 2 * 60_000;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/**
 * Sends what the webhook does not have yet, in order. What was answered well is not sent again; what was not, or whose
 * worker died, is, with the same places in the chain. It never gives up: a log with a gap is none.
 */
export async function streamAudit(ctx: Context, signal?: AbortSignal): Promise<void> {
	for (let round = 0; round < MESSAGES_A_ROUND; round += 1) {
		if (signal?.aborted) return;
		const now = ctx.now();
		const claimedUntil = new Date(now.getTime() + CLAIM_MS);
		const stream = await ctx.db.auditStream.claim({ now, claimedUntil });
		if (stream === null || !(await sendNext(ctx, stream, signal))) return;
	}
}

async function sendNext(ctx: Context, { sentSeq, attempts }: AuditStream, signal?: AbortSignal) {
	const entries = await ctx.db.auditChain.entries(sentSeq, ENTRIES_A_MESSAGE);
	const last = entries.at(-1)?.seq ?? sentSeq;
	if (last === sentSeq) return false;
	const places = `${sentSeq + 1}-${last}`;
	const { isSent, status } = await sendToStream(ctx, signal, {
		id: `audit-${places}`,
		title: `Audit log entries ${places}`,
		at: ctx.now(),
		facts: { events: entries.map(exportedEntry) },
	});
	if (isSent) {
		await ctx.db.auditStream.sent(last, ctx.now(), status);
		return true;
	}
	const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts, 12));
	ctx.log.warn({ event: "audit-stream-failed", places, attempts }, "audit log entries did not arrive");
	await ctx.db.auditStream.failed(new Date(ctx.now().getTime() + waitMs), status);
	return false;
}
