/** The sandbox's Harness account and keys: made up, and good for the sandbox alone. */
export const SANDBOX_HARNESS_ACCOUNT_ID = "sAndb0xAcc0untRo1ebr1g";
export const SANDBOX_HARNESS_API_KEY = `pat.${SANDBOX_HARNESS_ACCOUNT_ID}.sandboxAdministrator.0pensN0thingButTheSandbox`;
/** May read but not write: its writes answer 403. */
export const SANDBOX_HARNESS_VIEWER_KEY = `sat.${SANDBOX_HARNESS_ACCOUNT_ID}.sandboxViewer.0nlyReadsInsideTheSandbox`;

export const HARNESS_TEMPLATE_URL =
	"https://continuous-efficiency-prod.s3.us-east-2.amazonaws.com/setup/ngv1/HarnessAWSTemplate.yaml";
export const HARNESS_GOV_TEMPLATE_URL =
	"https://continuous-efficiency-prod.s3.us-east-2.amazonaws.com/setup/ngv1/AWSGovCFT.yaml";
