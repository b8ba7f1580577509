import type { Context } from "#lib/context.ts";
import type { Partition } from "#lib/domain/partition.ts";
import { digestInUrl, type TemplateInForce, templateInForce } from "./template-in-force.ts";

/**
 * The template by which one stack connects a whole organization. Null: it is not uploaded, or links use Harness's
 * template, which it cannot make roles from.
 */
export async function organizationTemplateInForce(
	ctx: Context,
	partition: Partition,
): Promise<TemplateInForce | null> {
	if ((await templateInForce(ctx, partition)).source !== "ours") return null;
	const settings = await ctx.db.settings.get();
	const url = ctx.config.organizationTemplateUrl ?? settings.organizationTemplateUrl;
	if (url === "") return null;
	return { source: "ours", url, sha256: digestInUrl(url) ?? settings.organizationTemplateSha256 };
}
