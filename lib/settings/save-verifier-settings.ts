import type { Context } from "#lib/context.ts";
import type { Settings } from "#lib/db/port.ts";
import type { Result } from "#lib/domain/result.ts";
import { saveSettings } from "./save-settings.ts";

export type VerifierSettingsInput = Pick<
	Settings,
	"verifierMode" | "canaryRoleArn" | "optInRegions" | "version"
>;

/** Says how this installation is trusted, and has our own side checked anew. */
export async function saveVerifierSettings(
	ctx: Context,
	{ version, ...change }: VerifierSettingsInput,
): Promise<Result<Settings>> {
	const saved = await saveSettings(ctx, { version, part: "verifier", change });
	if (saved.ok) await ctx.jobs.checkVerifier();
	return saved;
}
