import { type Partition, partitionFacts, partitionOfRegion } from "./partition.ts";
import { failed, ok, type Result } from "./result.ts";

export type S3NameProblem = {
	readonly kind: "empty" | "too-short" | "too-long" | "wrong-characters" | "wrong-shape" | "reserved";
	readonly message: string;
};

const BUCKET_MIN_LENGTH = 3;
const BUCKET_MAX_LENGTH = 63;
const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"] as const;
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"] as const;

/**
 * A bucket's name by S3's rules; white space around it (the usual paste mistake) falls away.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function parseBucketName(text: string): Result<string, S3NameProblem> {
	const name = text.trim();
	if (name === "") return problem("empty", "Enter the bucket's name.");
	if (/[A-Z]/.test(name)) return problem("wrong-characters", "A bucket's name has no capital letters.");
	if (!/^[a-z0-9.-]+$/.test(name)) {
		return problem(
			"wrong-characters",
			"A bucket's name has only lower-case letters, digits, dots and hyphens.",
		);
	}
	if (name.length < BUCKET_MIN_LENGTH)
		return problem("too-short", "A bucket's name has at least 3 characters.");
	if (name.length > BUCKET_MAX_LENGTH) {
		return problem("too-long", `A bucket's name has at most 63 characters. This has ${name.length}.`);
	}
	if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) {
		return problem("wrong-shape", "A bucket's name begins and ends with a letter or digit.");
	}
	if (name.includes("..")) return problem("wrong-shape", "A bucket's name has no two dots in a row.");
	if (/^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/.test(name)) {
		return problem("wrong-shape", "A bucket's name is not shaped like an IP address.");
	}
	const reserved =
		RESERVED_PREFIXES.find((prefix) => name.startsWith(prefix)) ??
		RESERVED_SUFFIXES.find((suffix) => name.endsWith(suffix));
	if (reserved !== undefined) return problem("reserved", `S3 keeps names with ${reserved} for itself.`);
	return ok(name);
}

/**
 * A CUR 1.0 report's name: 1 to 256 of letters, digits and `!-_.*'()`. Case counts; white space
 * around it falls away.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_cur_ReportDefinition.html
 */
export function parseReportName(text: string): Result<string, S3NameProblem> {
	const name = text.trim();
	if (name === "") return problem("empty", "Enter the report's name.");
	if (name.length > 256) return problem("too-long", "A report's name has at most 256 characters.");
	if (!/^[0-9A-Za-z!\-_.*'()]+$/.test(name)) {
		return problem(
			"wrong-characters",
			"A report's name has only letters, digits and the characters ! - _ . * ' ( ).",
		);
	}
	return ok(name);
}

/**
 * A data export's (CUR 2.0) name: 1 to 128 of letters, digits, `-` and `_`.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_DataExports_Export.html
 */
export function parseExportName(text: string): Result<string, S3NameProblem> {
	const name = text.trim();
	if (name === "") return problem("empty", "Enter the export's name.");
	if (name.length > 128) return problem("too-long", "An export's name has at most 128 characters.");
	if (!/^[0-9A-Za-z_-]+$/.test(name)) {
		return problem("wrong-characters", "An export's name has only letters, digits, - and _.");
	}
	return ok(name);
}

/**
 * Joins parts of a key with one slash between them; empty parts and stray slashes fall away, a last
 * slash of the last part stays.
 *
 * @example joinPrefix("/costs/", "report", "20260101-20260201/") // "costs/report/20260101-20260201/"
 */
export function joinPrefix(...parts: readonly string[]): string {
	const joined = parts.map((part) => part.replace(/^\/+|\/+$/g, "")).filter((part) => part !== "");
	const endsWithSlash = joined.length > 0 && (parts.at(-1)?.endsWith("/") ?? false);
	return joined.join("/") + (endsWithSlash ? "/" : "");
}

export type TemplateUrl = {
	/** As AWS is given it. */
	readonly url: string;
	readonly bucket: string;
	readonly key: string;
	/** Null: the host names no region. */
	readonly region: string | null;
	readonly versionId: string | null;
};
export type TemplateUrlProblem = {
	readonly kind: "empty" | "not-a-url" | "too-long" | "not-https" | "not-s3" | "no-key" | "extra-parts";
	readonly message: string;
};

const TEMPLATE_URL_MAX_LENGTH = 1024;

/**
 * A CloudFormation template's URL. CloudFormation reads templates only from S3, so the host must be
 * an S3 host of the partition, virtual-hosted (`bucket.s3.region.…`) or path style; `?versionId=` is
 * the only query allowed.
 *
 * @example parseTemplateUrl("https://b.s3.us-east-2.amazonaws.com/setup/role.yaml", "aws")
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function parseTemplateUrl(
	text: string,
	partition: Partition,
): Result<TemplateUrl, TemplateUrlProblem> {
	const trimmed = text.trim();
	if (trimmed === "") return urlProblem("empty", "Enter the template's URL.");
	if (trimmed.length > TEMPLATE_URL_MAX_LENGTH) {
		return urlProblem("too-long", "A template's URL has at most 1,024 characters.");
	}
	const url = URL.parse(trimmed);
	if (url === null) return urlProblem("not-a-url", "This is not a URL.");
	if (url.protocol !== "https:") return urlProblem("not-https", "A template's URL begins with https://.");
	const query = parseVersionQuery(url.search);
	if (query === null || url.hash !== "" || url.username !== "" || url.password !== "" || url.port !== "") {
		return urlProblem(
			"extra-parts",
			"A template's URL has no user name, port, fragment or query but versionId.",
		);
	}
	const place = parseS3Host(url.hostname, partition);
	if (place === null) {
		return urlProblem("not-s3", `The host is not an S3 host of ${partitionFacts(partition).title}.`);
	}
	const location = locate(place.bucket, url.pathname);
	if (location === null) return urlProblem("no-key", "The URL names no object in a bucket.");
	return ok({ url: trimmed, ...location, region: place.region, versionId: query.versionId });
}

function parseVersionQuery(search: string): { readonly versionId: string | null } | null {
	if (search === "") return { versionId: null };
	const versionId = /^\?versionId=([A-Za-z0-9._~-]{1,1024})$/.exec(search)?.[1];
	return versionId === undefined ? null : { versionId };
}

type S3Host = { readonly bucket: string | null; readonly region: string | null };

function parseS3Host(host: string, partition: Partition): S3Host | null {
	const suffix = `.${partitionFacts(partition).s3HostSuffix}`;
	if (!host.endsWith(suffix)) return null;
	const match = /^(?:(.+)\.)?s3(?:[.-]dualstack)?(?:[.-]([a-z0-9-]+))?$/.exec(host.slice(0, -suffix.length));
	if (match === null) return null;
	const [, bucket, region] = match;
	if (bucket !== undefined && !parseBucketName(bucket).ok) return null;
	if (region === undefined) return partition === "aws" ? { bucket: bucket ?? null, region: null } : null;
	return partitionOfRegion(region) === partition ? { bucket: bucket ?? null, region } : null;
}

function locate(
	hostBucket: string | null,
	pathname: string,
): { readonly bucket: string; readonly key: string } | null {
	const path = decodePath(pathname.slice(1));
	if (path === null) return null;
	if (hostBucket !== null) return path === "" ? null : { bucket: hostBucket, key: path };
	const slashAt = path.indexOf("/");
	const bucket = path.slice(0, Math.max(slashAt, 0));
	const key = path.slice(slashAt + 1);
	return parseBucketName(bucket).ok && key !== "" ? { bucket, key } : null;
}

function decodePath(path: string): string | null {
	try {
		return decodeURIComponent(path);
	} catch {
		return null;
	}
}

function problem(kind: S3NameProblem["kind"], message: string) {
	return failed({ kind, message });
}

function urlProblem(kind: TemplateUrlProblem["kind"], message: string) {
	return failed({ kind, message });
}
