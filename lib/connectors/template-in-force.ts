import type { Context } from "#lib/context.ts";
import type { Destination } from "#lib/domain/destination.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { HARNESS_TEMPLATE_URLS } from "#lib/domain/harness-template-urls.ts";
import { neighbourTemplateUrl } from "#lib/domain/neighbour-template.ts";
import type { Partition } from "#lib/domain/partition.ts";

export type TemplateInForce = {
	readonly source: "ours" | "harness";
	/** Empty: it is not uploaded, so no link can open it. */
	readonly url: string;
	/** Hex SHA-256 that the body must have; empty: any. */
	readonly sha256: string;
};

/**
 * The template that links use: ours once it is uploaded, Harness's published one until then. Another vendor's role is
 * made by our template only, which lies beside the role template that was uploaded.
 */
export async function templateInForce(
	ctx: Context,
	partition: Partition,
	destination: Destination = "harness-ccm",
): Promise<TemplateInForce> {
	const { name, sha256 } = profileOf(destination).template;
	const role = await roleTemplate(ctx, partition);
	if (sha256 === null) return role;
	return { source: "ours", url: neighbourTemplateUrl(role.url, { name, sha256 }) ?? "", sha256 };
}

async function roleTemplate(ctx: Context, partition: Partition): Promise<TemplateInForce> {
	const settings = await ctx.db.settings.get();
	const ourUrl = ctx.config.templateUrl ?? (settings.templateSource === "ours" ? settings.templateUrl : "");
	if (ourUrl !== "")
		return { source: "ours", url: ourUrl, sha256: digestInUrl(ourUrl) ?? settings.templateSha256 };
	return {
		source: "harness",
		url: HARNESS_TEMPLATE_URLS[partition === "aws-us-gov" ? "govCloud" : "aws"],
		sha256: "",
	};
}

/** Our uploads are content-addressed: their address says what they must hold. */
export function digestInUrl(url: string): string | null {
	return /\/([0-9a-f]{64})\.yaml(\?|$)/.exec(url)?.[1] ?? null;
}
