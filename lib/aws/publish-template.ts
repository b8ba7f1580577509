import { createHash } from "node:crypto";
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { partitionFacts, partitionOfRegion } from "#lib/domain/partition.ts";
import { type AwsCredentials, type AwsEnv, createClientFactory } from "./clients.ts";
import { createPerformer, type Sent } from "./perform.ts";
import type { AwsAnswer, AwsRefusal } from "./port.ts";
import { createRetryBudget, waitFor } from "./retry.ts";

/** The templates that links open, by their files' names. */
export type TemplateName =
	| "harness-ccm-role"
	| "harness-ccm-organization"
	| "harness-ccm-cost-report"
	| "harness-platform-role"
	| "cloudzero-role";

export type PublishTemplate = {
	readonly bucket: string;
	/** The bucket's region. */
	readonly region: string;
	readonly body: Uint8Array;
	/** Names the folder in the bucket. */
	readonly name: TemplateName;
	/** AWS_ENDPOINT_URL* and the SDK's own variables. */
	readonly env: AwsEnv;
	/** Absent: the SDK's own chain. */
	readonly credentials?: AwsCredentials;
	readonly profile?: string;
	readonly signal?: AbortSignal;
};

export type PublishedTemplate = {
	/** What Settings takes: the S3 URL of exactly this version. */
	readonly url: string;
	/** Hex. */
	readonly sha256: string;
	readonly key: string;
	readonly versionId: string;
	/** False: the same bytes were there already, and nothing was written. */
	readonly isNew: boolean;
};

const DEADLINE_MS = 30_000;

/**
 * Uploads a template under the digest of its bytes, reads it back, and names the version that was read. Publishing
 * the same bytes again writes nothing. The bucket must keep versions: a link names one, so that what it opens
 * cannot be changed later.
 */
export async function publishTemplate(input: PublishTemplate): Promise<AwsAnswer<PublishedTemplate>> {
	const partition = partitionOfRegion(input.region);
	if (partition === null) return refused(input.region, `AWS has no region ${input.region}.`);
	const clients = createClientFactory(input.env, {
		maxSocketsPerHost: 4,
		connectTimeoutMs: 3_000,
		requestTimeoutMs: 10_000,
	});
	const { region, credentials, profile } = input;
	const client = clients.s3({ region, ...(credentials && { credentials }), ...(profile && { profile }) });
	const perform = <T>(send: (signal: AbortSignal) => Promise<Sent<T>>) =>
		createPerformer(retryPolicy(), DEADLINE_MS).perform({
			signer: "verifier",
			region,
			signal: input.signal,
			send,
		});
	try {
		return await upload(client, perform, input, partitionFacts(partition).s3HostSuffix);
	} finally {
		clients.close();
	}
}

type Perform = <T>(send: (signal: AbortSignal) => Promise<Sent<T>>) => Promise<AwsAnswer<T>>;

async function upload(
	client: S3Client,
	perform: Perform,
	{ bucket, region, name, body }: PublishTemplate,
	hostSuffix: string,
): Promise<AwsAnswer<PublishedTemplate>> {
	const sha256 = sha256Hex(body);
	const key = `${name}/${sha256}.yaml`;
	const found = await perform((signal) => readBack(client, { bucket, key }, signal));
	const isThere =
		found.kind === "answered" && found.value.sha256 === sha256 && found.value.versionId !== null;
	if (!isThere) {
		const written = await perform((signal) => write(client, { bucket, key, body }, signal));
		if (written.kind !== "answered") return written;
		if (written.value === null) {
			return refused(
				region,
				`The bucket ${bucket} keeps no versions. Turn versioning on, and publish again.`,
			);
		}
	}
	const stored = isThere ? found : await perform((signal) => readBack(client, { bucket, key }, signal));
	if (stored.kind !== "answered") return stored;
	const { versionId } = stored.value;
	if (versionId === null || stored.value.sha256 !== sha256) {
		return refused(region, `What ${bucket} holds at ${key} is not what was uploaded.`);
	}
	const url = templateUrl({ bucket, region, key, versionId }, hostSuffix);
	return { ...stored, value: { url, sha256, key, versionId, isNew: !isThere } };
}

async function write(
	client: S3Client,
	{ bucket, key, body }: { readonly bucket: string; readonly key: string; readonly body: Uint8Array },
	abortSignal: AbortSignal,
): Promise<Sent<string | null>> {
	const output = await client.send(
		new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: "application/yaml" }),
		{ abortSignal },
	);
	return { value: realVersion(output.VersionId), requestId: output.$metadata.requestId };
}

async function readBack(
	client: S3Client,
	{ bucket, key }: { readonly bucket: string; readonly key: string },
	abortSignal: AbortSignal,
): Promise<Sent<{ sha256: string; versionId: string | null }>> {
	const output = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal });
	const bytes = (await output.Body?.transformToByteArray()) ?? new Uint8Array();
	const value = { sha256: sha256Hex(bytes), versionId: realVersion(output.VersionId) };
	return { value, requestId: output.$metadata.requestId };
}

// While versioning is off or suspended S3 calls every object's version "null".
function realVersion(versionId: string | undefined): string | null {
	return versionId === undefined || versionId === "null" ? null : versionId;
}

// A bucket with dots in its name has no certificate of its own; the path form works for every name.
function templateUrl(
	place: {
		readonly bucket: string;
		readonly region: string;
		readonly key: string;
		readonly versionId: string;
	},
	hostSuffix: string,
): string {
	const s3 = `s3.${place.region}.${hostSuffix}`;
	const object = place.bucket.includes(".")
		? `https://${s3}/${place.bucket}/${place.key}`
		: `https://${place.bucket}.${s3}/${place.key}`;
	return `${object}?${new URLSearchParams({ versionId: place.versionId })}`;
}

function sha256Hex(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}

function retryPolicy() {
	return {
		maxAttempts: 4,
		baseDelayMs: 200,
		maxDelayMs: 5_000,
		random: Math.random,
		wait: waitFor,
		budget: createRetryBudget(100),
	};
}

function refused(region: string, message: string): AwsRefusal {
	return { kind: "failed", code: "INPUT_INVALID", awsCode: null, message, requestId: null, region };
}
