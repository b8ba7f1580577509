import type { Context } from "#lib/context.ts";
import type { Settings } from "#lib/db/port.ts";
import type { Result } from "#lib/domain/result.ts";
import { saveSettings } from "./save-settings.ts";

export type LimitsInput = Pick<
	Settings,
	"stsRequestsPerSecond" | "harnessRequestsPerMinute" | "resultRetentionDays" | "ownerTag" | "version"
>;

/** How much may be asked of AWS and Harness, and how long results are kept. Workers take it up within ten seconds. */
export function saveLimits(ctx: Context, { version, ...change }: LimitsInput): Promise<Result<Settings>> {
	return saveSettings(ctx, { version, part: "limits", change });
}
