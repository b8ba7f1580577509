/**
 * Where Harness publishes its CloudFormation templates.
 *
 * @see https://developer.harness.io/cloud-cost-management/integrations/cloud-providers/aws
 */
export const HARNESS_TEMPLATE_URLS = {
	aws: "https://continuous-efficiency-prod.s3.us-east-2.amazonaws.com/setup/ngv1/HarnessAWSTemplate.yaml",
	govCloud: "https://continuous-efficiency-prod.s3.us-east-2.amazonaws.com/setup/ngv1/AWSGovCFT.yaml",
} as const;
