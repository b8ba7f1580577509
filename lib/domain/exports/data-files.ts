import { csvLine } from "../csv.ts";
import { awsConnectorBody, scopeFields } from "../platform/aws-connector-body.ts";
import {
	type ExportAccount,
	type ExportFile,
	type ExportPlan,
	type ExportPlatform,
	reportOf,
	roleArnOf,
} from "./export-plan.ts";

/** The requests' bodies as Harness takes them. */
export function* jsonFiles({ scope, accounts, platform }: ExportPlan): Generator<ExportFile> {
	const bodies = [
		...accounts.map(({ connector }) => ({ connector })),
		...platform.map(({ facts }) => ({ connector: awsConnectorBody(facts) })),
	];
	const [only] = bodies;
	const value = scope === "connector" && only !== undefined ? only : bodies;
	yield { path: "connectors.json", text: `${JSON.stringify(value, null, 2)}\n` };
}

/** The names are an interface, so they stay. */
export const PLAN_COLUMNS = [
	"aws_account_id",
	"account_name",
	"connector_name",
	"identifier",
	"features",
	"autostopping",
	"role_arn",
	"external_id",
	"report_name",
	"report_bucket",
	"tags",
	"is_management_account",
	"identifier_in_harness",
	"type",
	"organization",
	"project",
] as const;

/** One line per connector; lists by spaces, tags as JSON. */
export function* csvFiles({ accounts, platform }: ExportPlan): Generator<ExportFile> {
	// The mark tells spreadsheets that this is UTF-8.
	const head = `\uFEFF${csvLine(PLAN_COLUMNS)}`;
	const lines = [...accounts.map(valuesOf), ...platform.map(platformValues)].map(csvLine);
	yield { path: "connectors.csv", text: head + lines.join("") };
}

function valuesOf(account: ExportAccount) {
	const { connector, existsInHarness } = account;
	const report = reportOf(account);
	return [
		account.accountId,
		account.accountName,
		connector.name,
		connector.identifier,
		connector.spec.featuresEnabled.join(" "),
		(connector.spec.autostoppingFeatures ?? []).join(" "),
		roleArnOf(account),
		connector.spec.crossAccountAccess?.externalId ?? "",
		report?.name ?? "",
		report?.bucket ?? "",
		JSON.stringify(connector.tags ?? {}),
		account.isManagement,
		existsInHarness,
		connector.type,
		"",
		"",
	];
}

function platformValues({ accountId, facts, isInHarness }: ExportPlatform) {
	const { overview, scope, credential, crossAccount } = facts;
	const ownRole = credential.type === "OidcAuthentication" ? credential.iamRoleArn : "";
	const { orgIdentifier = "", projectIdentifier = "" } = scopeFields(scope);
	return [
		accountId,
		"",
		overview.name,
		overview.identifier,
		...["", ""],
		crossAccount?.roleArn ?? ownRole,
		crossAccount?.externalId ?? "",
		...["", ""],
		JSON.stringify(overview.tags),
		false,
		isInHarness ? overview.identifier : null,
		"Aws",
		orgIdentifier,
		projectIdentifier,
	];
}
