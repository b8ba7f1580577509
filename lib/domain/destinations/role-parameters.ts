import type { Feature } from "../features.ts";
import { type TemplateInput, templateParameters } from "../template-parameters.ts";
import type { DestinationProfile, RoleTemplate } from "./profile.ts";

/**
 * The parameters of the destination's own template for a link, a CLI command or Terraform: principal, external ID,
 * bucket, role name and every feature flag, and of the others what differs from the template's default.
 *
 * @example roleParameters(profileOf("cloudzero"), { … }).ResourcesEnabled // "true"
 */
export function roleParameters(
	{ id, template }: Pick<DestinationProfile, "id" | "template">,
	input: TemplateInput,
): Readonly<Record<string, string>> {
	if (id === "harness-ccm") return templateParameters(input);
	const { role, verifier, requirements } = input;
	const optional = {
		RolePath: role.rolePath,
		PermissionsBoundaryArn: role.permissionsBoundaryArn,
		VerifierAccountId: verifier?.accountId ?? "",
		VerifierPrincipalArn: verifier?.principalArn ?? "",
		VerifierExternalId: verifier?.externalId ?? "",
		PendingVerifierExternalId: verifier?.pendingExternalId ?? "",
		ExpectedAccountId: input.awsAccountId,
		ConnectorId: input.connectorId,
	};
	return {
		[template.principalParameter]: input.harness.principalArn,
		ExternalId: input.externalId,
		BucketName: requirements.features.includes("BILLING") ? (input.costReport?.bucketName ?? "") : "",
		RoleName: role.roleName === "" ? (template.parameters.RoleName ?? "") : role.roleName,
		...flags(template, requirements.features),
		...Object.fromEntries(
			Object.entries(optional).filter(([name, value]) => value !== "" && value !== template.parameters[name]),
		),
	};
}

function flags({ featureParameters }: RoleTemplate, features: readonly Feature[]): Record<string, string> {
	return Object.fromEntries(
		Object.entries(featureParameters).map(([feature, parameter]) => [
			parameter,
			features.some((each) => each === feature) ? "true" : "false",
		]),
	);
}

/** What the template does when a parameter is not given. */
export function parameterDefaults({ parameters }: RoleTemplate): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(parameters).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
	);
}

/** What the stack of one connection may be given. */
export function singleStackParameters({ parameters, stackSetOnly }: RoleTemplate): readonly string[] {
	return Object.keys(parameters).filter((name) => !stackSetOnly.includes(name));
}
