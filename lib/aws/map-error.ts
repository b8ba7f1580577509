import type { FailureCode } from "#lib/domain/failures.ts";

/** What is left of an SDK error once its class is forgotten. */
export type AwsErrorFacts = {
	/** AWS's error code, or Node's (`ECONNRESET`), or the SDK's own error name. */
	readonly name: string;
	readonly message: string;
	readonly httpStatus: number | null;
	readonly requestId: string | null;
	/** The SDK has corrected its clock after this refusal: the same call may work now. */
	readonly clockCorrected: boolean;
};

/** Whose credentials signed: ours, or those of a customer's role. */
export type Signer = "verifier" | "role";

export type MappedError = {
	readonly kind: "denied" | "failed";
	readonly code: FailureCode;
	/** Asking again may help. */
	readonly retry: "no" | "soon" | "throttled";
};

const DENIED = new Set([
	"AccessDenied",
	"AccessDeniedException",
	"AccessDeniedForDependencyException",
	"UnauthorizedOperation",
	"UnauthorizedException",
	"Forbidden",
	"403",
]);
const THROTTLED = new Set([
	"Throttling",
	"ThrottlingException",
	"ThrottledException",
	"TooManyRequestsException",
	"RequestLimitExceeded",
	"RequestThrottled",
	"RequestThrottledException",
	"LimitExceededException",
	"BandwidthLimitExceeded",
	"SlowDown",
	"PriorRequestNotComplete",
	"EC2ThrottledException",
]);
const CREDENTIALS_REFUSED = new Set([
	"ExpiredToken",
	"ExpiredTokenException",
	"InvalidClientTokenId",
	"UnrecognizedClientException",
	"InvalidAccessKeyId",
	"InvalidToken",
	"SignatureDoesNotMatch",
	"InvalidSignatureException",
	"IncompleteSignature",
	"IncompleteSignatureException",
	"MissingAuthenticationToken",
	"MissingAuthenticationTokenException",
	"RequestExpired",
	"RequestTimeTooSkewed",
	"AuthFailure",
	"NotAuthorized",
	"OptInRequired",
]);
const CREDENTIALS_MISSING = new Set([
	"CredentialsProviderError",
	"ProviderError",
	"TokenProviderError",
	"CredentialsError",
]);
const TIMED_OUT = new Set([
	"TimeoutError",
	"RequestTimeout",
	"RequestTimeoutException",
	"AbortError",
	"ETIMEDOUT",
	"ESOCKETTIMEDOUT",
]);
const UNREACHABLE = new Set([
	"ECONNRESET",
	"ECONNREFUSED",
	"ECONNABORTED",
	"EPIPE",
	"ENOTFOUND",
	"EAI_AGAIN",
	"EHOSTUNREACH",
	"ENETUNREACH",
	"InternalError",
	"InternalFailure",
	"InternalServerException",
	"ServiceFailure",
	"ServiceUnavailable",
	"ServiceUnavailableException",
]);

/**
 * The reasons IAM appends to a denial, and whose side each is on.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
const ORGANIZATION_REASON = /(service control policy|resource control policy)/i;
const CALLERS_OWN_REASON =
	/(identity-based policy|permissions boundary|session policy|VPC endpoint policy)(?=$|[ .,;:])/i;

/** Answers that say one thing, whoever asks. */
const SPEAKING: ReadonlyMap<string, FailureCode> = new Map([
	["RegionDisabledException", "REGION_DISABLED"],
	["StackSetNotFoundException", "STACK_SET_NOT_FOUND"],
	["AWSOrganizationsNotInUseException", "ORGANIZATION_NOT_IN_USE"],
]);

/** What an AWS error means for us. Pure; the tables above are the whole knowledge. */
export function mapAwsError(facts: AwsErrorFacts, signer: Signer): MappedError {
	const spoken = SPEAKING.get(facts.name);
	if (spoken !== undefined) return failed(spoken);
	if (facts.clockCorrected) return failed("VERIFIER_CREDENTIALS_REFUSED", "soon");
	if (THROTTLED.has(facts.name) || facts.httpStatus === 429) return failed("AWS_THROTTLED", "throttled");
	if (CREDENTIALS_MISSING.has(facts.name)) return failed("VERIFIER_CREDENTIALS_MISSING");
	if (CREDENTIALS_REFUSED.has(facts.name)) {
		// A role's fresh session that is refused is not our key's fault.
		return failed(signer === "verifier" ? "VERIFIER_CREDENTIALS_REFUSED" : "AWS_UNEXPECTED");
	}
	if (DENIED.has(facts.name)) return mapDenial(facts.message, signer);
	if (TIMED_OUT.has(facts.name) || facts.httpStatus === 408) return failed("AWS_TIMEOUT", "soon");
	if (UNREACHABLE.has(facts.name) || isServerFault(facts)) return failed("AWS_UNAVAILABLE", "soon");
	return failed("AWS_UNEXPECTED");
}

/**
 * "… is not authorized to perform: X on resource: Y" stands in every denial and says nothing about the side
 * that denied; only the clause "because no …" or "with an explicit deny in …" after it does.
 */
function mapDenial(message: string, signer: Signer): MappedError {
	const reason = /(?:because no|because the|with an explicit deny in)\s.*$/is.exec(message)?.[0] ?? "";
	if (ORGANIZATION_REASON.test(reason)) {
		return denied(signer === "verifier" ? "ORGANIZATION_DENY" : "PERMISSION_DENIED_BY_ORGANIZATION");
	}
	if (signer === "role") return denied("PERMISSION_DENIED");
	// Our own policy stopped the call, so the role was never asked: no fact about the other side.
	if (CALLERS_OWN_REASON.test(reason)) return failed("VERIFIER_NOT_ALLOWED");
	return denied("ROLE_ACCESS_DENIED");
}

function isServerFault(facts: AwsErrorFacts): boolean {
	return (facts.httpStatus !== null && facts.httpStatus >= 500) || /socket hang up/i.test(facts.message);
}

function failed(code: FailureCode, retry: MappedError["retry"] = "no"): MappedError {
	return { kind: "failed", code, retry };
}

function denied(code: FailureCode): MappedError {
	return { kind: "denied", code, retry: "no" };
}

/** Reads what we need off anything that was thrown. */
export function awsErrorFacts(thrown: unknown): AwsErrorFacts {
	const error = asRecord(thrown);
	const metadata = asRecord(error.$metadata);
	const cause = asRecord(error.cause);
	const systemCode = text(error.code) ?? text(cause.code);
	const name = text(error.name) ?? "";
	return {
		name: errorName(name, text(error.Code), systemCode),
		message: withoutSecrets(text(error.message) ?? String(thrown)).slice(0, 2000),
		httpStatus: typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : null,
		requestId: text(metadata.requestId) ?? text(error.RequestId),
		clockCorrected: metadata.clockSkewCorrected === true,
	};
}

// A refused signature comes back with the request that AWS would have signed, session token and all.
function withoutSecrets(message: string): string {
	return message
		.replace(/\s*The Canonical String for this request should have been[\s\S]*$/i, "")
		.replace(
			/(x-amz-security-token|SecurityToken|SessionToken|SecretAccessKey)(["'\s:=]+)[\w+/=%-]{8,}/gi,
			"$1$2…",
		);
}

// Node's errors are all called "Error"; what tells them apart is their code.
function errorName(name: string, awsCode: string | null, systemCode: string | null): string {
	if (awsCode !== null) return awsCode;
	if (systemCode !== null && (name === "Error" || name === "" || /^E[A-Z_]+$/.test(systemCode)))
		return systemCode;
	return name === "" ? "Error" : name;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
	// Any object may be read by property name; absent ones are undefined.
	return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | null {
	return typeof value === "string" && value !== "" ? value : null;
}
