import { TEMPLATE_DEFAULTS } from "../template-parameters.ts";

/** What both sides of the template choose for themselves: the accounts of the units, and the account of the stack. */
export const CHOSEN_PARAMETERS = [
	"EventsEnabled",
	"OptimizationEnabled",
	"GovernanceEnabled",
	"CommitmentOrchestratorEnabled",
	"AutoStoppingEc2Enabled",
	"AutoStoppingSpotEnabled",
	"AutoStoppingAsgEnabled",
	"AutoStoppingRdsEnabled",
	"AutoStoppingEcsEnabled",
	"AutoStoppingAlbEnabled",
	"AutoStoppingProxyEnabled",
	"CommitmentWriteEnabled",
	"GovernancePolicyArns",
] as const;
/** What only the payer has: a cost report. */
export const PAYER_PARAMETERS = ["BillingEnabled", "BucketName", "CostReportType"] as const;
/** What holds for every role of the organization, under the role template's own names. */
export const SHARED_PARAMETERS = [
	"PrincipalBilling",
	"ExternalId",
	"VerifierAccountId",
	"VerifierPrincipalArn",
	"VerifierExternalId",
	"RoleName",
	"RolePath",
	"LambdaExecutionRoleName",
	"PermissionsBoundaryArn",
	"PermissionsBoundaryName",
	"HarnessBucketName",
] as const;

type Chosen = (typeof CHOSEN_PARAMETERS)[number];
type Payers = (typeof PAYER_PARAMETERS)[number];
type Shared = (typeof SHARED_PARAMETERS)[number];
export type OrganizationParameter =
	| Shared
	| `Member${Chosen}`
	| `Payer${Chosen | Payers}`
	| (typeof OWN_PARAMETERS)[number];

/** The stack set's own. */
const OWN_PARAMETERS = [
	"OrganizationalUnitIds",
	"RoleTemplateUrl",
	"StackSetName",
	"CallAs",
	"ExpectedAccountId",
	"CreateStackSet",
	"CreateAccountRole",
	"FailureTolerancePercentage",
	"MaxConcurrentPercentage",
] as const;

/** Every parameter of public/templates/harness-ccm-organization.yaml. */
export const ORGANIZATION_TEMPLATE_PARAMETERS: readonly OrganizationParameter[] = [
	...OWN_PARAMETERS,
	...SHARED_PARAMETERS,
	...CHOSEN_PARAMETERS.map((name) => memberParameter(name)),
	...[...PAYER_PARAMETERS, ...CHOSEN_PARAMETERS].map((name) => payerParameter(name)),
];

/** These have no default: a link always carries them. */
export const REQUIRED_ORGANIZATION_PARAMETERS = [
	"ExternalId",
	"OrganizationalUnitIds",
	"RoleTemplateUrl",
] as const satisfies readonly OrganizationParameter[];

/** What the template does when a parameter is not given; proven against the template itself. */
export const ORGANIZATION_TEMPLATE_DEFAULTS: Readonly<Record<string, string>> = {
	StackSetName: "harness-ce-iam-stackset",
	CallAs: "SELF",
	ExpectedAccountId: "",
	CreateStackSet: "true",
	CreateAccountRole: "true",
	FailureTolerancePercentage: "100",
	MaxConcurrentPercentage: "25",
	...Object.fromEntries(
		SHARED_PARAMETERS.flatMap((name) => (name === "ExternalId" ? [] : [[name, TEMPLATE_DEFAULTS[name]]])),
	),
	...Object.fromEntries(CHOSEN_PARAMETERS.map((name) => [memberParameter(name), TEMPLATE_DEFAULTS[name]])),
	...Object.fromEntries(
		[...PAYER_PARAMETERS, ...CHOSEN_PARAMETERS].map((name) => [
			payerParameter(name),
			TEMPLATE_DEFAULTS[name],
		]),
	),
};

/** The organization template's name for what the role template calls `name`, in the accounts of the units. */
export function memberParameter<Name extends Chosen>(name: Name): `Member${Name}` {
	return `Member${name}`;
}

/** The same in the account of the stack. */
export function payerParameter<Name extends Chosen | Payers>(name: Name): `Payer${Name}` {
	return `Payer${name}`;
}
