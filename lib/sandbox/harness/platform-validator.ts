import { randomUUID } from "node:crypto";
import type { AwsConnector } from "#lib/domain/platform/aws-connector-body.ts";
import { isDelegateChosen } from "#lib/domain/platform/delegate-choice.ts";
import type { SigningKeys } from "../aws/sigv4.ts";
import { GOV_HARNESS_CREDENTIALS, HARNESS_CREDENTIALS } from "../credentials.ts";
import {
	type AwsEndpoint,
	type AwsReply,
	assumeRole,
	assumeRoleWithWebIdentity,
	describeRegions,
} from "./aws-calls.ts";
import { SEEDED_DELEGATES, type SeededDelegate } from "./seeded-delegates.ts";
import { secretFor } from "./seeded-secrets.ts";
import { scopeOf, type TestResult } from "./state.ts";
import type { ValidatorContext } from "./validator.ts";

type Context = ValidatorContext & {
	/** Of the tokens that this Harness account gives out. */
	readonly issuer: string;
};
type Problem = { readonly reason: string; readonly message: string; readonly code: number };
type Keys = { readonly keys: SigningKeys };
type Refusal = Extract<AwsReply, { ok: false }>;

/**
 * Harness's own test of a connector of type Aws: a delegate where one is asked for, the credential, the STS role,
 * and one call, ec2:DescribeRegions in the test region. It stops at the first that fails.
 */
export async function runPlatformValidator(context: Context, connector: AwsConnector): Promise<TestResult> {
	const problem = await firstProblem(context, connector).catch(() => UNKNOWN);
	const testedAt = context.now().getTime();
	if (problem === null) return { status: "SUCCESS", errorSummary: null, errors: null, testedAt };
	return { status: "FAILURE", errorSummary: problem.reason, errors: [problem], testedAt };
}

const UNKNOWN: Problem = { reason: "Unknown error occurred", message: "", code: 500 };

async function firstProblem(context: Context, connector: AwsConnector): Promise<Problem | null> {
	if (context.faults.unknownError) return UNKNOWN;
	const { credential, executeOnDelegate } = connector.spec;
	const delegate = executeOnDelegate === false ? null : delegateFor(connector);
	if (delegate === undefined) return noDelegate(connector);
	const region = credential.region || "us-east-1";
	const endpoint = { url: context.awsSandboxUrl, region };
	const identity = await signIn(context, connector, { endpoint, delegate });
	if ("reason" in identity) return identity;
	const access = credential.crossAccountAccess ?? null;
	const role = access === null ? identity : await goOn(endpoint, identity, access);
	if ("reason" in role) return role;
	if (context.faults.deniesAction === "ec2:DescribeRegions") return denied(NOT_ALLOWED);
	const regions = await describeRegions(endpoint, role.keys);
	return regions.ok ? null : denied(regions);
}

const NOT_ALLOWED = {
	ok: false,
	httpStatus: 403,
	code: "UnauthorizedOperation",
	message: "You are not authorized to perform this operation.",
} as const;

/** Undefined: none that is connected bears all of the tags. */
function delegateFor({ spec }: AwsConnector): SeededDelegate | undefined {
	const connected = SEEDED_DELEGATES.filter(({ silentHours }) => silentHours === 0);
	return connected.find((delegate) => isDelegateChosen(delegate, spec.delegateSelectors ?? []));
}

function noDelegate({ spec }: AwsConnector): Problem {
	const tags = (spec.delegateSelectors ?? []).join(", ");
	return {
		reason: tags === "" ? "No delegate is connected" : `No connected delegate bears all of the tags ${tags}`,
		message: "Connect such a delegate, or change the connector's delegate selectors.",
		code: 400,
	};
}

type Way = { readonly endpoint: AwsEndpoint; readonly delegate: SeededDelegate | null };

async function signIn(context: Context, connector: AwsConnector, way: Way): Promise<Keys | Problem> {
	const { credential } = connector.spec;
	switch (credential.type) {
		case "InheritFromDelegate":
		case "Irsa":
			return way.delegate === null ? noDelegate(connector) : { keys: way.delegate.identity };
		case "ManualConfig":
			return keysOf(connector);
		case "OidcAuthentication":
			return byToken(context, String(credential.spec?.iamRoleArn ?? ""), way.endpoint);
		default:
			return UNKNOWN;
	}
}

/** The key as Harness's secrets have it; whether AWS takes it shows at the first call. */
function keysOf(connector: AwsConnector): Keys | Problem {
	const { accessKey, accessKeyRef, secretKeyRef } = connector.spec.credential.spec ?? {};
	const read = (reference: unknown) => secretFor(String(reference), scopeOf(connector));
	const secret = read(secretKeyRef);
	const id = accessKeyRef === undefined ? null : read(accessKeyRef);
	const missing = [secret, id].find((found) => typeof found === "string");
	if (typeof missing === "string" || typeof secret === "string" || typeof id === "string") {
		const reason = typeof missing === "string" ? missing : "A secret is missing";
		return { reason, message: "Name a secret that Harness has.", code: 400 };
	}
	const accessKeyId = id === null ? String(accessKey) : id.value;
	return { keys: { accessKeyId, secretAccessKey: secret.value } };
}

async function byToken(context: Context, arn: string, endpoint: AwsEndpoint): Promise<Keys | Problem> {
	const { issuer } = context;
	const token = { iss: issuer, sub: issuer.slice(issuer.lastIndexOf("/") + 1), aud: "sts.amazonaws.com" };
	const own = arn.startsWith("arn:aws-us-gov:") ? GOV_HARNESS_CREDENTIALS : HARNESS_CREDENTIALS;
	const assumed = await assumeRoleWithWebIdentity(endpoint, own, {
		arn,
		sessionName: randomUUID(),
		token: JSON.stringify(token),
	});
	if ("keys" in assumed) return assumed;
	return {
		reason: assumed.message,
		message: `Let ${arn} trust the identity provider ${issuer}, made in its own account.`,
		code: assumed.httpStatus,
	};
}

async function goOn(
	endpoint: AwsEndpoint,
	{ keys }: Keys,
	access: { readonly crossAccountRoleArn: string; readonly externalId?: string | null },
): Promise<Keys | Problem> {
	const arn = access.crossAccountRoleArn;
	const role = { arn, externalId: access.externalId ?? "", sessionName: randomUUID() };
	const assumed = await assumeRole(endpoint, keys, role);
	if ("keys" in assumed) return assumed;
	if (assumed.code !== "AccessDenied") return denied(assumed);
	return {
		reason: assumed.message,
		message: `${arn} is missing, does not trust these credentials' account, or asks for another external ID.`,
		code: assumed.httpStatus,
	};
}

function denied({ code, message, httpStatus }: Refusal): Problem {
	const isPermission = code === "UnauthorizedOperation";
	return {
		reason: message,
		message: isPermission
			? "Allow ec2:DescribeRegions, which every AWS connector needs."
			: "Check the credentials and the test region: GovCloud takes GovCloud credentials only.",
		code: httpStatus,
	};
}
