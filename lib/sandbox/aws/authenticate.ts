import { type Caller, callerFor, invalidToken, wellKnownCredentials } from "./caller.ts";
import { AwsError } from "./errors.ts";
import { isOptInRegion, partitionOfRegion } from "./regions.ts";
import { openToken } from "./session-token.ts";
import { type Authorization, type HttpRequest, isSignatureValid, parseAmzDate } from "./sigv4.ts";
import { accountOf, type World } from "./world.ts";

const MAX_SKEW_MS = 15 * 60_000;

type Identity = { readonly caller: Caller; readonly secret: string; readonly expiresAt: number | null };

/** Checks the signature the way AWS does and says who calls. */
export function authenticate(world: World, request: HttpRequest, auth: Authorization): Caller {
	const identity = identify(world, request, auth);
	const signedAt = parseAmzDate(request.headers["x-amz-date"] ?? "");
	if (Number.isNaN(signedAt))
		throw new AwsError("IncompleteSignature", "Date in X-Amz-Date header is missing or malformed.", 403);
	if (!isSignatureValid(request, identity.secret, auth)) throw signatureMismatch(auth.service);
	if (Math.abs(world.now() - signedAt) > MAX_SKEW_MS) throw skewed(auth.service, signedAt, world.now());
	if (identity.expiresAt !== null && identity.expiresAt <= world.now()) throw expired(auth.service);
	requireActiveRegion(world, identity.caller, auth.region);
	return identity.caller;
}

function identify(world: World, request: HttpRequest, auth: Authorization): Identity {
	const token = request.headers["x-amz-security-token"];
	if (token !== undefined) {
		const session = openToken(token, auth.accessKeyId);
		if (session === null) throw unknownKey(auth.service);
		return { caller: session.caller, secret: session.secretAccessKey, expiresAt: session.expiresAt };
	}
	const known = wellKnownCredentials(auth.accessKeyId);
	if (known === undefined) throw unknownKey(auth.service);
	return { caller: callerFor(world, known), secret: known.secretAccessKey, expiresAt: null };
}

/** Credentials work in their own partition only, and in an opt-in region only after the account opted in. */
function requireActiveRegion(world: World, caller: Caller, region: string): void {
	if (partitionOfRegion(region) !== caller.partition) throw invalidToken();
	const account = accountOf(world, caller.partition, caller.accountId);
	if (isOptInRegion(region) && !account.enabledRegions.includes(region)) throw invalidToken();
}

function unknownKey(service: string): AwsError {
	if (service === "s3")
		return new AwsError(
			"InvalidAccessKeyId",
			"The AWS Access Key Id you provided does not exist in our records.",
			403,
		);
	if (service === "ec2")
		return new AwsError("AuthFailure", "AWS was not able to validate the provided access credentials", 401);
	return isJson(service)
		? new AwsError("UnrecognizedClientException", "The security token included in the request is invalid.")
		: invalidToken();
}

function expired(service: string): AwsError {
	const message = "The security token included in the request is expired";
	if (service === "ec2") return new AwsError("RequestExpired", "Request has expired.");
	return new AwsError(
		isJson(service) ? "ExpiredTokenException" : "ExpiredToken",
		message,
		isJson(service) ? 400 : 403,
	);
}

function signatureMismatch(service: string): AwsError {
	const message =
		"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.";
	return isJson(service)
		? new AwsError("InvalidSignatureException", message)
		: new AwsError("SignatureDoesNotMatch", message, 403);
}

function skewed(service: string, signedAt: number, now: number): AwsError {
	if (service === "s3")
		return new AwsError(
			"RequestTimeTooSkewed",
			"The difference between the request time and the current time is too large.",
			403,
		);
	const where = signedAt < now ? "expired" : "not yet current";
	const message = `Signature ${where}: ${new Date(signedAt).toISOString()} is more than 15 minutes from ${new Date(now).toISOString()}`;
	return isJson(service)
		? new AwsError("InvalidSignatureException", message)
		: new AwsError("SignatureDoesNotMatch", message, 403);
}

export function isJson(service: string): boolean {
	return service === "cur" || service === "bcm-data-exports" || service === "organizations";
}
