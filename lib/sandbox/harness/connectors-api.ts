import { failed, type Result } from "#lib/domain/result.ts";
import { GOV_HARNESS_ACCOUNT_ID, HARNESS_ACCOUNT_ID } from "../credentials.ts";
import { checkAccess } from "./check-access.ts";
import { HARNESS_GOV_TEMPLATE_URL, HARNESS_TEMPLATE_URL } from "./constants.ts";
import { type Faults, strike } from "./faults.ts";
import { listV2, responseOf } from "./list-connectors.ts";
import { runPlatformValidator } from "./platform-validator.ts";
import { errorReply, invalidReply, notFoundReply, type Reply, success } from "./replies.ts";
import { duplicateReply, parseSave } from "./save-rules.ts";
import { listDelegates } from "./seeded-delegates.ts";
import { listSecrets } from "./seeded-secrets.ts";
import {
	type HarnessState,
	type SandboxConnector,
	type Scope,
	type StoredConnector,
	scopeOf,
	type TestResult,
} from "./state.ts";
import { lookUpReport, runValidator, type ValidatorContext } from "./validator.ts";

export type HarnessCall = {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	/** Parsed JSON; undefined without a body. */
	readonly body: unknown;
	readonly accountId: string;
	/** Whether the caller's key may write. */
	readonly mayEdit: boolean;
};
export type Api = {
	readonly state: HarnessState;
	readonly faults: () => Faults;
	readonly awsSandboxUrl: string;
	/** Where this Harness is reached. */
	readonly ownUrl: () => string;
	readonly now: () => Date;
	/** Work that goes on after the answer; awaited when the sandbox stops. */
	readonly later: (work: () => Promise<void>) => void;
};

const CONNECTORS = /^\/(?:gateway\/)?ng\/api\/connectors(?:\/(.*))?$/;
const ACCESS = /^\/(?:gateway\/)?authz\/api\/acl$/;
const SECRETS = /^\/(?:gateway\/)?ng\/api\/v2\/secrets$/;
const DELEGATES = /^\/(?:gateway\/)?ng\/api\/delegate-setup\/listDelegates$/;
const CONNECTION_DETAIL = /^\/(?:gateway\/)?ccm\/api\/connector\/awsaccountconnectiondetail$/;

/** Routes an authorised call to what Harness does with it; null: there is no such path. */
export async function answerCall(api: Api, call: HarnessCall): Promise<Reply | null> {
	if (CONNECTION_DETAIL.test(call.path)) return call.method === "GET" ? connectionDetail(api, call) : null;
	if (ACCESS.test(call.path)) {
		return call.method === "POST" && !api.faults().noAccessCheck ? checkAccess(call) : null;
	}
	if (SECRETS.test(call.path)) return call.method === "GET" ? listSecrets(call) : null;
	if (DELEGATES.test(call.path)) return call.method === "POST" ? listDelegates(call, api.now()) : null;
	const rest = CONNECTORS.exec(call.path);
	if (rest === null) return null;
	const [first = "", second] = (rest[1] ?? "").split("/").map(decodeURIComponent);
	if (first === "") return answerCollection(api, call);
	const route = `${call.method} ${first}`;
	if (route === "POST testConnection" && second !== undefined) return testConnection(api, call, second);
	if (second !== undefined) return null;
	if (route === "POST listV2") return listV2(ofScope(api, call), call.query, call.body);
	if (route === "GET catalogue") return success(CATALOGUE);
	if (route === "GET validateUniqueIdentifier") {
		return success(found(api, call, call.query.get("identifier") ?? "") === undefined);
	}
	return answerOne(api, call, first);
}

const CATALOGUE = {
	catalogue: [
		{ category: "CLOUD_PROVIDER", connectors: ["Aws"] },
		{ category: "CLOUD_COST", connectors: ["CEAws"] },
	],
};

/** Where the query says that things lie. */
function scopeAsked({ query }: Pick<HarnessCall, "query">): Scope {
	const orgIdentifier = query.get("orgIdentifier") ?? "";
	return {
		orgIdentifier,
		projectIdentifier: orgIdentifier === "" ? "" : (query.get("projectIdentifier") ?? ""),
	};
}

function found({ state }: Api, call: HarnessCall, identifier: string): StoredConnector | undefined {
	return state.find(call.accountId, identifier, scopeAsked(call));
}

function ofScope({ state }: Api, call: HarnessCall): readonly StoredConnector[] {
	const { orgIdentifier, projectIdentifier } = scopeAsked(call);
	return state.all().filter(({ accountId, connector }) => {
		const scope = scopeOf(connector);
		const isHere = scope.orgIdentifier === orgIdentifier && scope.projectIdentifier === projectIdentifier;
		return accountId === call.accountId && isHere;
	});
}

async function answerCollection(api: Api, call: HarnessCall): Promise<Reply | null> {
	if (call.method === "POST") return create(api, call);
	if (call.method === "PUT") return update(api, call);
	if (call.method !== "GET") return null;
	const types = call.query.has("type") ? [call.query.get("type")] : [];
	return listV2(ofScope(api, call), call.query, { filterType: "Connector", types });
}

function answerOne(api: Api, call: HarnessCall, identifier: string): Reply | null {
	if (call.method !== "GET" && call.method !== "DELETE") return null;
	const stored = found(api, call, identifier);
	if (stored === undefined) return notFoundReply(identifier, call.accountId, api.faults().oldNotFound);
	if (call.method === "GET") return success(responseOf(stored));
	if (call.query.get("forceDelete") === "true") {
		const message = `Parameter forcedDelete cannot be true. Force Delete is not enabled for account [${call.accountId}]`;
		return errorReply(400, "INVALID_REQUEST", message);
	}
	api.state.delete(stored);
	return success(true);
}

async function create(api: Api, call: HarnessCall): Promise<Reply> {
	const parsed = parseAllowedSave(api, call);
	if (!parsed.ok) return parsed.failure;
	const connector = parsed.value;
	const isTaken = () =>
		api.state.find(call.accountId, connector.identifier, scopeOf(connector)) !== undefined;
	if (isTaken()) return duplicateReply(connector);
	const saved = await withReportPlace(api, connector);
	// Looking the report up took time: somebody else may have been faster.
	if (isTaken()) return duplicateReply(connector);
	const at = api.now().getTime();
	const stored: StoredConnector = {
		accountId: call.accountId,
		connector: saved,
		createdAt: at,
		lastModifiedAt: at,
		test: null,
		lastConnectedAt: null,
	};
	api.state.put(stored);
	api.later(async () => {
		await testAndStore(api, stored);
	});
	return success(responseOf(stored));
}

async function update(api: Api, call: HarnessCall): Promise<Reply> {
	const parsed = parseAllowedSave(api, call);
	if (!parsed.ok) return parsed.failure;
	const connector = parsed.value;
	const saved = await withReportPlace(api, connector);
	const stored = api.state.find(call.accountId, connector.identifier, scopeOf(connector));
	if (stored === undefined || stored.connector.type !== connector.type) {
		return notFoundReply(connector.identifier, call.accountId, api.faults().oldNotFound);
	}
	const lastModifiedAt = Math.max(api.now().getTime(), stored.lastModifiedAt + 1);
	const changed: StoredConnector = { ...stored, connector: saved, lastModifiedAt };
	api.state.put(changed);
	return success(responseOf(changed));
}

function parseAllowedSave(api: Api, call: HarnessCall): Result<SandboxConnector, Reply> {
	const parsed = parseSave(call.accountId, call.body, api.faults());
	if (!parsed.ok || !strike(api.faults(), "rejectSaves")) return parsed;
	const message = "Invalid request: a policy of this account refuses the connector";
	return failed(errorReply(400, "INVALID_REQUEST", message));
}

/** With BILLING Harness looks the report up and stores where it lies; a failure is only logged. */
async function withReportPlace(api: Api, connector: SandboxConnector): Promise<SandboxConnector> {
	if (connector.type !== "CEAws" || !connector.spec.featuresEnabled.includes("BILLING")) return connector;
	// Harness uses its ordinary credentials here, for GovCloud too.
	const asked = { ...connector, spec: { ...connector.spec, isAWSGovCloudAccount: false } };
	const place = await lookUpReport(validatorContext(api), asked).catch(() => null);
	const { curAttributes } = connector.spec;
	if (place === null || !curAttributes) return connector;
	return { ...connector, spec: { ...connector.spec, curAttributes: { ...curAttributes, ...place } } };
}

/** As whom Harness's tokens are issued: under the address at which it is reached. */
function issuerOf({ ownUrl }: Api, { accountId }: StoredConnector): string {
	return `${ownUrl()}/ng/api/oidc/account/${accountId}`;
}

function validatorContext({ awsSandboxUrl, faults, now }: Api): ValidatorContext {
	return { awsSandboxUrl, faults: faults().validator, now };
}

async function testAndStore(api: Api, stored: StoredConnector): Promise<TestResult> {
	const { connector } = stored;
	const test =
		connector.type === "CEAws"
			? await runValidator(validatorContext(api), connector)
			: await runPlatformValidator({ ...validatorContext(api), issuer: issuerOf(api, stored) }, connector);
	const current = api.state.find(stored.accountId, connector.identifier, scopeOf(connector));
	// A test that was overtaken by a newer one, by a delete or by a reset leaves no trace.
	if (current !== undefined && current.createdAt === stored.createdAt) {
		const lastConnectedAt = test.status === "SUCCESS" ? test.testedAt : current.lastConnectedAt;
		const isNewer = (current.test?.testedAt ?? 0) <= test.testedAt;
		if (isNewer) api.state.put({ ...current, test, lastConnectedAt });
	}
	return test;
}

async function testConnection(api: Api, call: HarnessCall, identifier: string): Promise<Reply> {
	const stored = found(api, call, identifier);
	if (stored === undefined) return notFoundReply(identifier, call.accountId, api.faults().oldNotFound);
	const test = await testAndStore(api, stored);
	// Only cost connectors' failing tests come as errors.
	const isAnswer = test.status === "SUCCESS" || stored.connector.type === "Aws";
	if (isAnswer) return success({ ...test, delegateId: null });
	return failingTestReply(test);
}

/** Harness runs the errors of a failing test together and answers with an error. */
function failingTestReply({ errors, errorSummary }: TestResult): Reply {
	const joined = (texts: readonly string[]) => [...new Set(texts)].join(",\n");
	const isProcessing = errors?.[0]?.code === 500;
	const last = isProcessing
		? { code: "DATA_PROCESSING_ERROR", message: errorSummary ?? "" }
		: { code: "INVALID_REQUEST", message: `Invalid request: ${errorSummary}` };
	return errorReply(400, "HINT", "", [
		{ code: "HINT", message: joined((errors ?? []).map(({ message }) => message)) },
		{ code: "EXPLANATION", message: joined((errors ?? []).map(({ reason }) => reason)) },
		last,
	]);
}

function connectionDetail(api: Api, call: HarnessCall): Reply {
	const asked = call.query.get("is_gov") ?? "false";
	if (asked !== "true" && asked !== "false")
		return invalidReply([{ fieldId: "is_gov", error: "not a boolean" }]);
	const isGov = asked === "true";
	const harnessAccountId = isGov ? GOV_HARNESS_ACCOUNT_ID : HARNESS_ACCOUNT_ID;
	const account = api.faults().otherExternalId ? "an0therHarnessAcc0unt1" : call.accountId;
	const templateUrl = isGov ? HARNESS_GOV_TEMPLATE_URL : HARNESS_TEMPLATE_URL;
	const console = isGov ? "https://console.amazonaws-us-gov.com" : "https://console.aws.amazon.com";
	const launch = `${console}/cloudformation/home?#/stacks/quickcreate?stackName=harness-ce-iam-role-stack&templateURL=`;
	return success({
		externalId: `harness:${harnessAccountId}:${account}`,
		harnessAccountId,
		cloudFormationTemplateLink: templateUrl,
		stackLaunchTemplateLink: `${launch}${templateUrl}`,
	});
}
