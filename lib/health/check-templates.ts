import { organizationTemplateInForce } from "#lib/connectors/organization-template-in-force.ts";
import { type TemplateInForce, templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { TemplateCheck } from "#lib/db/port.ts";
import { REPORT_TEMPLATE, REPORT_TEMPLATE_PARAMETERS } from "#lib/domain/cost-report-stack.ts";
import { DESTINATIONS } from "#lib/domain/destination.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { singleStackParameters } from "#lib/domain/destinations/role-parameters.ts";
import { neighbourTemplateUrl } from "#lib/domain/neighbour-template.ts";
import type { Partition } from "#lib/domain/partition.ts";
import { PLATFORM_LINK_PARAMETERS, PLATFORM_TEMPLATE } from "#lib/domain/policy/template-parameters.ts";
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
	const reportUrl = partition === "aws" ? neighbourTemplateUrl(role.url, REPORT_TEMPLATE) : null;
	const parameters = role.source === "ours" ? SINGLE_STACK_PARAMETERS : HARNESS_TEMPLATE_PARAMETERS;
	return [
		{ partition, template: role, parameters },
		...libraryTemplate(partition, role),
		...(await vendorTemplates(ctx, partition)),
		...(organization === null
			? []
			: [{ partition, template: organization, parameters: ORGANIZATION_TEMPLATE_PARAMETERS }]),
		...(reportUrl === null
			? []
			: [
					{
						partition,
						template: { source: "ours" as const, url: reportUrl, sha256: REPORT_TEMPLATE.sha256 },
						parameters: REPORT_TEMPLATE_PARAMETERS,
					},
				]),
	];
}

/** The role that carries what was chosen in the permission library, where it was uploaded beside ours. */
function libraryTemplate(partition: Partition, role: TemplateInForce): readonly Wanted[] {
	const url = neighbourTemplateUrl(role.url, PLATFORM_TEMPLATE);
	if (url === null) return [];
	const template = { source: "ours", url, sha256: PLATFORM_TEMPLATE.sha256 } as const;
	return [{ partition, template, parameters: PLATFORM_LINK_PARAMETERS }];
}

/** Those of other vendors, where they were uploaded beside ours and the vendor is in the partition at all. */
async function vendorTemplates(ctx: Context, partition: Partition): Promise<readonly Wanted[]> {
	const found = await Promise.all(
		DESTINATIONS.map(async (destination) => {
			const { principal, template } = profileOf(destination);
			if (principal.kind !== "fixed" || principal.accountIds[partition] === null) return [];
			const inForce = await templateInForce(ctx, partition, destination);
			const parameters = singleStackParameters(template);
			return inForce.url === "" ? [] : [{ partition, template: inForce, parameters }];
		}),
	);
	return found.flat();
}
