import { templateRefusal } from "#lib/connectors/launch.ts";
import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import { neighbourTemplateUrl } from "#lib/domain/neighbour-template.ts";
import type { Partition } from "#lib/domain/partition.ts";
import { PLATFORM_LINK_PARAMETERS, PLATFORM_TEMPLATE } from "#lib/domain/policy/template-parameters.ts";

/**
 * Where the template lies that the policy builder's links open; null: it is not there, or CloudFormation did not say of
 * late that it takes all that a link may name.
 */
export async function builderTemplateUrl(ctx: Context, partition: Partition): Promise<string | null> {
	const url = neighbourTemplateUrl((await templateInForce(ctx, partition)).url, PLATFORM_TEMPLATE);
	if (url === null) return null;
	const template = { source: "ours", url, sha256: PLATFORM_TEMPLATE.sha256 } as const;
	const refusal = await templateRefusal(ctx, { partition }, template, PLATFORM_LINK_PARAMETERS);
	return refusal === null ? url : null;
}
