import type { Partition } from "#lib/domain/partition.ts";
import { parseTemplateUrl } from "#lib/domain/template-url.ts";
import { type AwsEnv, createClientFactory, type SocketLimits } from "./clients.ts";
import { templateSummary } from "./cloudformation.ts";
import { callGate, type StsGate } from "./gate.ts";
import { type CredentialsFor, createIdentities } from "./identities.ts";
import { createPerformer } from "./perform.ts";
import type { AssumeRole, Aws, AwsRefusal } from "./port.ts";
import { createRetryBudget, type RetryPolicy, waitFor } from "./retry.ts";
import { headBucket, readTemplate } from "./s3.ts";
import { createRoleSession } from "./session.ts";
import { assumeRole, getCallerIdentity, probeRole } from "./sts.ts";

export type AwsOptions = {
	/** AWS_ENDPOINT_URL* and ROLEBRIDGE_AWS_PROFILE_US_GOV are read from here. */
	readonly env: AwsEnv;
	/** Replaces the SDK's credential chain, per partition (tests, several identities at once). */
	readonly credentialsFor?: CredentialsFor;
	readonly sockets?: Partial<SocketLimits>;
	/** For one operation with all its retries and pages. */
	readonly deadlineMs?: number;
	readonly retries?: Partial<RetryPolicy>;
	/** Before every request to STS; none: nothing stands in the way. */
	readonly stsGate?: StsGate;
};

const SOCKETS: SocketLimits = { maxSocketsPerHost: 512, connectTimeoutMs: 3_000, requestTimeoutMs: 10_000 };
const DEADLINE_MS = 30_000;

/** The AWS adapter on the official SDK. Makes no call and no connection by itself. */
export function createAws(options: AwsOptions): Aws {
	const clients = createClientFactory(options.env, { ...SOCKETS, ...options.sockets });
	const identities = createIdentities(clients, options.env, options.credentialsFor);
	const performer = createPerformer(retryPolicy(options.retries), options.deadlineMs ?? DEADLINE_MS);
	const asUs = { signer: "verifier" } as const;
	const gateOf = ({ roleArn }: AssumeRole, { region }: { region: string }) =>
		callGate(options.stsGate, region, roleArn.split(":")[4] ?? null);
	return {
		async callerIdentity({ partition, signal }) {
			const sts = identities.sts(partition);
			if (sts === null) return noCredentials(partition);
			return performer.perform({
				...asUs,
				region: sts.region,
				signal,
				gate: callGate(options.stsGate, sts.region, null),
				send: (s) => getCallerIdentity(sts.client, s),
			});
		},
		async probeRole(call) {
			const sts = identities.sts(call.partition, call.region);
			if (sts === null) return noCredentials(call.partition);
			const send = (s: AbortSignal) => probeRole(sts.client, call, s);
			return performer.perform({
				...asUs,
				region: sts.region,
				signal: call.signal,
				gate: gateOf(call, sts),
				send,
			});
		},
		async openRole(call) {
			const sts = identities.sts(call.partition, call.region);
			if (sts === null) return noCredentials(call.partition);
			const send = (s: AbortSignal) => assumeRole(sts.client, call, s);
			const gate = gateOf(call, sts);
			const answer = await performer.perform({
				...asUs,
				region: sts.region,
				signal: call.signal,
				gate,
				send,
			});
			if (answer.kind !== "answered") return answer;
			const value = createRoleSession({ clients, performer, partition: call.partition, ...answer.value });
			return { ...answer, value };
		},
		async templateSummary({ partition, signal, templateUrl, region }) {
			const client = identities.cloudFormation(partition, region);
			if (client === null) return noCredentials(partition);
			return performer.perform({
				...asUs,
				region,
				signal,
				send: (s) => templateSummary(client, templateUrl, s),
			});
		},
		async readTemplate({ partition, signal, templateUrl, region }) {
			const location = parseTemplateUrl(templateUrl);
			if (location === null) return notAnS3Url(templateUrl, region);
			const client = identities.s3(partition, region);
			if (client === null) return noCredentials(partition);
			return performer.perform({ ...asUs, region, signal, send: (s) => readTemplate(client, location, s) });
		},
		async headBucket({ partition, signal, bucket, region }) {
			const client = identities.s3(partition, region);
			if (client === null) return noCredentials(partition);
			return performer.perform({ ...asUs, region, signal, send: (s) => headBucket(client, bucket, s) });
		},
		close: clients.close,
	};
}

function retryPolicy(given: Partial<RetryPolicy> | undefined): RetryPolicy {
	return {
		maxAttempts: 4,
		baseDelayMs: 100,
		maxDelayMs: 5_000,
		random: Math.random,
		wait: waitFor,
		budget: createRetryBudget(500),
		...given,
	};
}

function noCredentials(partition: Partition): AwsRefusal {
	return refusal(
		"VERIFIER_NO_CREDENTIALS_FOR_PARTITION",
		`No AWS credentials are configured for ${partition}.`,
		"",
	);
}

function notAnS3Url(url: string, region: string): AwsRefusal {
	return refusal("TEMPLATE_URL_NOT_S3", `${url} is not the address of an S3 object.`, region);
}

function refusal(code: AwsRefusal["code"], message: string, region: string): AwsRefusal {
	return { kind: "failed", code, awsCode: null, message, requestId: null, region };
}
