import { GetObjectCommand, HeadBucketCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { TemplateLocation } from "#lib/domain/template-url.ts";
import { awsErrorFacts } from "./map-error.ts";
import type { Sent } from "./perform.ts";

export type FoundObject = { readonly key: string; readonly lastModified: Date; readonly sizeBytes: number };

/** The newest object whose key begins and ends as asked. S3 lists by key, so all pages are read. */
export async function newestObject(
	client: S3Client,
	call: { bucket: string; prefix: string; suffix: string },
	abortSignal: AbortSignal,
): Promise<Sent<FoundObject | null>> {
	let newest: FoundObject | null = null;
	let token: string | undefined;
	let requestId: string | undefined;
	do {
		const output = await client.send(
			new ListObjectsV2Command({ Bucket: call.bucket, Prefix: call.prefix, ContinuationToken: token }),
			{ abortSignal },
		);
		for (const { Key: key, LastModified: lastModified, Size: sizeBytes } of output.Contents ?? []) {
			if (key === undefined || lastModified === undefined || !key.endsWith(call.suffix)) continue;
			if (newest === null || lastModified > newest.lastModified) {
				newest = { key, lastModified, sizeBytes: sizeBytes ?? 0 };
			}
		}
		requestId = output.$metadata.requestId;
		token = output.IsTruncated ? output.NextContinuationToken : undefined;
	} while (token !== undefined);
	return { value: newest, requestId };
}

export async function readOneByte(
	client: S3Client,
	call: { bucket: string; key: string },
	abortSignal: AbortSignal,
): Promise<Sent<true>> {
	const command = new GetObjectCommand({ Bucket: call.bucket, Key: call.key, Range: "bytes=0-0" });
	const output = await client.send(command, { abortSignal });
	await output.Body?.transformToByteArray();
	return { value: true, requestId: output.$metadata.requestId };
}

/** CloudFormation accepts templates up to 1 MB; nothing larger is read. */
const MAX_TEMPLATE_BYTES = 1024 * 1024;

export async function readTemplate(
	client: S3Client,
	location: TemplateLocation,
	abortSignal: AbortSignal,
): Promise<Sent<Uint8Array>> {
	const command = new GetObjectCommand({
		Bucket: location.bucket,
		Key: location.key,
		VersionId: location.versionId ?? undefined,
		Range: `bytes=0-${MAX_TEMPLATE_BYTES - 1}`,
	});
	const output = await client.send(command, { abortSignal });
	const value = (await output.Body?.transformToByteArray()) ?? new Uint8Array();
	return { value, requestId: output.$metadata.requestId };
}

/**
 * S3 answers 404 for a name that nobody has, 403 for somebody's bucket, and 301 for one in another region.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export async function headBucket(
	client: S3Client,
	bucket: string,
	abortSignal: AbortSignal,
): Promise<Sent<"exists" | "none">> {
	try {
		const output = await client.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal });
		return { value: "exists", requestId: output.$metadata.requestId };
	} catch (error) {
		const { httpStatus, requestId } = awsErrorFacts(error);
		if (httpStatus === 404) return { value: "none", requestId: requestId ?? undefined };
		if (httpStatus === 403 || httpStatus === 301)
			return { value: "exists", requestId: requestId ?? undefined };
		throw error;
	}
}
