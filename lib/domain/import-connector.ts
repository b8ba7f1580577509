import { type AccountId, parseAccountId } from "./account-id.ts";
import { parseRoleArn, type RoleArn } from "./arn.ts";
import type { CostReport, Overview } from "./connector.ts";
import { parseConnectorIdentifier } from "./connector-name.ts";
import { TAG_LIMIT } from "./connector-tags.ts";
import { AUTOSTOPPING_FEATURES, FEATURES, type Requirements } from "./features.ts";
import type { CeAwsConnector, CeAwsSpec } from "./harness-connector.ts";

/** What a connector of Harness is here, once it is adopted. */
export type ImportFacts = {
	readonly overview: Overview;
	readonly costReport: CostReport;
	readonly requirements: Requirements;
	readonly roleArn: RoleArn;
};

/** Why a connector of Harness cannot be adopted. */
export type ImportProblem =
	| "no-role"
	| "oidc"
	| "role-elsewhere"
	| "no-account"
	| "identifier"
	| "no-known-feature"
	| "report-type";

export type ImportReading =
	| {
			readonly kind: "readable";
			readonly facts: ImportFacts;
			/** Features that this product has no name for; they stay in Harness as they are. */
			readonly unknownFeatures: readonly string[];
	  }
	| { readonly kind: "unreadable"; readonly problem: ImportProblem };

/**
 * Reads a connector as Harness lists it. Role names and paths may be anything that IAM takes; nothing is repaired,
 * and what cannot be said in our terms is refused with its reason rather than adopted half.
 *
 * @example readForImport(record.connector) // { kind: "readable", facts: { … }, unknownFeatures: ["CLUSTER_ORCHESTRATOR"] }
 */
export function readForImport(connector: CeAwsConnector): ImportReading {
	const { spec } = connector;
	if (!parseConnectorIdentifier(connector.identifier).ok) return unreadable("identifier");
	const arnText = spec.crossAccountAccess?.crossAccountRoleArn ?? "";
	if (isOidc(spec)) return unreadable("oidc");
	if (arnText === "") return unreadable("no-role");
	const role = parseRoleArn(arnText);
	if (!role.ok) return unreadable("no-role");
	const accountId = accountOf(spec, role.value.accountId);
	if (accountId === null) return unreadable("no-account");
	const isGovCloud = spec.isAWSGovCloudAccount === true;
	const partition = isGovCloud ? "aws-us-gov" : "aws";
	if (role.value.accountId !== accountId || role.value.partition !== partition)
		return unreadable("role-elsewhere");
	const features = FEATURES.filter((feature) => spec.featuresEnabled.includes(feature));
	if (features.length === 0) return unreadable("no-known-feature");
	const costReport = costReportOf(spec, isGovCloud);
	if (costReport === null) return unreadable("report-type");
	return {
		kind: "readable",
		facts: {
			overview: overviewOf(connector, accountId, isGovCloud),
			costReport,
			requirements: {
				features,
				autoStopping: AUTOSTOPPING_FEATURES.filter((name) => spec.autostoppingFeatures?.includes(name)),
				governancePolicyArns: [],
				commitmentWrite: false,
			},
			roleArn: role.value.arn,
		},
		unknownFeatures: spec.featuresEnabled.filter((name) => !FEATURES.some((known) => known === name)),
	};
}

function unreadable(problem: ImportProblem): ImportReading {
	return { kind: "unreadable", problem };
}

/** Keys by OpenID Connect instead of an assumed role: there is no role of ours to ask for. */
function isOidc({ credential }: CeAwsSpec): boolean {
	if (typeof credential !== "object" || credential === null || !("type" in credential)) return false;
	return credential.type === "OidcAuthentication";
}

function accountOf({ awsAccountId }: CeAwsSpec, ofRole: AccountId): AccountId | null {
	if (awsAccountId == null || awsAccountId === "") return ofRole;
	const parsed = parseAccountId(awsAccountId);
	return parsed.ok ? parsed.value : null;
}

const TEXT_LIMIT = 128;

/** Names and tags are Harness's own; only what would not fit here is left out. */
function overviewOf(connector: CeAwsConnector, awsAccountId: AccountId, isGovCloud: boolean): Overview {
	const tags = Object.entries(connector.tags ?? {}).filter(
		([key, value]) => key !== "" && key.length <= TEXT_LIMIT && value.length <= TEXT_LIMIT,
	);
	return {
		name: connector.name.slice(0, TEXT_LIMIT),
		identifier: connector.identifier,
		awsAccountId,
		description: (connector.description ?? "").slice(0, 1_024),
		tags: Object.fromEntries(tags.slice(0, TAG_LIMIT)),
		isGovCloud,
	};
}

/** Null: a report of a type that this product cannot check. */
function costReportOf(spec: CeAwsSpec, isGovCloud: boolean): CostReport | null {
	if (isGovCloud) return { kind: "none", reason: "govcloud" };
	const { reportName = "", s3BucketName: bucketName = "", reportType } = spec.curAttributes ?? {};
	const hasReport = spec.featuresEnabled.includes("BILLING") && reportName !== "" && bucketName !== "";
	if (!hasReport) return { kind: "none", reason: "not-needed" };
	if (reportType != null && reportType !== "" && reportType !== "CUR1.0" && reportType !== "CUR2.0")
		return null;
	return { kind: "own", reportName, bucketName, reportType: reportType === "CUR2.0" ? "CUR2.0" : "CUR1.0" };
}

/** A connector that is here already. */
export type KnownConnector = {
	readonly id: string;
	readonly name: string | null;
	readonly identifier: string | null;
	readonly awsAccountId: string | null;
};

/** What can be done about one connector of Harness. */
export type ImportVerdict =
	| { readonly kind: "new" }
	/** Registered, drafted or imported here. */
	| { readonly kind: "here"; readonly connectorId: string }
	/** Its account is connected here under another identifier. */
	| { readonly kind: "account-here"; readonly connectorId: string; readonly name: string | null }
	/** Harness has several connectors for the account; at most one of them can be adopted. */
	| { readonly kind: "duplicate"; readonly others: readonly string[] }
	| { readonly kind: "cannot"; readonly problem: ImportProblem };

export type ImportCandidate = {
	readonly identifier: string;
	readonly name: string;
	/** As Harness has it; empty where it names none. */
	readonly awsAccountId: string;
	readonly features: readonly string[];
	readonly unknownFeatures: readonly string[];
	readonly verdict: ImportVerdict;
};

/**
 * What is to be said of every connector that Harness lists, in its order.
 *
 * @example judgeImports([record.connector], [])[0]?.verdict // { kind: "new" }
 */
export function judgeImports(
	listed: readonly CeAwsConnector[],
	here: readonly KnownConnector[],
): readonly ImportCandidate[] {
	const read = listed.map((connector) => ({ connector, reading: readForImport(connector) }));
	const byAccount = Map.groupBy(read, ({ connector, reading }) => accountText(connector, reading));
	const hereByAccount = new Map(here.map((known) => [known.awsAccountId, known]));
	return read.map(({ connector, reading }) => {
		const awsAccountId = accountText(connector, reading);
		const alike = byAccount.get(awsAccountId) ?? [];
		return {
			identifier: connector.identifier,
			name: connector.name,
			awsAccountId,
			features: connector.spec.featuresEnabled,
			unknownFeatures: reading.kind === "readable" ? reading.unknownFeatures : [],
			verdict: verdictOf({
				identifier: connector.identifier,
				reading,
				known: hereByAccount.get(awsAccountId),
				others: alike
					.map((other) => other.connector.identifier)
					.filter((identifier) => awsAccountId !== "" && identifier !== connector.identifier),
			}),
		};
	});
}

function accountText(connector: CeAwsConnector, reading: ImportReading): string {
	return reading.kind === "readable"
		? reading.facts.overview.awsAccountId
		: (connector.spec.awsAccountId ?? "");
}

function verdictOf(found: {
	readonly identifier: string;
	readonly reading: ImportReading;
	readonly known: KnownConnector | undefined;
	readonly others: readonly string[];
}): ImportVerdict {
	const { identifier, reading, known, others } = found;
	if (known?.identifier === identifier) return { kind: "here", connectorId: known.id };
	if (reading.kind === "unreadable") return { kind: "cannot", problem: reading.problem };
	if (known !== undefined) return { kind: "account-here", connectorId: known.id, name: known.name };
	return others.length > 0 ? { kind: "duplicate", others } : { kind: "new" };
}
