import type { Context } from "#lib/context.ts";

/** Whether an e-mail address and a password may let somebody in; only one account may while the provider is the only way. */
export async function mayUsePassword(ctx: Context, email: string): Promise<boolean> {
	const { isSsoOnly, isEnabled, breakGlassPersonId } = await ctx.db.signInSettings.get();
	if (!isSsoOnly || !isEnabled) return true;
	return (await ctx.db.people.findByEmail(email))?.id === breakGlassPersonId;
}
