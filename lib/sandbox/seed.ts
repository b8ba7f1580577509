/** What is there from the beginning: names that the product's pages may offer to copy in sandbox mode. */

export const SANDBOX_PAYER_ACCOUNT_ID = "123456789012";
export const SANDBOX_MEMBER_ACCOUNT_IDS = [
	"210987654321",
	"111122223333",
	"444455556666",
	"777788889999",
] as const;
/** Manages an organization of some forty accounts in three levels of units. */
export const SANDBOX_ORGANIZATION_ACCOUNT_ID = "600000000001";
export const SANDBOX_ORGANIZATION_FIRST_MEMBER_ID = "600000000101";
export const SANDBOX_ORGANIZATION_EXPORT = "northwind-cur2";
export const SANDBOX_ORGANIZATION_BUCKET = "northwind-cost-reports";
export const SANDBOX_COST_BUCKET = "acme-cost-reports";
export const SANDBOX_COST_BUCKET_REGION = "us-east-1";
/** A CUR 2.0 data export. */
export const SANDBOX_CUR2_EXPORT = "acme-cur2";
export const SANDBOX_CUR2_PREFIX = "cur2";
/** A CUR 1.0 report. */
export const SANDBOX_CUR1_REPORT = "acme-hourly";
export const SANDBOX_CUR1_PREFIX = "cur1";

/** Where a platform connector works: a role that the delegates' account may assume, with an external ID. */
export const SANDBOX_WORKLOAD_ACCOUNT_ID = "200000000003";
export const SANDBOX_WORKLOAD_ROLE_NAME = "harness-deployments";
export const SANDBOX_WORKLOAD_EXTERNAL_ID = "acme-deployments-7f3c9a";

export const TEMPLATE_BUCKET = "rolebridge-templates";
export const TEMPLATE_BUCKET_REGION = "us-east-1";
export const TEMPLATE_KEY_PREFIX = "harness-ccm-role/";
export const HARNESS_TEMPLATE_BUCKET = "continuous-efficiency-prod";
export const HARNESS_TEMPLATE_BUCKET_REGION = "us-east-2";
export const HARNESS_TEMPLATE_KEY = "setup/ngv1/HarnessAWSTemplate.yaml";
export const HARNESS_GOV_TEMPLATE_KEY = "setup/ngv1/AWSGovCFT.yaml";

export const ORGANIZATION_TEMPLATE_KEY_PREFIX = "harness-ccm-organization/";

/** Our template's address for its digest. */
export function sandboxTemplateUrl(sha256: string, prefix: string = TEMPLATE_KEY_PREFIX): string {
	return `https://${TEMPLATE_BUCKET}.s3.${TEMPLATE_BUCKET_REGION}.amazonaws.com/${prefix}${sha256}.yaml`;
}
