import { BCMDataExportsClient } from "@aws-sdk/client-bcm-data-exports";
import { CloudFormationClient, DescribeStacksCommand, type Stack } from "@aws-sdk/client-cloudformation";
import { CostAndUsageReportServiceClient } from "@aws-sdk/client-cost-and-usage-report-service";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from "@aws-sdk/client-sts";
import { OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";

export type Keys = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
};

/** The official SDK's clients against a sandbox. */
export function clientsFor(url: string, credentials: Keys = OPERATOR_CREDENTIALS, region = "us-east-1") {
	const { accessKeyId, secretAccessKey, sessionToken } = credentials;
	const config = {
		endpoint: url,
		region,
		credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
		maxAttempts: 1,
	};
	return {
		sts: new STSClient(config),
		iam: new IAMClient(config),
		cloudFormation: new CloudFormationClient(config),
		cur: new CostAndUsageReportServiceClient(config),
		dataExports: new BCMDataExportsClient(config),
		organizations: new OrganizationsClient(config),
		ec2: new EC2Client(config),
		s3: new S3Client(config),
	};
}

/** Opens a role and gives its temporary keys. */
export async function assume(
	sts: STSClient,
	input: Partial<AssumeRoleCommandInput> & { RoleArn: string },
): Promise<Keys> {
	const { Credentials } = await sts.send(
		new AssumeRoleCommand({ RoleSessionName: "rolebridge-test", ...input }),
	);
	return {
		accessKeyId: Credentials?.AccessKeyId ?? "",
		secretAccessKey: Credentials?.SecretAccessKey ?? "",
		sessionToken: Credentials?.SessionToken ?? "",
	};
}

/** Asks until no operation runs any more. */
export async function settled(client: CloudFormationClient, stackName: string): Promise<Stack | undefined> {
	for (;;) {
		const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
		if (!Stacks?.[0]?.StackStatus?.endsWith("_IN_PROGRESS")) return Stacks?.[0];
	}
}

/** Sets the sandbox by its own interface. */
export async function sandboxCall(
	url: string,
	method: string,
	path: string,
	body?: unknown,
): Promise<unknown> {
	const answer = await fetch(`${url}/_sandbox/${path}`, {
		method,
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await answer.text();
	if (!answer.ok) throw new Error(text);
	return text === "" ? undefined : JSON.parse(text);
}

/** Keys of an administrator in an account: a role that trusts the operator's account, made for the purpose. */
export async function administratorKeys(url: string, account: string): Promise<Keys> {
	await sandboxCall(url, "PUT", "roles", {
		account,
		name: "Administrator",
		propagationDelayMs: 0,
		trustPolicy: {
			Version: "2012-10-17",
			Statement: [
				{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::555566667777:root" }, Action: "sts:AssumeRole" },
			],
		},
		attached: ["arn:aws:iam::aws:policy/AdministratorAccess"],
	});
	return assume(clientsFor(url).sts, { RoleArn: `arn:aws:iam::${account}:role/Administrator` });
}
