import { randomUUID } from "node:crypto";
import { authenticate, isJson } from "./authenticate.ts";
import { type Caller, findAccountOfArn } from "./caller.ts";
import { AwsError, ConnectionReset } from "./errors.ts";
import { applyFaults } from "./faults.ts";
import type { HttpReply } from "./http.ts";
import { isObject, type JsonObject } from "./json.ts";
import type { Call, JsonAction, QueryAction } from "./service.ts";
import { billingActions } from "./services/billing.ts";
import { cloudFormationActions } from "./services/cloudformation.ts";
import { ec2Error, ec2Reply, runEc2 } from "./services/ec2.ts";
import { iamActions } from "./services/iam.ts";
import { organizationsActions } from "./services/organizations.ts";
import { handleS3, s3ActionOf, s3Error } from "./services/s3.ts";
import { stackSetActions } from "./services/stack-sets.ts";
import { stsActions } from "./services/sts.ts";
import { webIdentityActions } from "./services/sts-web-identity.ts";
import { type Authorization, type HttpRequest, parseAuthorization } from "./sigv4.ts";
import { chargeSts } from "./sts-quota.ts";
import type { World } from "./world.ts";
import { toXml } from "./xml.ts";

const REQUESTS_KEPT = 10_000;

const QUERY_SERVICES: Readonly<
	Record<string, { readonly namespace: string; readonly actions: Readonly<Record<string, QueryAction>> }>
> = {
	sts: {
		namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
		actions: { ...stsActions, ...webIdentityActions },
	},
	iam: { namespace: "https://iam.amazonaws.com/doc/2010-05-08/", actions: iamActions },
	cloudformation: {
		namespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
		actions: { ...cloudFormationActions, ...stackSetActions },
	},
};

const JSON_ACTIONS: Readonly<Record<string, Readonly<Record<string, JsonAction>>>> = {
	cur: billingActions,
	"bcm-data-exports": billingActions,
	organizations: organizationsActions,
};

/** One request on its way: what is known of it so far, for answers and the log. */
type Passage = {
	readonly request: HttpRequest;
	readonly requestId: string;
	readonly service: string;
	readonly region: string;
	readonly action: string;
	readonly targetAccount: string | null;
	readonly params: ReadonlyMap<string, string>;
	caller: Caller | null;
};

/** Answers a call of an AWS SDK. Throws ConnectionReset when a fault says to drop the connection. */
export async function answerAws(world: World, request: HttpRequest): Promise<HttpReply> {
	const auth = parseAuthorization(request.headers.authorization ?? "");
	const passage = openPassage(request, auth);
	const reply = await answer(world, passage, auth).catch((error: unknown) => {
		if (error instanceof ConnectionReset) {
			log(world, passage, 0, "ConnectionReset");
			throw error;
		}
		const failure =
			error instanceof AwsError
				? error
				: new AwsError("InternalFailure", error instanceof Error ? error.message : String(error), 500);
		log(world, passage, failure.status, failure.code);
		return errorReply(passage, failure);
	});
	if (reply.status < 400) log(world, passage, reply.status, null);
	return reply;
}

function openPassage(request: HttpRequest, auth: Authorization | null): Passage {
	const target = request.headers["x-amz-target"] ?? "";
	const isForm = (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
	const params = new Map(isForm ? new URLSearchParams(Buffer.from(request.body).toString("utf8")) : []);
	const service = auth?.service ?? (isForm ? "sts" : "s3");
	const action =
		service === "s3"
			? s3ActionOf(request)
			: (params.get("Action") ?? target.slice(target.lastIndexOf(".") + 1));
	return {
		request,
		requestId: randomUUID(),
		service,
		region: auth?.region ?? "us-east-1",
		action,
		params,
		targetAccount: findAccountOfArn(params.get("RoleArn") ?? params.get("PolicySourceArn") ?? ""),
		caller: null,
	};
}

async function answer(world: World, passage: Passage, auth: Authorization | null): Promise<HttpReply> {
	const { request, service, action, region, requestId } = passage;
	if (auth !== null) passage.caller = authenticate(world, request, auth);
	else if (service !== "s3" || request.headers.authorization !== undefined)
		throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
	const accounts = [passage.caller?.accountId, passage.targetAccount].flatMap((id) => id ?? []);
	if (service === "sts" && passage.caller !== null) chargeSts(world, passage.caller.accountId, region);
	await applyFaults(world, { service, action, accounts });
	if (service === "s3") return handleS3({ world, caller: passage.caller, region, requestId }, request);
	if (passage.caller === null) throw new Error("A call without a caller came past the signature check.");
	return dispatch({ world, caller: passage.caller, region, requestId }, passage);
}

async function dispatch(call: Call, passage: Passage): Promise<HttpReply> {
	const { service, action, params, requestId } = passage;
	if (service === "ec2") return ec2Reply(action, runEc2(call, action, params), requestId);
	const query = QUERY_SERVICES[service];
	if (query !== undefined) {
		const run = Object.hasOwn(query.actions, action) ? query.actions[action] : undefined;
		if (run === undefined) throw invalidAction(action);
		return queryReply(query.namespace, action, await run(call, params), requestId);
	}
	const actions = JSON_ACTIONS[service] ?? {};
	const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
	if (run === undefined)
		throw new AwsError("UnknownOperationException", `The sandbox does not play ${service}:${action}.`);
	return jsonAwsReply(200, run(call, readJson(passage.request)), requestId);
}

function invalidAction(action: string): AwsError {
	return new AwsError("InvalidAction", `The action ${action} is not valid for this endpoint.`);
}

function readJson(request: HttpRequest): JsonObject {
	const text = Buffer.from(request.body).toString("utf8");
	try {
		const input: unknown = text === "" ? {} : JSON.parse(text);
		if (isObject(input)) return input;
	} catch {
		// Falls through: a body that is no JSON object is refused the same way.
	}
	throw new AwsError("SerializationException", "The request body is not a JSON object.");
}

function xmlReply(status: number, body: string, requestId: string): HttpReply {
	return { status, headers: { "content-type": "text/xml", "x-amzn-requestid": requestId }, body };
}

function queryReply(
	namespace: string,
	action: string,
	result: Awaited<ReturnType<QueryAction>>,
	requestId: string,
): HttpReply {
	return xmlReply(
		200,
		`<${action}Response xmlns="${namespace}"><${action}Result>${toXml(result)}</${action}Result>${toXml({ ResponseMetadata: { RequestId: requestId } })}</${action}Response>`,
		requestId,
	);
}

function jsonAwsReply(status: number, body: unknown, requestId: string): HttpReply {
	return {
		status,
		headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": requestId },
		body: JSON.stringify(body),
	};
}

function errorReply(passage: Passage, error: AwsError): HttpReply {
	const { requestId, service } = passage;
	if (service === "s3") return s3Error(passage.request, error, requestId);
	if (service === "ec2") return ec2Error(error, requestId);
	if (isJson(service)) {
		const code = error.code === "AccessDenied" ? "AccessDeniedException" : error.code;
		const status = error.code === "AccessDenied" ? 400 : error.status;
		return jsonAwsReply(status, { __type: code, message: error.message, Message: error.message }, requestId);
	}
	const namespace = QUERY_SERVICES[service]?.namespace ?? "";
	const body = {
		Error: { Type: error.status < 500 ? "Sender" : "Receiver", Code: error.code, Message: error.message },
		RequestId: requestId,
	};
	return xmlReply(
		error.status,
		`<ErrorResponse xmlns="${namespace}">${toXml(body)}</ErrorResponse>`,
		requestId,
	);
}

function log(world: World, passage: Passage, status: number, errorCode: string | null): void {
	world.requests.push({
		at: new Date(world.now()).toISOString(),
		requestId: passage.requestId,
		service: passage.service,
		action: passage.action,
		region: passage.region,
		account: passage.caller?.accountId ?? null,
		targetAccount: passage.targetAccount,
		principal: passage.caller?.arn ?? null,
		status,
		errorCode,
	});
	if (world.requests.length > REQUESTS_KEPT) world.requests.shift();
}
