import { type ExportAccount, type ExportHarness, reportOf, tagPairs } from "./export-plan.ts";
import { attribute, block, code, comment, type HclItem, type HclValue, object } from "./hcl.ts";
import { limitLines, providerLimits } from "./provider-limits.ts";

/** Since 6.0 a stack set's instance takes `stack_set_instance_region`. */
const AWS_PROVIDER = { source: "hashicorp/aws", version: "~> 6.0" } as const;
/** Documents the feature GOVERNANCE and takes connectors without a report. */
const HARNESS_PROVIDER = { source: "harness/harness", version: "~> 0.35" } as const;

const PROVIDERS = { aws: AWS_PROVIDER, harness: HARNESS_PROVIDER } as const;
type Provider = keyof typeof PROVIDERS;

/** @param requires of Terraform or OpenTofu itself, e.g. ">= 1.5.0" for `import` blocks */
export function terraformBlock(
	requires: string,
	providers: readonly Provider[] = ["aws", "harness"],
): HclItem {
	return block(
		"terraform",
		[],
		[attribute("required_version", requires)],
		[
			block(
				"required_providers",
				[],
				providers.map((name) => attribute(name, object(PROVIDERS[name]))),
			),
		],
	);
}

/** The only secret: it is asked for, or read from the environment, and stands in no file. */
export function apiKeyVariable(): HclItem {
	return block(
		"variable",
		["harness_platform_api_key"],
		[
			attribute(
				"description",
				"Token of a Harness service account. Without it the provider reads HARNESS_PLATFORM_API_KEY.",
			),
			attribute("type", code("string")),
			attribute("sensitive", true),
			attribute("default", null),
		],
	);
}

/** @see https://registry.terraform.io/providers/harness/harness/latest/docs */
export function harnessProvider({ baseUrl, accountId }: ExportHarness): HclItem {
	return block(
		"provider",
		["harness"],
		[
			attribute("endpoint", `${baseUrl}/gateway`),
			attribute("account_id", accountId),
			attribute("platform_api_key", code("var.harness_platform_api_key")),
		],
	);
}

/** With an account id a run with another account's credentials stops before it changes anything. */
export function awsProvider(region: string, accountId: string | null): HclItem {
	return block(
		"provider",
		["aws"],
		[
			attribute("region", region),
			...(accountId === null ? [] : [attribute("allowed_account_ids", [accountId])]),
		],
	);
}

export const CONNECTOR = "harness_platform_connector_awscc";

/** One account's connector; `roleArn` is what the role's own resource says. */
export function connectorBlock(account: ExportAccount, roleArn: string): HclItem {
	const report = reportOf(account);
	const { connector } = account;
	return block(
		"resource",
		[CONNECTOR, "connector"],
		[
			attribute("identifier", connector.identifier),
			attribute("name", connector.name),
			attribute("description", connector.description ?? ""),
			attribute("tags", tagPairs(account)),
			attribute("account_id", account.accountId),
			...(report === null
				? []
				: [attribute("report_name", report.name), attribute("s3_bucket", report.bucket)]),
			attribute("features_enabled", connector.spec.featuresEnabled),
		],
		[
			block(
				"cross_account_access",
				[],
				[
					attribute("role_arn", code(roleArn)),
					attribute("external_id", connector.spec.crossAccountAccess?.externalId ?? ""),
				],
			),
		],
	);
}

/** What an account's connector is made from, as an entry of a map by account id. */
export function connectorEntry(account: ExportAccount): Readonly<Record<string, HclValue>> {
	const report = reportOf(account);
	const { connector } = account;
	return {
		identifier: connector.identifier,
		name: connector.name,
		description: connector.description ?? "",
		tags: tagPairs(account),
		features: connector.spec.featuresEnabled,
		role_arn: connector.spec.crossAccountAccess?.crossAccountRoleArn ?? "",
		report_name: report?.name ?? null,
		s3_bucket: report?.bucket ?? null,
	};
}

/** All accounts' connectors out of the map in `from`. */
export function connectorsBlock({
	from,
	externalId,
	roleArn = "each.value.role_arn",
	dependsOn = [],
}: {
	readonly from: string;
	readonly externalId: string;
	readonly roleArn?: string;
	readonly dependsOn?: readonly string[];
}): HclItem {
	return block(
		"resource",
		[CONNECTOR, "account"],
		[attribute("for_each", code(from))],
		[
			attribute("identifier", code("each.value.identifier")),
			attribute("name", code("each.value.name")),
			attribute("description", code("each.value.description")),
			attribute("tags", code("each.value.tags")),
			attribute("account_id", code("each.key")),
			attribute("report_name", code("each.value.report_name")),
			attribute("s3_bucket", code("each.value.s3_bucket")),
			attribute("features_enabled", code("each.value.features")),
		],
		[
			block(
				"cross_account_access",
				[],
				[attribute("role_arn", code(roleArn)), attribute("external_id", externalId)],
			),
		],
		dependsOn.length === 0 ? [] : [attribute("depends_on", dependsOn.map(code))],
	);
}

/**
 * Takes a connector that is in Harness already into the state, instead of making it again.
 *
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export function importBlock(to: string, identifier: string): HclItem {
	return block("import", [], [attribute("to", code(to)), attribute("id", identifier)]);
}

/** One group of `import` blocks each, for the map's connectors. */
export function importBlocks(accounts: readonly ExportAccount[]): readonly (readonly HclItem[])[] {
	return accounts.flatMap(({ accountId, existsInHarness }) =>
		existsInHarness === null ? [] : [[importBlock(`${CONNECTOR}.account["${accountId}"]`, existsInHarness)]],
	);
}

/** What the provider cannot say about these connectors; nothing when it can say all. */
export function limitsComment(accounts: readonly ExportAccount[]): readonly HclItem[] {
	const lines = limitLines(providerLimits(accounts));
	if (lines.length === 0) return [];
	return [comment(["What Harness's Terraform provider cannot carry:", ...lines].join("\n"))];
}
