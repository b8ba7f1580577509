import { createHash } from "node:crypto";
import { bucketDenial } from "../bucket-access.ts";
import type { Caller } from "../caller.ts";
import { AwsError, accessDenied } from "../errors.ts";
import type { HttpReply } from "../http.ts";
import { findObject, storeObject } from "../object-store.ts";
import type { HttpRequest } from "../sigv4.ts";
import type { Bucket, StoredObject } from "../state.ts";
import { findBucket, type World } from "../world.ts";
import { repeat, toXml, type XmlValue } from "../xml.ts";

/** Path-style S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ */
type S3Call = {
	readonly world: World;
	/** Null: anonymous. */
	readonly caller: Caller | null;
	readonly region: string;
	readonly requestId: string;
};

type Target = { readonly bucket: string; readonly key: string; readonly query: URLSearchParams };

function targetOf(request: HttpRequest): Target {
	const [bucket = "", ...rest] = request.path.slice(1).split("/");
	return { bucket, key: decodeURIComponent(rest.join("/")), query: new URLSearchParams(request.query) };
}

/** The API's name of a request, for faults and the log. */
export function s3ActionOf(request: HttpRequest): string {
	const { bucket, key, query } = targetOf(request);
	if (bucket === "") return "ListBuckets";
	if (key === "") {
		if (request.method === "HEAD") return "HeadBucket";
		if (query.has("location")) return "GetBucketLocation";
		if (query.has("versioning"))
			return request.method === "PUT" ? "PutBucketVersioning" : "GetBucketVersioning";
		if (request.method === "PUT") return "CreateBucket";
		return query.get("list-type") === "2" ? "ListObjectsV2" : "ListObjects";
	}
	return (
		{ GET: "GetObject", HEAD: "HeadObject", PUT: "PutObject", DELETE: "DeleteObject" }[request.method] ??
		request.method
	);
}

export function handleS3(call: S3Call, request: HttpRequest): HttpReply {
	const target = targetOf(request);
	const bucket = requireBucket(call, target.bucket);
	const action = s3ActionOf(request);
	switch (action) {
		case "ListObjectsV2":
		case "ListObjects":
			permit(call, bucket, "s3:ListBucket", "", { "s3:prefix": target.query.get("prefix") ?? "" });
			return xml(call, listObjects(bucket, target.query, action === "ListObjectsV2"));
		case "HeadBucket":
			permit(call, bucket, "s3:ListBucket", "");
			return { status: 200, headers: { "x-amz-bucket-region": bucket.region }, body: "" };
		case "GetBucketLocation":
			permit(call, bucket, "s3:GetBucketLocation", "");
			return xml(
				call,
				`<LocationConstraint>${bucket.region === "us-east-1" ? "" : bucket.region}</LocationConstraint>`,
			);
		case "GetBucketVersioning":
			permit(call, bucket, "s3:GetBucketVersioning", "");
			return xml(
				call,
				`<VersioningConfiguration>${bucket.versioning ? "<Status>Enabled</Status>" : ""}</VersioningConfiguration>`,
			);
		case "GetObject":
		case "HeadObject":
			return readObject(call, bucket, target, request);
		case "PutObject":
			return putObject(call, bucket, target, request);
		default:
			throw new AwsError("NotImplemented", `The sandbox does not play ${action}.`, 501);
	}
}

function requireBucket(call: S3Call, name: string): Bucket {
	const bucket = findBucket(call.world, name);
	if (bucket === undefined) throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
	if (call.caller !== null && bucket.region !== call.region)
		throw new AwsError(
			"PermanentRedirect",
			"The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
			301,
		);
	return bucket;
}

function permit(
	call: S3Call,
	bucket: Bucket,
	action: string,
	key: string,
	extra: Readonly<Record<string, string>> = {},
): void {
	const denial = bucketDenial(call.world, call.caller, bucket, { action, key, extra });
	if (denial !== null) throw accessDenied(denial);
}

function listObjects(bucket: Bucket, query: URLSearchParams, isV2: boolean): string {
	const prefix = query.get("prefix") ?? "";
	const after = query.get("continuation-token") ?? query.get("start-after") ?? query.get("marker") ?? "";
	const limit = Math.min(1000, Number(query.get("max-keys") ?? 1000));
	const delimiter = query.get("delimiter") ?? "";
	const current = new Map(bucket.objects.map((object) => [object.key, object]));
	const keys = [...current.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
	const folderOf = (key: string) => {
		const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
		return end < 0 ? null : key.slice(0, end + delimiter.length);
	};
	const folders = [...new Set(keys.flatMap((key) => folderOf(key) ?? []))];
	const plain = keys.filter((key) => folderOf(key) === null);
	const shown = plain.slice(0, limit);
	const isTruncated = plain.length > shown.length;
	const last = shown.at(-1) ?? "";
	const body: XmlValue = {
		Name: bucket.name,
		Prefix: prefix,
		...(isV2 ? { KeyCount: shown.length + folders.length } : { Marker: query.get("marker") ?? "" }),
		MaxKeys: limit,
		IsTruncated: isTruncated,
		...(isTruncated ? (isV2 ? { NextContinuationToken: last } : { NextMarker: last }) : {}),
	};
	const contents = shown.flatMap((key) => current.get(key) ?? []).map(contentXml);
	return `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${toXml(body)}${repeat("Contents", contents).text}${
		repeat(
			"CommonPrefixes",
			folders.map((folder) => ({ Prefix: folder })),
		).text
	}</ListBucketResult>`;
}

function bodyOf(object: StoredObject): Buffer {
	return Buffer.from(object.bodyBase64, "base64");
}

function etagOf(object: StoredObject): string {
	return `"${createHash("md5").update(bodyOf(object)).digest("hex")}"`;
}

function contentXml(object: StoredObject): XmlValue {
	return {
		Key: object.key,
		LastModified: new Date(object.lastModified),
		ETag: etagOf(object),
		Size: bodyOf(object).length,
		StorageClass: "STANDARD",
	};
}

function readObject(call: S3Call, bucket: Bucket, target: Target, request: HttpRequest): HttpReply {
	const versionId = target.query.get("versionId");
	permit(call, bucket, versionId === null ? "s3:GetObject" : "s3:GetObjectVersion", target.key);
	const object = findObject(bucket, target.key, versionId);
	if (object === undefined) throw new AwsError("NoSuchKey", "The specified key does not exist.", 404);
	if (bucket.kmsDenied && request.method === "GET")
		throw accessDenied(
			`User: ${call.caller?.arn ?? "anonymous"} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no resource-based policy allows the kms:Decrypt action`,
		);
	const body = bodyOf(object);
	const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
	const headers = {
		"content-type": object.contentType,
		"last-modified": new Date(object.lastModified).toUTCString(),
		etag: etagOf(object),
		"accept-ranges": "bytes",
		"x-amz-request-id": call.requestId,
		...(bucket.versioning ? { "x-amz-version-id": object.versionId } : {}),
		...Object.fromEntries(
			Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
		),
	};
	if (range === null)
		return { status: 200, headers: { ...headers, "content-length": String(body.length) }, body };
	const start = Number(range[1]);
	const end = Math.min(body.length - 1, range[2] === "" ? body.length - 1 : Number(range[2]));
	if (start >= body.length) throw new AwsError("InvalidRange", "The requested range is not satisfiable", 416);
	const part = body.subarray(start, end + 1);
	return {
		status: 206,
		headers: {
			...headers,
			"content-length": String(part.length),
			"content-range": `bytes ${start}-${end}/${body.length}`,
		},
		body: part,
	};
}

/** Newer SDKs send `aws-chunked` bodies with a trailing checksum. */
function decodeBody(request: HttpRequest): Buffer {
	const body = Buffer.from(request.body);
	if (!(request.headers["content-encoding"] ?? "").includes("aws-chunked")) return body;
	const parts: Buffer[] = [];
	let offset = 0;
	for (;;) {
		const lineEnd = body.indexOf("\r\n", offset);
		const size = Number.parseInt(body.subarray(offset, lineEnd).toString().split(";")[0] ?? "0", 16);
		if (lineEnd < 0 || !(size > 0)) return Buffer.concat(parts);
		parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
		offset = lineEnd + 2 + size + 2;
	}
}

function putObject(call: S3Call, bucket: Bucket, target: Target, request: HttpRequest): HttpReply {
	permit(call, bucket, "s3:PutObject", target.key);
	const metadata = Object.entries(request.headers).filter(([name]) => name.startsWith("x-amz-meta-"));
	const object = storeObject(call.world, bucket, {
		key: target.key,
		body: decodeBody(request),
		contentType: request.headers["content-type"] ?? "binary/octet-stream",
		metadata: Object.fromEntries(metadata.map(([name, value]) => [name.slice("x-amz-meta-".length), value])),
		lastModified: call.world.now(),
	});
	return {
		status: 200,
		headers: {
			etag: etagOf(object),
			"x-amz-request-id": call.requestId,
			...(bucket.versioning ? { "x-amz-version-id": object.versionId } : {}),
		},
		body: "",
	};
}

function xml(call: S3Call, body: string): HttpReply {
	return {
		status: 200,
		headers: { "content-type": "application/xml", "x-amz-request-id": call.requestId },
		body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
	};
}

export function s3Error(request: HttpRequest, error: AwsError, requestId: string): HttpReply {
	const body = { Code: error.code, Message: error.message, Resource: request.path, RequestId: requestId };
	return {
		status: error.status,
		headers: { "content-type": "application/xml", "x-amz-request-id": requestId },
		body:
			request.method === "HEAD" ? "" : `<?xml version="1.0" encoding="UTF-8"?><Error>${toXml(body)}</Error>`,
	};
}
