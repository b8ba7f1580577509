import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { TemplateCheck } from "#lib/db/port.ts";
import type { Partition } from "#lib/domain/partition.ts";
import { HARNESS_TEMPLATE_PARAMETERS, TEMPLATE_PARAMETERS } from "#lib/domain/template-parameters.ts";
import { checkTemplate } from "./check-template.ts";

/** Partitions that Harness serves. */
const PARTITIONS: readonly Partition[] = ["aws", "aws-us-gov"];

/** Checks the template that links use now, per partition, before anybody is handed a link to it. */
export async function checkTemplates(
	ctx: Context,
	{ signal }: { readonly signal?: AbortSignal } = {},
): Promise<readonly TemplateCheck[]> {
	return await Promise.all(
		PARTITIONS.map(async (partition) => {
			const { source, url, sha256 } = await templateInForce(ctx, partition);
			return await checkTemplate(ctx, {
				url,
				partition,
				expectedSha256: sha256,
				expectedParameters: source === "ours" ? TEMPLATE_PARAMETERS : HARNESS_TEMPLATE_PARAMETERS,
				...(signal !== undefined && { signal }),
			});
		}),
	);
}
