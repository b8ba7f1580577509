import type { GenericEndpointContext } from "better-auth";

export const SECOND_FACTOR_PATHS: readonly string[] = [
	"/two-factor/verify-totp",
	"/two-factor/verify-backup-code",
];

/** Who gave the right password and owes the second factor; null: nobody, or no such sign-in is under way. */
export async function pendingUserId(ctx: GenericEndpointContext): Promise<string | null> {
	const identifier = await pendingSignIn(ctx);
	if (identifier === null) return null;
	const pending = await ctx.context.internalAdapter.findVerificationValue(identifier);
	return pending?.value ?? null;
}

/** Whether the request came in the middle of a sign-in, even if it ended that. */
export async function owesCode(ctx: GenericEndpointContext): Promise<boolean> {
	return (await pendingSignIn(ctx)) !== null;
}

async function pendingSignIn(ctx: GenericEndpointContext): Promise<string | null> {
	const cookie = ctx.context.createAuthCookie("two_factor");
	return (await ctx.getSignedCookie(cookie.name, ctx.context.secret)) || null;
}
