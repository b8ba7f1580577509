import type { Context } from "#lib/context.ts";
import type { Settings } from "#lib/db/port.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { saveSettings } from "./save-settings.ts";

export type TemplateSettingsInput = Pick<
	Settings,
	"templateSource" | "templateUrl" | "organizationTemplateUrl" | "defaultRegion" | "version"
>;

/** Chooses the templates that links use, and has them checked before a link to one is handed out. */
export async function saveTemplateSettings(
	ctx: Context,
	{ version, ...change }: TemplateSettingsInput,
): Promise<Result<Settings>> {
	if (change.templateSource === "ours" && change.templateUrl === "" && ctx.config.templateUrl === null) {
		const detail = "Enter the URL that templates:publish printed, or choose Harness's template.";
		return failed({ code: "INPUT_INVALID", field: "templateUrl", detail });
	}
	const stored = await ctx.db.settings.get();
	// A digest belongs to the address it was read for.
	const digests = {
		...(stored.templateUrl !== change.templateUrl && { templateSha256: "" }),
		...(stored.organizationTemplateUrl !== change.organizationTemplateUrl && {
			organizationTemplateSha256: "",
		}),
	};
	const saved = await saveSettings(ctx, { version, part: "template", change: { ...change, ...digests } });
	if (saved.ok) await ctx.jobs.checkTemplate();
	return saved;
}
