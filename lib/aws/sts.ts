import {
	AssumeRoleCommand,
	type AssumeRoleCommandOutput,
	GetCallerIdentityCommand,
	type STSClient,
} from "@aws-sdk/client-sts";
import type { AwsCredentials } from "./clients.ts";
import type { Sent } from "./perform.ts";
import type { AssumeRole } from "./port.ts";

/** The shortest session STS gives. */
const SESSION_SECONDS = 900;

export async function getCallerIdentity(
	client: STSClient,
	abortSignal: AbortSignal,
): Promise<Sent<{ accountId: string; arn: string }>> {
	const output = await client.send(new GetCallerIdentityCommand({}), { abortSignal });
	if (!output.Account || !output.Arn) throw new Error("STS answered without an identity.");
	return { value: { accountId: output.Account, arn: output.Arn }, requestId: output.$metadata.requestId };
}

type Assumed = { readonly assumedRoleArn: string; readonly accountId: string };

/** Assumes and lets go of the credentials without looking at them. */
export async function probeRole(
	client: STSClient,
	call: AssumeRole,
	abortSignal: AbortSignal,
): Promise<Sent<Assumed>> {
	const output = await assume(client, call, abortSignal);
	return { value: assumedRole(output), requestId: output.$metadata.requestId };
}

export async function assumeRole(
	client: STSClient,
	call: AssumeRole,
	abortSignal: AbortSignal,
): Promise<Sent<Assumed & { credentials: AwsCredentials }>> {
	const output = await assume(client, call, abortSignal);
	const keys = output.Credentials;
	if (!keys?.AccessKeyId || !keys.SecretAccessKey || !keys.SessionToken) {
		throw new Error("STS answered without credentials.");
	}
	const credentials = {
		accessKeyId: keys.AccessKeyId,
		secretAccessKey: keys.SecretAccessKey,
		sessionToken: keys.SessionToken,
	};
	return { value: { ...assumedRole(output), credentials }, requestId: output.$metadata.requestId };
}

// No SourceIdentity and no tags: they need permissions that a customer's trust policy does not give.
function assume(
	client: STSClient,
	call: AssumeRole,
	abortSignal: AbortSignal,
): Promise<AssumeRoleCommandOutput> {
	const command = new AssumeRoleCommand({
		RoleArn: call.roleArn,
		RoleSessionName: call.sessionName,
		DurationSeconds: SESSION_SECONDS,
		Policy: JSON.stringify(call.policy),
		...(call.externalId === null ? {} : { ExternalId: call.externalId }),
	});
	return client.send(command, { abortSignal });
}

function assumedRole(output: AssumeRoleCommandOutput): Assumed {
	const assumedRoleArn = output.AssumedRoleUser?.Arn ?? "";
	const accountId = /^arn:[\w-]+:sts::(\d{12}):assumed-role\//.exec(assumedRoleArn)?.[1];
	if (accountId === undefined) throw new Error("STS answered without the assumed role's ARN.");
	return { assumedRoleArn, accountId };
}
