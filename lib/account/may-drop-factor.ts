import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** While single sign-on is the only way in, the account for emergencies keeps every second factor it has. */
export async function mayDropFactor(ctx: Context): Promise<Result<true>> {
	const { isSsoOnly, breakGlassPersonId } = await ctx.db.signInSettings.get();
	if (!isSsoOnly || breakGlassPersonId !== ctx.actor.id) return ok(true);
	const detail =
		"This is the account for emergencies while everybody else signs in by single sign-on. Name another one first, in Settings, Sign-in.";
	return failed({ code: "CHANGE_NOT_POSSIBLE", detail });
}
