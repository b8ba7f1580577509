import type { DestinationProfile } from "../profile.ts";
import { CLOUDZERO_COST_REPORT } from "./cost-report.ts";
import { CLOUDZERO_MANIFEST } from "./permissions.ts";
import { CLOUDZERO_ROLE_DEFAULTS } from "./role-defaults.ts";
import { CLOUDZERO_WORDS } from "./words.ts";

/** CloudZero's AWS account; it documents no other one, and none in another partition. */
const CLOUDZERO_AWS_ACCOUNT_ID = "061190967865";
export const CLOUDZERO_TEMPLATE_VERSION = "2026-11-22";

/**
 * CloudZero: read-only, by a pasted external ID, entered at CloudZero by a person.
 *
 * @see https://docs.cloudzero.com/docs/connections-aws-automated
 */
export const CLOUDZERO: DestinationProfile = {
	id: "cloudzero",
	words: CLOUDZERO_WORDS,
	manifest: CLOUDZERO_MANIFEST,
	// What runs in an account is described by more services than a policy can list.
	awsPolicies: { VISIBILITY: ["job-function/ViewOnlyAccess"] },
	principal: {
		kind: "fixed",
		accountIds: { aws: CLOUDZERO_AWS_ACCOUNT_ID, "aws-us-gov": null, "aws-cn": null, "aws-eusc": null },
	},
	externalId: "pasted",
	template: {
		name: "cloudzero-role",
		sha256: "d6e5d99d1a4b4ec2e5c7468e17a6fc5bfe535e9448ed1752b8a330c88385b142",
		principalParameter: "CloudZeroPrincipalArn",
		featureParameters: { BILLING: "BillingEnabled", VISIBILITY: "ResourcesEnabled" },
		parameters: {
			CloudZeroPrincipalArn: `arn:aws:iam::${CLOUDZERO_AWS_ACCOUNT_ID}:root`,
			ExternalId: null,
			BucketName: "",
			RoleName: CLOUDZERO_ROLE_DEFAULTS.roleName,
			RolePath: CLOUDZERO_ROLE_DEFAULTS.rolePath,
			BillingEnabled: "false",
			ResourcesEnabled: "false",
			PermissionsBoundaryArn: "",
			VerifierAccountId: "",
			VerifierPrincipalArn: "",
			VerifierExternalId: "",
			PendingVerifierExternalId: "",
			ExpectedAccountId: "",
			ConnectorId: "",
		},
		stackSetOnly: [],
		version: CLOUDZERO_TEMPLATE_VERSION,
	},
	costReport: CLOUDZERO_COST_REPORT,
};
