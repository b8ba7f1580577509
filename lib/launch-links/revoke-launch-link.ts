import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { findOwnLink, type LinkTarget } from "./find-own-link.ts";

/** The link opens nothing any more, from this moment on; who has it open sees nothing new. Twice is harmless. */
export async function revokeLaunchLink(ctx: Context, target: LinkTarget): Promise<Result<true>> {
	const found = await findOwnLink(ctx, target);
	if (!found.ok) return found;
	const { link, connector } = found.value;
	if (link.revokedAt !== null) return ok(true);
	const now = ctx.now();
	return ctx.db.transaction(async (tx) => {
		if (!(await tx.launchLinks.change(link.id, { revokedAt: now }, { now }))) {
			const detail = "It has ended already.";
			return failed({ code: "LAUNCH_LINK_NOT_FOUND", detail });
		}
		await tx.audit.append({
			actor: ctx.actor,
			action: "launch-link.revoked",
			subject: connector.id,
			at: now,
			details: { link: link.id, kind: link.kind },
		});
		return ok(true);
	});
}
