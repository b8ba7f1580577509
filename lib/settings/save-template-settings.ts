import type { Context } from "#lib/context.ts";
import type { Settings } from "#lib/db/port.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { saveSettings } from "./save-settings.ts";

export type TemplateSettingsInput = Pick<
	Settings,
	"templateSource" | "templateUrl" | "defaultRegion" | "version"
>;

/** Chooses the template that links use, and has it checked before a link to it is handed out. */
export async function saveTemplateSettings(
	ctx: Context,
	{ version, ...change }: TemplateSettingsInput,
): Promise<Result<Settings>> {
	if (change.templateSource === "ours" && change.templateUrl === "" && ctx.config.templateUrl === null) {
		const detail = "Enter the URL that templates:publish printed, or choose Harness's template.";
		return failed({ code: "INPUT_INVALID", field: "templateUrl", detail });
	}
	const { templateUrl } = await ctx.db.settings.get();
	// A digest belongs to the address it was read for.
	const digest = templateUrl === change.templateUrl ? {} : { templateSha256: "" };
	const saved = await saveSettings(ctx, { version, part: "template", change: { ...change, ...digest } });
	if (saved.ok) await ctx.jobs.checkTemplate();
	return saved;
}
