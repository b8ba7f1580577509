import { organizationTemplateInForce } from "#lib/connectors/organization-template-in-force.ts";
import { type TemplateInForce, templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { TemplateCheck } from "#lib/db/port.ts";
import type { Partition } from "#lib/domain/partition.ts";
import { ORGANIZATION_TEMPLATE_PARAMETERS } from "#lib/domain/rollout/organization-template.ts";
import { HARNESS_TEMPLATE_PARAMETERS, SINGLE_STACK_PARAMETERS } from "#lib/domain/template-parameters.ts";
import { checkTemplate } from "./check-template.ts";

/** Partitions that Harness serves. */
const PARTITIONS: readonly Partition[] = ["aws", "aws-us-gov"];

type Wanted = {
	readonly partition: Partition;
	readonly template: TemplateInForce;
	readonly parameters: readonly string[];
};

/** Checks the templates that links use now, per partition, before anybody is handed a link to one. */
export async function checkTemplates(
	ctx: Context,
	{ signal }: { readonly signal?: AbortSignal } = {},
): Promise<readonly TemplateCheck[]> {
	const wanted = await Promise.all(PARTITIONS.map((partition) => templatesOf(ctx, partition)));
	return await Promise.all(
		wanted.flat().map(({ partition, template: { url, sha256 }, parameters }) =>
			checkTemplate(ctx, {
				url,
				partition,
				expectedSha256: sha256,
				expectedParameters: parameters,
				...(signal !== undefined && { signal }),
			}),
		),
	);
}

async function templatesOf(ctx: Context, partition: Partition): Promise<readonly Wanted[]> {
	const role = await templateInForce(ctx, partition);
	const organization = await organizationTemplateInForce(ctx, partition);
	const parameters = role.source === "ours" ? SINGLE_STACK_PARAMETERS : HARNESS_TEMPLATE_PARAMETERS;
	return [
		{ partition, template: role, parameters },
		...(organization === null
			? []
			: [{ partition, template: organization, parameters: ORGANIZATION_TEMPLATE_PARAMETERS }]),
	];
}
