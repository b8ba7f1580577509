import type { ExportHarness } from "./export-plan.ts";
import { attribute, block, comment, type HclItem, hclFile } from "./hcl.ts";
import { apiKeyVariable, harnessProvider, importBlock, terraformBlock } from "./terraform-parts.ts";

/** References name Harness's own secrets, `account.` or `org.` before the identifier: no secret is ever held here. */
export type AwsCredential =
	| {
			readonly kind: "manual";
			/** An access key ID, or the reference of a secret that holds it. */
			readonly accessKey: { readonly id: string } | { readonly ref: string };
			readonly secretKeyRef: string;
			readonly sessionTokenRef: string | null;
			readonly delegateSelectors: readonly string[];
	  }
	| { readonly kind: "irsa"; readonly delegateSelectors: readonly string[] }
	| { readonly kind: "inherit-from-delegate"; readonly delegateSelectors: readonly string[] }
	| {
			readonly kind: "oidc";
			readonly iamRoleArn: string;
			readonly sessionTagKeys: readonly string[];
			readonly delegateSelectors: readonly string[];
	  };

/** Delays as Harness takes them. */
export type BackOff =
	| { readonly kind: "fixed-delay"; readonly fixedBackoff: number; readonly retryCount: number }
	| {
			readonly kind: "equal-jitter" | "full-jitter";
			readonly baseDelay: number;
			readonly maxBackoffTime: number;
			readonly retryCount: number;
	  };

/** A connector of type `Aws`, at whatever scope. */
export type PlatformConnector = {
	readonly identifier: string;
	readonly name: string;
	readonly description: string;
	readonly tags: Readonly<Record<string, string>>;
	/** Null: of the account. A project lies in an organization. */
	readonly scope: { readonly orgId: string; readonly projectId: string | null } | null;
	readonly credential: AwsCredential;
	/** The region that Harness tests in; empty: its own choice. */
	readonly region: string;
	readonly crossAccountAccess: { readonly roleArn: string; readonly externalId: string } | null;
	readonly backOff: BackOff | null;
	/** Null: as Harness does by default. */
	readonly executeOnDelegate: boolean | null;
	readonly isInHarness: boolean;
};

/**
 * A Terraform file that makes a platform connector: any of the four credentials, access to another account, and how
 * AWS is asked again.
 *
 * @example platformConnectorTerraform(harness, { …, credential: { kind: "irsa", delegateSelectors: ["eks"] } })
 * @see https://registry.terraform.io/providers/harness/harness/latest/docs/resources/platform_connector_aws
 */
export function platformConnectorTerraform(harness: ExportHarness, connector: PlatformConnector): string {
	const { scope, identifier } = connector;
	const importId = [scope?.orgId, scope?.projectId, identifier].filter((part) => part != null).join("/");
	return hclFile([
		[terraformBlock(">= 1.5.0", ["harness"])],
		[apiKeyVariable()],
		[harnessProvider(harness)],
		[
			...(connector.credential.kind === "manual"
				? [comment("The keys themselves are secrets in Harness; here stand their names.")]
				: []),
			connectorBlock(connector),
		],
		connector.isInHarness ? [importBlock("harness_platform_connector_aws.connector", importId)] : [],
	]);
}

function connectorBlock(connector: PlatformConnector): HclItem {
	const { scope, crossAccountAccess, backOff, executeOnDelegate } = connector;
	const tags = Object.entries(connector.tags).map(([key, value]) => (value === "" ? key : `${key}:${value}`));
	return block(
		"resource",
		["harness_platform_connector_aws", "connector"],
		[
			attribute("identifier", connector.identifier),
			attribute("name", connector.name),
			attribute("description", connector.description),
			attribute("tags", tags),
			...optional("org_id", scope?.orgId),
			...optional("project_id", scope?.projectId),
			...optional("execute_on_delegate", executeOnDelegate),
		],
		[credentialBlock(connector)],
		crossAccountAccess === null
			? []
			: [
					block(
						"cross_account_access",
						[],
						[
							attribute("role_arn", crossAccountAccess.roleArn),
							...optional("external_id", crossAccountAccess.externalId || null),
						],
					),
				],
		backOff === null ? [] : [backOffBlock(backOff)],
	);
}

function credentialBlock({ credential, region }: PlatformConnector): HclItem {
	const common = [
		attribute("delegate_selectors", credential.delegateSelectors),
		...optional("region", region || null),
	];
	switch (credential.kind) {
		case "manual": {
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
		case "irsa":
			return block("irsa", [], common);
		case "inherit-from-delegate":
			return block("inherit_from_delegate", [], common);
		case "oidc":
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
	if (backOff.kind === "fixed-delay") {
		return block(
			"fixed_delay_backoff_strategy",
			[],
			[attribute("fixed_backoff", backOff.fixedBackoff), retries],
		);
	}
	return block(
		backOff.kind === "equal-jitter" ? "equal_jitter_backoff_strategy" : "full_jitter_backoff_strategy",
		[],
		[
			attribute("base_delay", backOff.baseDelay),
			attribute("max_backoff_time", backOff.maxBackoffTime),
			retries,
		],
	);
}

function optional(name: string, value: string | boolean | null | undefined): readonly HclItem[] {
	return value === null || value === undefined ? [] : [attribute(name, value)];
}
