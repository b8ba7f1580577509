import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GOV_OPERATOR_CREDENTIALS, OPERATOR_CREDENTIALS } from "./credentials.ts";
import { SANDBOX_HARNESS_ACCOUNT_ID, SANDBOX_HARNESS_API_KEY } from "./harness/constants.ts";
import {
	ORGANIZATION_TEMPLATE_KEY_PREFIX,
	SANDBOX_COST_BUCKET,
	SANDBOX_CUR1_REPORT,
	SANDBOX_CUR2_EXPORT,
	SANDBOX_ORGANIZATION_ACCOUNT_ID,
	SANDBOX_ORGANIZATION_BUCKET,
	SANDBOX_ORGANIZATION_EXPORT,
	SANDBOX_PAYER_ACCOUNT_ID,
	SANDBOX_WORKLOAD_ACCOUNT_ID,
	SANDBOX_WORKLOAD_EXTERNAL_ID,
	SANDBOX_WORKLOAD_ROLE_NAME,
	sandboxTemplateUrl,
} from "./seed.ts";

type Environment = Readonly<Record<string, string>>;
const GOV_PROFILE = "sandbox-us-gov";
const templates = new URL("../../public/templates/", import.meta.url);

/** What leads a program to this AWS: the SDK's own variables, and nothing that only we understand. */
export async function awsEnvironment(url: string, dataDirectory: string): Promise<Environment> {
	const [role, organization] = await Promise.all([
		digestOf("harness-ccm-role.yaml"),
		digestOf("harness-ccm-organization.yaml"),
	]);
	return {
		AWS_ENDPOINT_URL: url,
		AWS_REGION: "us-east-1",
		// Empty: not set, so that keys of a real account in the caller's environment cannot slip in.
		AWS_ACCESS_KEY_ID: "",
		AWS_SECRET_ACCESS_KEY: "",
		AWS_SESSION_TOKEN: "",
		AWS_PROFILE: "",
		AWS_EC2_METADATA_DISABLED: "true",
		AWS_CONFIG_FILE: join(dataDirectory, "no-aws-config"),
		AWS_SHARED_CREDENTIALS_FILE: await writeCredentials(dataDirectory),
		ROLEBRIDGE_AWS_PROFILE_US_GOV: GOV_PROFILE,
		ROLEBRIDGE_AWS_CONSOLE_URL: `${url}/console`,
		ROLEBRIDGE_TEMPLATE_URL: sandboxTemplateUrl(role),
		ROLEBRIDGE_ORGANIZATION_TEMPLATE_URL: sandboxTemplateUrl(organization, ORGANIZATION_TEMPLATE_KEY_PREFIX),
		ROLEBRIDGE_SANDBOX_HINTS: JSON.stringify(HINTS),
	};
}

export function harnessEnvironment(url: string): Environment {
	return {
		HARNESS_BASE_URL: url,
		HARNESS_ACCOUNT_ID: SANDBOX_HARNESS_ACCOUNT_ID,
		HARNESS_API_KEY: SANDBOX_HARNESS_API_KEY,
	};
}

async function digestOf(file: string): Promise<string> {
	return createHash("sha256")
		.update(await readFile(new URL(file, templates)))
		.digest("hex");
}

/** What the page offers to copy: the names of the payer and the organization that are there from the beginning. */
const HINTS = [
	{ label: "Payer account", value: SANDBOX_PAYER_ACCOUNT_ID },
	{ label: "CUR 2.0 export", value: SANDBOX_CUR2_EXPORT },
	{ label: "CUR 1.0 report", value: SANDBOX_CUR1_REPORT },
	{ label: "S3 bucket", value: SANDBOX_COST_BUCKET },
	{ label: "Management account of an organization", value: SANDBOX_ORGANIZATION_ACCOUNT_ID },
	{ label: "CUR 2.0 export of the organization", value: SANDBOX_ORGANIZATION_EXPORT },
	{ label: "S3 bucket of the organization", value: SANDBOX_ORGANIZATION_BUCKET },
	{
		label: "STS role of a platform connector",
		value: `arn:aws:iam::${SANDBOX_WORKLOAD_ACCOUNT_ID}:role/${SANDBOX_WORKLOAD_ROLE_NAME}`,
	},
	{ label: "External ID of that role", value: SANDBOX_WORKLOAD_EXTERNAL_ID },
];

/** Credentials do not cross partitions: GovCloud's stand in a profile of their own, as they would in life. */
async function writeCredentials(dataDirectory: string): Promise<string> {
	const profiles = { default: OPERATOR_CREDENTIALS, [GOV_PROFILE]: GOV_OPERATOR_CREDENTIALS };
	const lines = Object.entries(profiles).flatMap(([name, { accessKeyId, secretAccessKey }]) => [
		`[${name}]`,
		`aws_access_key_id = ${accessKeyId}`,
		`aws_secret_access_key = ${secretAccessKey}`,
		"",
	]);
	await mkdir(dataDirectory, { recursive: true });
	const file = join(dataDirectory, "credentials");
	await writeFile(file, lines.join("\n"), { mode: 0o600 });
	return file;
}
