import type { CeAwsConnector } from "./harness-connector.ts";
import { hclString, type RoleStack, stackTerraform } from "./terraform.ts";

/**
 * A Terraform file that makes the role's stack and registers the connector in Harness with the role that the stack
 * gave. Harness's key is read from the environment (HARNESS_PLATFORM_API_KEY) by its provider.
 *
 * @example connectorTerraform({ stack: { region: "us-east-1", templateUrl, stackName, parameters }, body })
 * @see https://registry.terraform.io/providers/harness/harness/latest/docs/resources/platform_connector_awscc
 */
export function connectorTerraform({
	stack,
	body,
}: {
	readonly stack: RoleStack;
	readonly body: CeAwsConnector;
}): string {
	return `${PROVIDERS}\n${stackTerraform(stack)}\n${connectorResource(body)}`;
}

const PROVIDERS = `terraform {
  required_providers {
    aws     = { source = "hashicorp/aws" }
    harness = { source = "harness/harness" }
  }
}

provider "harness" {}
`;

function connectorResource({ name, identifier, description, tags, spec }: CeAwsConnector): string {
	const pairs = Object.entries(tags ?? {}).map(([key, value]) => (value === "" ? key : `${key}:${value}`));
	const report = spec.curAttributes;
	const hasReport = (report?.reportName ?? "") !== "";
	const lines = [
		["identifier", hclString(identifier)],
		["name", hclString(name)],
		["description", hclString(description ?? "")],
		["tags", hclList(pairs)],
		["account_id", hclString(spec.awsAccountId ?? "")],
		...(hasReport
			? [
					["report_name", hclString(report?.reportName ?? "")],
					["s3_bucket", hclString(report?.s3BucketName ?? "")],
				]
			: []),
		["features_enabled", hclList(spec.featuresEnabled)],
	];
	return [
		'resource "harness_platform_connector_awscc" "connector" {',
		...lines.map(([key = "", value]) => `  ${key.padEnd(16)} = ${value}`),
		"",
		"  cross_account_access {",
		'    role_arn    = aws_cloudformation_stack.harness_role.outputs["CrossAccountRoleArn"]',
		`    external_id = ${hclString(spec.crossAccountAccess?.externalId ?? "")}`,
		"  }",
		"}",
		"",
	].join("\n");
}

function hclList(texts: readonly string[]): string {
	return `[${texts.map(hclString).join(", ")}]`;
}
