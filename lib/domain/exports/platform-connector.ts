import type { AwsConnectorFacts } from "../platform/aws-connector-body.ts";
import { scopeFields } from "../platform/aws-connector-body.ts";
import type { BackOff } from "../platform/platform-settings.ts";
import {
	type ExportFile,
	type ExportHarness,
	type ExportPlan,
	type ExportPlatform,
	platformPath,
} from "./export-plan.ts";
import { attribute, block, comment, type HclItem, hclFile } from "./hcl.ts";
import { apiKeyVariable, harnessProvider, importBlock, terraformBlock } from "./terraform-parts.ts";

/**
 * A Terraform file that makes a platform connector: any of the four credentials, access to another account, and how
 * AWS is asked again.
 *
 * @example platformConnectorTerraform(harness, { accountId, facts: awsConnectorFacts(connector), isInHarness: false })
 * @see https://registry.terraform.io/providers/harness/harness/latest/docs/resources/platform_connector_aws
 */
export function platformConnectorTerraform(
	harness: ExportHarness,
	{ accountId, facts, isInHarness }: ExportPlatform,
): string {
	const { orgIdentifier, projectIdentifier } = scopeFields(facts.scope);
	const importId = [orgIdentifier, projectIdentifier, facts.overview.identifier]
		.filter((part) => part !== undefined)
		.join("/");
	return hclFile([
		[comment(`For AWS account ${accountId}. The role or the key is its owner's: nothing is made in AWS.`)],
		[terraformBlock(">= 1.5.0", ["harness"])],
		[apiKeyVariable()],
		[harnessProvider(harness)],
		[
			...(facts.credential.type === "ManualConfig"
				? [comment("The keys themselves are secrets in Harness; here stand their names.")]
				: []),
			connectorBlock(facts),
		],
		isInHarness ? [importBlock("harness_platform_connector_aws.connector", importId)] : [],
	]);
}

/** A root module for each, with Harness's provider alone. */
export function* platformFiles(plan: ExportPlan): Generator<ExportFile> {
	for (const one of plan.platform) {
		const path = plan.scope === "connector" ? "main.tf" : `platform/${platformPath(one)}/main.tf`;
		yield { path, text: platformConnectorTerraform(plan.harness, one) };
	}
}

function connectorBlock(facts: AwsConnectorFacts): HclItem {
	const { overview, scope, crossAccount, backOff, connectivity } = facts;
	const { orgIdentifier, projectIdentifier } = scopeFields(scope);
	const tags = Object.entries(overview.tags).map(([key, value]) => (value === "" ? key : `${key}:${value}`));
	return block(
		"resource",
		["harness_platform_connector_aws", "connector"],
		[
			attribute("identifier", overview.identifier),
			attribute("name", overview.name),
			attribute("description", overview.description),
			attribute("tags", tags),
			...optional("org_id", orgIdentifier),
			...optional("project_id", projectIdentifier),
			attribute("execute_on_delegate", connectivity.through === "delegate"),
		],
		[credentialBlock(facts)],
		crossAccount === null
			? []
			: [
					block(
						"cross_account_access",
						[],
						[
							attribute("role_arn", crossAccount.roleArn),
							...optional("external_id", crossAccount.externalId || null),
						],
					),
				],
		backOff === null ? [] : [backOffBlock(backOff)],
	);
}

function credentialBlock({ credential, region, connectivity }: AwsConnectorFacts): HclItem {
	const common = [
		attribute("delegate_selectors", connectivity.through === "delegate" ? connectivity.selectors : []),
		attribute("region", region),
	];
	switch (credential.type) {
		case "ManualConfig": {
			const { accessKey, secretKeyRef, sessionTokenRef } = credential;
			const key =
				"ref" in accessKey
					? attribute("access_key_ref", accessKey.ref)
					: attribute("access_key", accessKey.id);
			const secrets = [
				attribute("secret_key_ref", secretKeyRef),
				...optional("session_token_ref", sessionTokenRef),
			];
			return block("manual", [], [key, ...secrets, ...common]);
		}
		case "Irsa":
			return block("irsa", [], common);
		case "InheritFromDelegate":
			return block("inherit_from_delegate", [], common);
		case "OidcAuthentication":
			return block(
				"oidc_authentication",
				[],
				[
					attribute("iam_role_arn", credential.iamRoleArn),
					attribute("oidc_session_tag_keys", credential.sessionTagKeys),
					...common,
				],
			);
		default:
			return credential satisfies never;
	}
}

function backOffBlock(backOff: BackOff): HclItem {
	const retries = attribute("retry_count", backOff.retryCount);
	if (backOff.type === "FixedDelayBackoffStrategy") {
		return block(
			"fixed_delay_backoff_strategy",
			[],
			[attribute("fixed_backoff", backOff.fixedBackoff), retries],
		);
	}
	return block(
		backOff.type === "EqualJitterBackoffStrategy"
			? "equal_jitter_backoff_strategy"
			: "full_jitter_backoff_strategy",
		[],
		[
			attribute("base_delay", backOff.baseDelay),
			attribute("max_backoff_time", backOff.maxBackoffTime),
			retries,
		],
	);
}

function optional(name: string, value: string | null | undefined): readonly HclItem[] {
	return value === null || value === undefined ? [] : [attribute(name, value)];
}
