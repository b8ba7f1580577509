import { createAws } from "#lib/aws/aws.ts";
import type { Aws } from "#lib/aws/port.ts";
import type { Partition } from "#lib/domain/partition.ts";
import { type AwsSandbox, startAwsSandbox } from "#lib/sandbox/aws/start-aws-sandbox.ts";
import {
	GOV_OPERATOR_CREDENTIALS,
	HARNESS_CREDENTIALS,
	OPERATOR_CREDENTIALS,
	type SandboxCredentials,
} from "#lib/sandbox/credentials.ts";

/** A sandbox that plays AWS, and the real adapter pointed at it. */
export type SandboxWorld = {
	readonly sandbox: AwsSandbox;
	/** As the operator's verifier, or as Harness's own principal (vendor mode). */
	readonly aws: Aws;
	readonly awsAsHarness: Aws;
	/** Sets or asks the sandbox under `/_sandbox/`. */
	readonly admin: (method: string, path: string, body?: unknown) => Promise<unknown>;
	readonly close: () => Promise<void>;
};

export async function startSandboxWorld(): Promise<SandboxWorld> {
	const sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
	const aws = awsOf(sandbox.url, { aws: OPERATOR_CREDENTIALS, "aws-us-gov": GOV_OPERATOR_CREDENTIALS });
	const awsAsHarness = awsOf(sandbox.url, { aws: HARNESS_CREDENTIALS });
	return {
		sandbox,
		aws,
		awsAsHarness,
		admin: (method, path, body) => callSandbox(sandbox.url, method, path, body),
		close: async () => {
			aws.close();
			awsAsHarness.close();
			await sandbox.close();
		},
	};
}

type KeysByPartition = Partial<Record<Partition, SandboxCredentials>>;

/** Retries as in production, without their waits. */
function awsOf(url: string, keys: KeysByPartition): Aws {
	return createAws({
		env: { AWS_ENDPOINT_URL: url },
		credentialsFor: (partition) => keys[partition] ?? null,
		retries: { wait: async () => undefined },
	});
}

async function callSandbox(url: string, method: string, path: string, body?: unknown): Promise<unknown> {
	const answer = await fetch(`${url}/_sandbox/${path}`, {
		method,
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const text = await answer.text();
	if (!answer.ok) throw new Error(text);
	return text === "" ? undefined : JSON.parse(text);
}
