import type { Context } from "#lib/context.ts";
import type { LaunchLink } from "#lib/db/launch-links-port.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { findOwnLink, findOwnRolloutLink, type LinkTarget, type RolloutLinkTarget } from "./find-own-link.ts";

/** The link opens nothing any more, from this moment on; who has it open sees nothing new. Twice is harmless. */
export async function revokeLaunchLink(
	ctx: Context,
	target: LinkTarget | RolloutLinkTarget,
): Promise<Result<true>> {
	const found =
		"rolloutId" in target ? await findOwnRolloutLink(ctx, target) : await findOwnLink(ctx, target);
	return found.ok ? revoke(ctx, found.value.link) : found;
}

async function revoke(ctx: Context, link: LaunchLink): Promise<Result<true>> {
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
			subject: link.kind === "roll-out" ? link.rolloutId : link.connectorId,
			at: now,
			details: { link: link.id, kind: link.kind },
		});
		return ok(true);
	});
}
