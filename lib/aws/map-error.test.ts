import { describe, expect, test } from "vitest";
import type { AwsErrorFacts, Signer } from "./map-error.ts";
import { awsErrorFacts, mapAwsError } from "./map-error.ts";

const US = "User: arn:aws:sts::555566667777:assumed-role/rolebridge-verifier/worker";
const TARGET = "sts:AssumeRole on resource: arn:aws:iam::123456789012:role/HarnessCERole";
const DENIED = `${US} is not authorized to perform: ${TARGET}`;

function facts(name: string, message: string, httpStatus: number | null = 403): AwsErrorFacts {
	return { name, message, httpStatus, requestId: null, clockCorrected: false };
}

describe("AssumeRole that was denied", () => {
	test.each([
		["plainly", DENIED, "denied", "ROLE_ACCESS_DENIED"],
		[
			"by the trust policy",
			`${DENIED} because no resource-based policy allows the sts:AssumeRole action`,
			"denied",
			"ROLE_ACCESS_DENIED",
		],
		[
			"explicitly by the trust policy",
			`${DENIED} with an explicit deny in a resource-based policy`,
			"denied",
			"ROLE_ACCESS_DENIED",
		],
		[
			"by a service control policy",
			`${DENIED} with an explicit deny in a service control policy: arn:aws:organizations::111122223333:policy/o-abc/service_control_policy/p-1`,
			"denied",
			"ORGANIZATION_DENY",
		],
		[
			"by a resource control policy",
			`${DENIED} with an explicit deny in a resource control policy`,
			"denied",
			"ORGANIZATION_DENY",
		],
		[
			"for want of a service control policy",
			`${DENIED} because no service control policy allows the sts:AssumeRole action`,
			"denied",
			"ORGANIZATION_DENY",
		],
		[
			"by our own lack of permission",
			`${DENIED} because no identity-based policy allows the sts:AssumeRole action`,
			"failed",
			"VERIFIER_NOT_ALLOWED",
		],
		[
			"by our own policy",
			`${DENIED} with an explicit deny in an identity-based policy`,
			"failed",
			"VERIFIER_NOT_ALLOWED",
		],
		[
			"by our own permissions boundary",
			`${DENIED} because no permissions boundary allows the sts:AssumeRole action`,
			"failed",
			"VERIFIER_NOT_ALLOWED",
		],
		[
			"by our own session policy",
			`${DENIED} because no session policy allows the sts:AssumeRole action`,
			"failed",
			"VERIFIER_NOT_ALLOWED",
		],
	])("%s", (_, message, kind, code) => {
		expect(mapAwsError(facts("AccessDenied", message), "verifier")).toEqual({ kind, code, retry: "no" });
	});

	test("is not over-read: a role named after a policy kind changes nothing", () => {
		const message = `${US} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::1:role/identity-based policy`;
		expect(mapAwsError(facts("AccessDenied", message), "verifier").code).toBe("ROLE_ACCESS_DENIED");
	});
});

describe("every other error of AWS", () => {
	test.each<[string, string, number | null, Signer, string, string, string]>([
		[
			"RegionDisabledException",
			"STS is not activated in this region for account:123456789012.",
			403,
			"verifier",
			"failed",
			"REGION_DISABLED",
			"no",
		],
		["Throttling", "Rate exceeded", 400, "verifier", "failed", "AWS_THROTTLED", "throttled"],
		["ThrottlingException", "Rate exceeded", 400, "role", "failed", "AWS_THROTTLED", "throttled"],
		["SlowDown", "Please reduce your request rate.", 503, "role", "failed", "AWS_THROTTLED", "throttled"],
		["RequestLimitExceeded", "Request limit exceeded.", 503, "role", "failed", "AWS_THROTTLED", "throttled"],
		[
			"ExpiredToken",
			"The security token included in the request is expired",
			403,
			"verifier",
			"failed",
			"VERIFIER_CREDENTIALS_REFUSED",
			"no",
		],
		[
			"InvalidClientTokenId",
			"The security token included in the request is invalid.",
			403,
			"verifier",
			"failed",
			"VERIFIER_CREDENTIALS_REFUSED",
			"no",
		],
		[
			"SignatureDoesNotMatch",
			"The request signature we calculated does not match the signature you provided.",
			403,
			"verifier",
			"failed",
			"VERIFIER_CREDENTIALS_REFUSED",
			"no",
		],
		[
			"InvalidClientTokenId",
			"The security token included in the request is invalid.",
			403,
			"role",
			"failed",
			"AWS_UNEXPECTED",
			"no",
		],
		[
			"CredentialsProviderError",
			"Could not load credentials from any providers",
			null,
			"verifier",
			"failed",
			"VERIFIER_CREDENTIALS_MISSING",
			"no",
		],
		["TimeoutError", "Connection timed out after 3000 ms", null, "verifier", "failed", "AWS_TIMEOUT", "soon"],
		["AbortError", "Request aborted", null, "verifier", "failed", "AWS_TIMEOUT", "soon"],
		["ECONNRESET", "socket hang up", null, "verifier", "failed", "AWS_UNAVAILABLE", "soon"],
		[
			"ECONNREFUSED",
			"connect ECONNREFUSED 127.0.0.1:1",
			null,
			"verifier",
			"failed",
			"AWS_UNAVAILABLE",
			"soon",
		],
		[
			"ENOTFOUND",
			"getaddrinfo ENOTFOUND sts.us-east-1.amazonaws.com",
			null,
			"verifier",
			"failed",
			"AWS_UNAVAILABLE",
			"soon",
		],
		[
			"InternalFailure",
			"The request processing has failed because of an unknown error.",
			500,
			"verifier",
			"failed",
			"AWS_UNAVAILABLE",
			"soon",
		],
		["ServiceUnavailable", "", 503, "role", "failed", "AWS_UNAVAILABLE", "soon"],
		[
			"MalformedPolicyDocument",
			"Syntax errors in policy.",
			400,
			"verifier",
			"failed",
			"AWS_UNEXPECTED",
			"no",
		],
		[
			"PackedPolicyTooLarge",
			"Packed size of policy exceeds limit",
			400,
			"verifier",
			"failed",
			"AWS_UNEXPECTED",
			"no",
		],
		["SyntaxError", "Unexpected token < in JSON", 200, "role", "failed", "AWS_UNEXPECTED", "no"],
		[
			"AccessDenied",
			`${US} is not authorized to perform: iam:GetRole on resource: role HarnessCERole because no session policy allows the iam:GetRole action`,
			403,
			"role",
			"denied",
			"PERMISSION_DENIED",
			"no",
		],
		[
			"AccessDeniedException",
			`${US} is not authorized to perform: organizations:ListAccounts with an explicit deny in a service control policy`,
			400,
			"role",
			"denied",
			"PERMISSION_DENIED_BY_ORGANIZATION",
			"no",
		],
		[
			"UnauthorizedOperation",
			"You are not authorized to perform this operation.",
			403,
			"role",
			"denied",
			"PERMISSION_DENIED",
			"no",
		],
	])("%s (%s)", (name, message, status, signer, kind, code, retry) => {
		expect(mapAwsError(facts(name, message, status), signer)).toEqual({ kind, code, retry });
	});

	test("a refusal after which the SDK corrected its clock is tried again", () => {
		const late = { ...facts("SignatureDoesNotMatch", "Signature expired"), clockCorrected: true };
		expect(mapAwsError(late, "verifier").retry).toBe("soon");
	});
});

describe("what was thrown", () => {
	test("a service's error keeps AWS's code and request id", () => {
		const thrown = Object.assign(new Error("no"), {
			name: "AccessDenied",
			$metadata: { httpStatusCode: 403, requestId: "r-1" },
		});
		expect(awsErrorFacts(thrown)).toMatchObject({ name: "AccessDenied", httpStatus: 403, requestId: "r-1" });
	});

	test("a socket's error is known by its code, also as a cause", () => {
		expect(awsErrorFacts(Object.assign(new Error("read"), { code: "ECONNRESET" })).name).toBe("ECONNRESET");
		const wrapped = new Error("request failed", { cause: { code: "EPIPE" } });
		expect(awsErrorFacts(wrapped).name).toBe("EPIPE");
	});

	test("never carries a session token, though AWS sends it back with a refused signature", () => {
		const message =
			"The request signature we calculated does not match.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLE\n'";
		expect(awsErrorFacts(new Error(message)).message).toBe(
			"The request signature we calculated does not match.",
		);
		const other = new Error("bad header x-amz-security-token: IQoJb3JpZ2luX2VjEXAMPLE, sent");
		expect(awsErrorFacts(other).message).toBe("bad header x-amz-security-token: …, sent");
	});

	test("even a thrown string is an answer", () => {
		expect(mapAwsError(awsErrorFacts("odd"), "verifier").code).toBe("AWS_UNEXPECTED");
	});
});
