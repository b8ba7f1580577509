import * as client from "openid-client";
import type { Failure } from "#lib/domain/failures.ts";
import { Unfit } from "./client-for.ts";

const UNREACHABLE = new Set([
	"OAUTH_TIMEOUT",
	"OAUTH_ABORT",
	"OAUTH_RESPONSE_IS_NOT_CONFORM",
	"OAUTH_RESPONSE_IS_NOT_JSON",
	"OAUTH_PARSE_ERROR",
]);
const UNFIT = new Set(["OAUTH_HTTP_REQUEST_FORBIDDEN", "OAUTH_REQUEST_PROTOCOL_FORBIDDEN"]);

/** What came of talking with a provider. Only names of errors are told: bodies may hold codes and tokens. */
export function oidcFailure(error: unknown): Failure {
	if (error instanceof Unfit) return { code: "SSO_PROVIDER_UNFIT", detail: error.message };
	if (error instanceof client.AuthorizationResponseError) return refusedBy(error.error);
	if (error instanceof client.ResponseBodyError) return refusedClient(error.error);
	if (error instanceof client.ClientError) return ofClient(error);
	if (error instanceof TypeError && (!("code" in error) || error.code === undefined))
		return { code: "SSO_PROVIDER_UNREACHABLE", detail: sentence(error.message) };
	return { code: "SSO_NOT_COMPLETED", detail: "The provider's answer could not be read." };
}

function refusedBy(error: string): Failure {
	const detail =
		error === "access_denied"
			? "The sign-in was ended at the provider."
			: `The provider ended the sign-in (${plain(error)}).`;
	return { code: "SSO_NOT_COMPLETED", detail };
}

function refusedClient(error: string): Failure {
	const detail = `The provider refused Rolebridge itself (${plain(error)}).`;
	// A used or expired code says nothing about how we are set up.
	return { code: error === "invalid_grant" ? "SSO_NOT_COMPLETED" : "SSO_PROVIDER_UNFIT", detail };
}

function ofClient({ code = "", cause }: client.ClientError): Failure {
	if (UNREACHABLE.has(code))
		return {
			code: "SSO_PROVIDER_UNREACHABLE",
			detail: `The provider's answer was not usable (${plain(code)}).`,
		};
	if (UNFIT.has(code))
		return { code: "SSO_PROVIDER_UNFIT", detail: "The provider names a place without https." };
	if (code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED")
		return {
			code: "SSO_PROVIDER_UNFIT",
			detail: "The provider names itself otherwise than the issuer that was entered.",
		};
	if (code === "" && cause instanceof TypeError)
		return { code: "SSO_PROVIDER_UNREACHABLE", detail: sentence(cause.message) };
	return { code: "SSO_NOT_COMPLETED", detail: `The provider's answer was not accepted (${plain(code)}).` };
}

function plain(code: string): string {
	return code.replace(/[^\w-]/g, "").slice(0, 60) || "no reason given";
}

/** The guard's own sentence, and what whoever runs a provider in their own network does about it. */
function sentence(message: string): string {
	const isGuarded = message.includes("is not called from here");
	const remedy = isGuarded
		? " A provider of your own network is named in ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS."
		: "";
	return `${message.slice(0, 300)}${remedy}`;
}
