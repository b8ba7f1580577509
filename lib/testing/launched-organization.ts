import { readFileSync } from "node:fs";
import { CreateStackCommand, UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import { harnessCluster } from "#lib/domain/harness-cluster.ts";
import { type OrganizationStackInput, organizationParameters } from "#lib/domain/rollout/stack-set.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { sha256Hex } from "#lib/sandbox/aws/sigv4.ts";
import { OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import { ORGANIZATION_TEMPLATE_KEY_PREFIX, sandboxTemplateUrl } from "#lib/sandbox/seed.ts";
import { TEST_HARNESS_ACCOUNT_ID } from "./rollout-world.ts";
import { administratorKeys, clientsFor, settled } from "./sandbox-clients.ts";

const templates = new URL("../../public/templates/", import.meta.url);
const digestOf = (file: string) => sha256Hex(readFileSync(new URL(file, templates)));

/** Makes, or updates, the stack that a rollout's link opens, as whoever owns the management account would. */
export async function launchOrganizationStack(
	url: string,
	{ launch, features, verifierExternalId, managementAccountId }: Rollout,
	{ isUpdate = false }: { readonly isUpdate?: boolean } = {},
): Promise<string | undefined> {
	if (launch === null || features === null || managementAccountId === null) throw new Error("not set up");
	const input: OrganizationStackInput = {
		trust: {
			harness: harnessCluster("891928451355", "aws"),
			externalId: `harness:891928451355:${TEST_HARNESS_ACCOUNT_ID}`,
			verifier: {
				accountId: OPERATOR_CREDENTIALS.accountId,
				principalArn: OPERATOR_CREDENTIALS.principalArn,
				externalId: verifierExternalId,
			},
		},
		features,
		role: launch.role,
		launch,
		roleTemplateUrl: sandboxTemplateUrl(digestOf("harness-ccm-role.yaml")),
		managementAccountId,
		makesStackSet: true,
	};
	const administrator = launch.delegatedAdministratorId ?? managementAccountId;
	const { cloudFormation } = clientsFor(url, await administratorKeys(url, administrator), launch.region);
	const request = {
		StackName: launch.stackName,
		TemplateURL: sandboxTemplateUrl(
			digestOf("harness-ccm-organization.yaml"),
			ORGANIZATION_TEMPLATE_KEY_PREFIX,
		),
		Capabilities: ["CAPABILITY_NAMED_IAM" as const, "CAPABILITY_AUTO_EXPAND" as const],
		Parameters: Object.entries(organizationParameters(input)).map(([ParameterKey, ParameterValue]) => ({
			ParameterKey,
			ParameterValue,
		})),
	};
	await cloudFormation.send(isUpdate ? new UpdateStackCommand(request) : new CreateStackCommand(request));
	return (await settled(cloudFormation, launch.stackName))?.StackStatus;
}
