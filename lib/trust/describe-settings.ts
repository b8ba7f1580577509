// What the settings pages' changes of trust would do, in lines for the administrator who approves them.
import type { output } from "zod/mini";
import { digestInUrl } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { Settings } from "#lib/db/port.ts";
import { formatKeyExpiry } from "#lib/domain/harness-key.ts";
import type { AccessSettingsSchema } from "#lib/schemas/people-schemas.ts";
import type {
	SaveHarnessAccountSchema,
	SaveTemplateSettingsSchema,
	SaveVerifierSettingsSchema,
} from "#lib/schemas/settings-schemas.ts";
import { changeLine, yesNo } from "./change-line.ts";

export async function describeHarnessAccount(
	{ account: { accountId, baseUrl, apiKey, apiKeyExpiresOn } }: output<typeof SaveHarnessAccountSchema>,
	ctx: Context,
): Promise<readonly string[]> {
	const stored = await ctx.db.harnessAccounts.first();
	const now = stored && `${stored.accountId} at ${stored.baseUrl}`;
	const kept = stored?.hasApiKey === true ? "The stored API key stays." : "No API key.";
	const expiresOn = formatKeyExpiry(stored?.apiKeyExpiresAt ?? null) || "not said";
	return [
		changeLine("Harness account", `${accountId} at ${baseUrl}`, now),
		apiKey === "" ? kept : "A new API key.",
		changeLine(
			"Token expires on",
			apiKeyExpiresOn === undefined ? expiresOn : apiKeyExpiresOn || "not said",
			expiresOn,
		),
	];
}

type Template = Pick<Settings, "templateUrl" | "templateSha256">;
const organizationTemplate = (settings: Settings): Template => ({
	templateUrl: settings.organizationTemplateUrl,
	templateSha256: settings.organizationTemplateSha256,
});

export async function describeTemplate(
	{ template }: output<typeof SaveTemplateSettingsSchema>,
	ctx: Context,
): Promise<readonly string[]> {
	const now = await ctx.db.settings.get();
	return [
		changeLine("Links use", SOURCES[template.templateSource], SOURCES[now.templateSource]),
		...templateLines("template", template.templateUrl, now),
		...templateLines(
			"template for whole organizations",
			template.organizationTemplateUrl,
			organizationTemplate(now),
		),
		changeLine("Default region", template.defaultRegion, now.defaultRegion),
	];
}

function templateLines(what: string, templateUrl: string, now: Template): readonly string[] {
	// As the verb does it: a digest belongs to the address it was read for.
	const templateSha256 = templateUrl === now.templateUrl ? now.templateSha256 : "";
	return [
		changeLine(`URL of the ${what}`, templateUrl || "none", now.templateUrl || "none"),
		changeLine(`SHA-256 of the ${what}`, digest({ templateUrl, templateSha256 }), digest(now)),
	];
}

const SOURCES = { ours: "Rolebridge's template", harness: "Harness's published template" } as const;

function digest({ templateUrl, templateSha256 }: Template): string {
	return digestInUrl(templateUrl) ?? (templateSha256 || "any");
}

export async function describeVerifier(
	{ verifier: { verifierMode, canaryRoleArn, optInRegions } }: output<typeof SaveVerifierSettingsSchema>,
	ctx: Context,
): Promise<readonly string[]> {
	const now = await ctx.db.settings.get();
	const listed = (regions: readonly string[]) => regions.join(", ") || "none";
	return [
		changeLine("Mode", verifierMode, now.verifierMode),
		changeLine("Canary role", canaryRoleArn || "none", now.canaryRoleArn || "none"),
		changeLine("Opt-in regions", listed(optInRegions), listed(now.optInRegions)),
	];
}

export async function describeAccessSettings(
	{ fourEyes, secondFactorRequired }: output<typeof AccessSettingsSchema>,
	ctx: Context,
): Promise<readonly string[]> {
	const now = await ctx.db.settings.get();
	return [
		changeLine("Two administrators for each change of trust", yesNo(fourEyes), yesNo(now.fourEyes)),
		changeLine("Second factor", factorWords(secondFactorRequired), factorWords(now.secondFactorRequired)),
	];
}

function factorWords(isRequired: boolean | null): string {
	if (isRequired === null) return "as the mode asks";
	return isRequired ? "always" : "not needed";
}
