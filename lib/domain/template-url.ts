/** Where a template lies in S3. */
export type TemplateLocation = {
	readonly bucket: string;
	readonly key: string;
	readonly versionId: string | null;
	/** Null: the host names none (the old global form). */
	readonly region: string | null;
};

const BUCKET = "(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])";
const S3_HOST =
	"s3(?:\\.dualstack)?(?:[.-](?<region>[a-z]{2,4}(?:-[a-z]+)+-[0-9]))?\\.amazonaws\\.(?:com|com\\.cn|eu)";
const VIRTUAL_HOST = new RegExp(`^${BUCKET}\\.${S3_HOST}$`);
const PATH_HOST = new RegExp(`^${S3_HOST}$`);
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_LENGTH = 1024;

/**
 * Bucket, key, version and region of an S3 address, in either style; null when CloudFormation would not take
 * it as a template's address (not https, not S3, no object, too long).
 *
 * @example parseTemplateUrl("https://b-1.s3.us-east-2.amazonaws.com/a/t.yaml?versionId=v1")
 * // { bucket: "b-1", key: "a/t.yaml", versionId: "v1", region: "us-east-2" }
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function parseTemplateUrl(text: string): TemplateLocation | null {
	const url = text.length <= MAX_LENGTH && URL.canParse(text) ? new URL(text) : null;
	if (url === null || url.protocol !== "https:" || url.port !== "") return null;
	if (url.username !== "" || url.password !== "" || url.hash !== "") return null;
	const path = decoded(url.pathname.slice(1));
	const versionId = url.searchParams.get("versionId");
	const virtual = VIRTUAL_HOST.exec(url.hostname)?.groups;
	if (virtual?.bucket !== undefined && !virtual.bucket.startsWith("s3.")) {
		if (path === "") return null;
		return { bucket: virtual.bucket, key: path, versionId, region: virtual.region ?? null };
	}
	const host = PATH_HOST.exec(url.hostname);
	const [, bucket, key] = /^([^/]+)\/(.+)$/s.exec(path) ?? [];
	if (host === null || bucket === undefined || key === undefined) return null;
	return { bucket, key, versionId, region: host.groups?.region ?? null };
}

/** A stray `%` in a path is not an encoding; then the text stands for itself. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
