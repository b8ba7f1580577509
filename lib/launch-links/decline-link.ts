import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { auditHolder } from "./audit-holder.ts";
import type { Held } from "./held-link.ts";

/** The receiver says no: the link ends for everybody. */
export async function declineLink(ctx: Context, held: Held, message: string): Promise<Result<true>> {
	const now = ctx.now();
	return ctx.db.transaction(async (tx) => {
		const change = { declinedAt: now, declineMessage: message };
		if (!(await tx.launchLinks.change(held.link.id, change, { now })))
			return failed({ code: "LAUNCH_LINK_NOT_FOUND" });
		await tx.audit.append(auditHolder(ctx, held, "launch-link.declined", { message }));
		return ok(true);
	});
}
