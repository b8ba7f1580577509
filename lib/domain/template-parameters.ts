import type { CostReportType } from "./connector.ts";
import { AUTOSTOPPING_INFO, FEATURE_INFO } from "./feature-info.ts";
import { AUTOSTOPPING_FEATURES, FEATURES, type Requirements } from "./features.ts";
import type { HarnessCluster } from "./harness-cluster.ts";

/** The parameters of Harness's published template, in its order. */
export const HARNESS_TEMPLATE_PARAMETERS = [
	"PrincipalBilling",
	"ExternalId",
	"BucketName",
	"RoleName",
	"LambdaExecutionRoleName",
	"BillingEnabled",
	"EventsEnabled",
	"OptimizationEnabled",
	"GovernanceEnabled",
	"CommitmentOrchestratorEnabled",
] as const;

/** The parameters of our own template: Harness's, then those whose defaults leave Harness's behaviour as it is. */
export const TEMPLATE_PARAMETERS = [
	...HARNESS_TEMPLATE_PARAMETERS,
	"HarnessBucketName",
	"CostReportType",
	"AutoStoppingEc2Enabled",
	"AutoStoppingSpotEnabled",
	"AutoStoppingAsgEnabled",
	"AutoStoppingRdsEnabled",
	"AutoStoppingEcsEnabled",
	"AutoStoppingAlbEnabled",
	"AutoStoppingProxyEnabled",
	"CommitmentWriteEnabled",
	"GovernancePolicyArns",
	"PermissionsBoundaryArn",
	"PermissionsBoundaryName",
	"RolePath",
	"VerifierAccountId",
	"VerifierPrincipalArn",
	"VerifierExternalId",
	"PendingVerifierExternalId",
	"ExternalIdPerAccount",
	"ExpectedAccountId",
	"ConnectorId",
] as const;
export type TemplateParameter = (typeof TEMPLATE_PARAMETERS)[number];

export const STACK_SET_PARAMETERS: readonly TemplateParameter[] = [
	"ExternalIdPerAccount",
	"PermissionsBoundaryName",
];
/**
 * What the stack of one connection is given. The rest belongs to stack sets alone: a template that was uploaded, or a
 * stack that was made, before there was such a parameter serves one connection as well as ever.
 */
export const SINGLE_STACK_PARAMETERS: readonly TemplateParameter[] = TEMPLATE_PARAMETERS.filter(
	(name) => !STACK_SET_PARAMETERS.includes(name),
);

/** What the template does when a parameter is not given; proven against the template itself. */
export const TEMPLATE_DEFAULTS: Readonly<Record<Exclude<TemplateParameter, "ExternalId">, string>> = {
	PrincipalBilling: "arn:aws:iam::891928451355:root",
	BucketName: "",
	RoleName: "HarnessCERole",
	LambdaExecutionRoleName: "HarnessCELambdaExecutionRole",
	BillingEnabled: "false",
	EventsEnabled: "false",
	OptimizationEnabled: "false",
	GovernanceEnabled: "false",
	CommitmentOrchestratorEnabled: "false",
	HarnessBucketName: "ce-customer-billing-data-prod",
	CostReportType: "CUR1.0",
	AutoStoppingEc2Enabled: "false",
	AutoStoppingSpotEnabled: "false",
	AutoStoppingAsgEnabled: "false",
	AutoStoppingRdsEnabled: "false",
	AutoStoppingEcsEnabled: "false",
	AutoStoppingAlbEnabled: "false",
	AutoStoppingProxyEnabled: "false",
	CommitmentWriteEnabled: "true",
	GovernancePolicyArns: "",
	PermissionsBoundaryArn: "",
	PermissionsBoundaryName: "",
	RolePath: "/",
	VerifierAccountId: "",
	VerifierPrincipalArn: "",
	VerifierExternalId: "",
	PendingVerifierExternalId: "",
	ExternalIdPerAccount: "false",
	ExpectedAccountId: "",
	ConnectorId: "",
};

/** Who verifies the role for us; null in vendor mode, or where no such statement is wanted. */
export type TemplateVerifier = {
	readonly accountId: string;
	readonly principalArn: string;
	readonly externalId: string;
	/** While the external ID is rotated; empty otherwise. */
	readonly pendingExternalId: string;
};

/** Everything a stack's parameters follow from. Empty strings mean the template's default. */
export type TemplateInput = {
	readonly connectorId: string;
	/** 12 digits. */
	readonly awsAccountId: string;
	readonly harness: Pick<HarnessCluster, "principalArn" | "bucketName">;
	/** Harness's external ID, `harness:…:…`. */
	readonly externalId: string;
	readonly verifier: TemplateVerifier | null;
	readonly requirements: Requirements;
	/** Null: the account has no report of its own. */
	readonly costReport: { readonly bucketName: string; readonly reportType: CostReportType } | null;
	readonly role: {
		readonly roleName: string;
		readonly rolePath: string;
		readonly permissionsBoundaryArn: string;
	};
};

/**
 * The parameters of our template for a link, a CLI command or Terraform: those that must be explicit (principal,
 * external ID, bucket, role name, every feature flag), and of the others what differs from the default.
 *
 * @example templateParameters({ … }).BillingEnabled // "true"
 */
export function templateParameters(input: TemplateInput): Readonly<Record<string, string>> {
	const optional: readonly (readonly [keyof typeof TEMPLATE_DEFAULTS, string])[] = [
		["HarnessBucketName", input.harness.bucketName],
		["CostReportType", input.costReport?.reportType ?? ""],
		...autoStoppingFlags(input.requirements),
		...governanceAndCommitment(input.requirements),
		["PermissionsBoundaryArn", input.role.permissionsBoundaryArn],
		["RolePath", input.role.rolePath],
		["VerifierAccountId", input.verifier?.accountId ?? ""],
		["VerifierPrincipalArn", input.verifier?.principalArn ?? ""],
		["VerifierExternalId", input.verifier?.externalId ?? ""],
		["PendingVerifierExternalId", input.verifier?.pendingExternalId ?? ""],
		["ExpectedAccountId", input.awsAccountId],
		["ConnectorId", input.connectorId],
	];
	const differing = optional.filter(([name, value]) => value !== "" && value !== TEMPLATE_DEFAULTS[name]);
	return { ...explicitParameters(input), ...Object.fromEntries(differing) };
}

/**
 * The parameters of Harness's published template: what it knows of the same wishes. Paths, boundaries, narrowing
 * and our own verification cannot be carried; step 3 greys them out.
 *
 * @example harnessTemplateParameters({ … }).CommitmentOrchestratorEnabled // "false"
 */
export function harnessTemplateParameters(
	input: Pick<TemplateInput, "harness" | "externalId" | "requirements" | "costReport" | "role">,
): Readonly<Record<string, string>> {
	return explicitParameters(input);
}

function explicitParameters(
	input: Pick<TemplateInput, "harness" | "externalId" | "requirements" | "costReport" | "role">,
): Readonly<Record<string, string>> {
	const { requirements } = input;
	const bucketName = requirements.features.includes("BILLING") ? (input.costReport?.bucketName ?? "") : "";
	return {
		PrincipalBilling: input.harness.principalArn,
		ExternalId: input.externalId,
		BucketName: bucketName,
		RoleName: input.role.roleName === "" ? TEMPLATE_DEFAULTS.RoleName : input.role.roleName,
		...Object.fromEntries(
			FEATURES.map((feature) => [
				FEATURE_INFO[feature].parameter,
				flag(requirements.features.includes(feature)),
			]),
		),
	};
}

type Pair = readonly [keyof typeof TEMPLATE_DEFAULTS, string];

/** Only with AutoStopping: a choice left over from before it was taken away must not travel. */
function autoStoppingFlags({ features, autoStopping }: Requirements): readonly Pair[] {
	if (!features.includes("OPTIMIZATION")) return [];
	return AUTOSTOPPING_FEATURES.map((choice) => [
		AUTOSTOPPING_INFO[choice].parameter,
		flag(autoStopping.includes(choice)),
	]);
}

function governanceAndCommitment(requirements: Requirements): readonly Pair[] {
	const pairs: Pair[] = [];
	if (requirements.features.includes("GOVERNANCE")) {
		pairs.push(["GovernancePolicyArns", requirements.governancePolicyArns.join(",")]);
	}
	if (requirements.features.includes("COMMITMENT_ORCHESTRATOR")) {
		pairs.push(["CommitmentWriteEnabled", flag(requirements.commitmentWrite)]);
	}
	return pairs;
}

function flag(isOn: boolean): "true" | "false" {
	return isOn ? "true" : "false";
}
