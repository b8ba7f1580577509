import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/**
 * AWS Signature Version 4, both ways: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export type HttpRequest = {
	readonly method: string;
	/** Path as sent, percent-encoded. */
	readonly path: string;
	/** Query without `?`, as sent. */
	readonly query: string;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
};

export type SigningKeys = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string | undefined;
};

export type Authorization = {
	readonly accessKeyId: string;
	readonly date: string;
	readonly region: string;
	readonly service: string;
	readonly signedHeaders: readonly string[];
	readonly signature: string;
};

const ALGORITHM = "AWS4-HMAC-SHA256";

export function sha256Hex(data: string | Uint8Array): string {
	return createHash("sha256").update(data).digest("hex");
}

function hmac(key: string | Uint8Array, data: string): Buffer {
	return createHmac("sha256", key).update(data).digest();
}

function encode(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

function canonicalQuery(query: string): string {
	return [...new URLSearchParams(query.replaceAll("+", "%2B"))]
		.map(([name, value]) => `${encode(name)}=${encode(value)}`)
		.sort()
		.join("&");
}

/** S3 signs the path as sent; every other service signs it encoded once more. */
function canonicalPath(path: string, service: string): string {
	if (path === "") return "/";
	return service === "s3" ? path : path.split("/").map(encode).join("/");
}

function canonicalRequest(request: HttpRequest, service: string, signedHeaders: readonly string[]): string {
	const headers = signedHeaders.map(
		(name) => `${name}:${(request.headers[name] ?? "").trim().replace(/ +/g, " ")}\n`,
	);
	const payload = request.headers["x-amz-content-sha256"] ?? sha256Hex(request.body);
	return [
		request.method,
		canonicalPath(request.path, service),
		canonicalQuery(request.query),
		headers.join(""),
		signedHeaders.join(";"),
		payload,
	].join("\n");
}

type Scope = { readonly date: string; readonly region: string; readonly service: string };

function signatureOf(secret: string, scope: Scope, amzDate: string, canonical: string): string {
	const scopeText = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
	const toSign = [ALGORITHM, amzDate, scopeText, sha256Hex(canonical)].join("\n");
	const dateKey = hmac(`AWS4${secret}`, scope.date);
	const key = hmac(hmac(hmac(dateKey, scope.region), scope.service), "aws4_request");
	return hmac(key, toSign).toString("hex");
}

export function parseAuthorization(header: string): Authorization | null {
	const match =
		/^AWS4-HMAC-SHA256 +Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/([^/,]+)\/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$/.exec(
			header,
		);
	if (match === null) return null;
	const [, accessKeyId = "", date = "", region = "", service = "", names = "", signature = ""] = match;
	return { accessKeyId, date, region, service, signedHeaders: names.split(";"), signature };
}

/** `20261122T031500Z` as epoch milliseconds; NaN when it is not such a date. */
export function parseAmzDate(text: string): number {
	const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
	if (match === null) return Number.NaN;
	const [, year, month, day, hour, minute, second] = match.map(Number);
	return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

function formatAmzDate(epochMs: number): string {
	return `${new Date(epochMs).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

export function isSignatureValid(request: HttpRequest, secret: string, auth: Authorization): boolean {
	const canonical = canonicalRequest(request, auth.service, auth.signedHeaders);
	const expected = signatureOf(secret, auth, request.headers["x-amz-date"] ?? "", canonical);
	return timingSafeEqual(Buffer.from(expected), Buffer.from(auth.signature));
}

/** The headers to send: the given ones with date, token and signature added. `host` must be among them. */
export function signRequest(
	request: HttpRequest,
	keys: SigningKeys,
	scope: { readonly region: string; readonly service: string; readonly now: number },
): Record<string, string> {
	const amzDate = formatAmzDate(scope.now);
	const headers: Record<string, string> = { ...request.headers, "x-amz-date": amzDate };
	if (keys.sessionToken !== undefined) headers["x-amz-security-token"] = keys.sessionToken;
	if (scope.service === "s3") headers["x-amz-content-sha256"] = sha256Hex(request.body);
	const signedHeaders = Object.keys(headers).sort();
	const date = amzDate.slice(0, 8);
	const canonical = canonicalRequest({ ...request, headers }, scope.service, signedHeaders);
	const signature = signatureOf(keys.secretAccessKey, { ...scope, date }, amzDate, canonical);
	const credential = `${keys.accessKeyId}/${date}/${scope.region}/${scope.service}/aws4_request`;
	headers.authorization = `${ALGORITHM} Credential=${credential}, SignedHeaders=${signedHeaders.join(";")}, Signature=${signature}`;
	return headers;
}
