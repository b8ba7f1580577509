import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { auditHolder } from "./audit-holder.ts";
import { findBySecret } from "./held-link.ts";

export type OpenedLink = {
	/** For the cookie; only its hash is kept. */
	readonly token: string;
	readonly expiresAt: Date;
};

/** Takes the secret once and gives a cookie's value for it. One answer to everything that opens nothing. */
export async function openLaunchLink(
	ctx: Context,
	key: { readonly id: string; readonly secret: string },
): Promise<Result<OpenedLink>> {
	const held = await findBySecret(ctx, key);
	if (held === null) return failed({ code: "LAUNCH_LINK_NOT_FOUND" });
	const token = Buffer.from(ctx.randomBytes(32)).toString("base64url");
	await ctx.db.transaction(async (tx) => {
		await tx.launchLinks.addVisit(key.id, ctx.sha256Hex(token), ctx.now());
		await tx.audit.append(auditHolder(ctx, held, "launch-link.opened"));
	});
	return ok({ token, expiresAt: held.link.expiresAt });
}
