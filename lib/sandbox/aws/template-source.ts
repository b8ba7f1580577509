import { bucketDenial } from "./bucket-access.ts";
import type { Caller } from "./caller.ts";
import { validationError } from "./errors.ts";
import { findObject } from "./object-store.ts";
import { findBucket, type World } from "./world.ts";

export type TemplateLocation = {
	readonly bucket: string;
	readonly key: string;
	readonly versionId: string | null;
};

/** Both forms of an S3 address; null for any other address. */
export function parseTemplateUrl(url: string): TemplateLocation | null {
	if (!URL.canParse(url)) return null;
	const { protocol, hostname, pathname, searchParams } = new URL(url);
	if (protocol !== "https:") return null;
	const versionId = searchParams.get("versionId");
	const path = decodeURIComponent(pathname.slice(1));
	const hosted = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.(?:com|com\.cn|eu)$/.exec(hostname);
	if (hosted !== null) return { bucket: hosted[1] ?? "", key: path, versionId };
	if (!/^s3[.-](?:[a-z0-9-]+\.)?amazonaws\.(?:com|com\.cn|eu)$/.test(hostname)) return null;
	const slash = path.indexOf("/");
	return slash > 0 ? { bucket: path.slice(0, slash), key: path.slice(slash + 1), versionId } : null;
}

/** The template at an address, read with the caller's permissions as CloudFormation does. */
export function readTemplateUrl(world: World, caller: Caller, url: string): string {
	const location = parseTemplateUrl(url);
	if (location === null) throw validationError("TemplateURL must be a supported URL.");
	const bucket = findBucket(world, location.bucket);
	if (bucket === undefined) throw s3Error("The specified bucket does not exist");
	const action = location.versionId === null ? "s3:GetObject" : "s3:GetObjectVersion";
	if (bucketDenial(world, caller, bucket, { action, key: location.key }) !== null)
		throw s3Error("Access Denied");
	const object = findObject(bucket, location.key, location.versionId);
	if (object === undefined) throw s3Error("The specified key does not exist.");
	return Buffer.from(object.bodyBase64, "base64").toString("utf8");
}

function s3Error(message: string) {
	return validationError(
		`S3 error: ${message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
	);
}
