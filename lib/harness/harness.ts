import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod/mini";
import { IDENTIFIER } from "#lib/domain/connector-name.ts";
import { type CeAwsConnector, changeWhatWeOwn, differences } from "#lib/domain/harness-connector.ts";
import {
	type AwsConnector,
	awsConnectorDifferences,
	changeAwsConnector,
	scopeFields,
	scopeOfFields,
} from "#lib/domain/platform/aws-connector-body.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import {
	BooleanAnswer,
	CeAnswer,
	CePageAnswer,
	ConnectionDetailAnswer,
	PlatformAnswer,
	PlatformPageAnswer,
} from "./answers.ts";
import { listDelegates, listSecrets } from "./choices.ts";
import {
	ACCOUNT,
	CONNECTORS,
	type ConnectorKind,
	connectorRequest,
	createConnectorOf,
	getConnectorOf,
	listConnectorsOf,
	updateConnectorOf,
} from "./connector-calls.ts";
import { type Ask, dataOf, notAConnector } from "./data-of.ts";
import { failureOf } from "./errors.ts";
import { type Answer, exchange, type HarnessOptions, type Request } from "./exchange.ts";
import { askPermissions } from "./permissions.ts";
import type { ConnectorFilter, Harness, HarnessTarget } from "./port.ts";
import { testConnector } from "./test-connector.ts";

const CONNECTION_DETAIL = "/gateway/ccm/api/connector/awsaccountconnectiondetail";

const CE_AWS: ConnectorKind<CeAwsConnector> = {
	type: "CEAws",
	answer: CeAnswer,
	page: CePageAnswer,
	scopeOf: () => ACCOUNT,
	differences,
	change: changeWhatWeOwn,
};
const AWS: ConnectorKind<AwsConnector> = {
	type: "Aws",
	answer: PlatformAnswer,
	page: PlatformPageAnswer,
	scopeOf: scopeOfFields,
	differences: awsConnectorDifferences,
	change: changeAwsConnector,
};

const DEFAULTS: HarnessOptions = {
	timeoutMs: 15_000,
	testTimeoutMs: 90_000,
	retryBudgetMs: 20_000,
	maxTries: 5,
	maxAnswerBytes: 16 * 1024 * 1024,
	fetch: (url, init) => fetch(url, init),
	clock: () => performance.now(),
	sleep: async (milliseconds, signal) => {
		// Cancelled while waiting: the next look at the signal ends the call.
		await delay(milliseconds, undefined, { signal }).catch(() => undefined);
	},
	random: Math.random,
	maxWaitMs: 30_000,
};

/** Harness's connectors API over HTTPS. The key is sent in one header and appears nowhere else. */
export function createHarness(given: Partial<HarnessOptions> = {}): Harness {
	const options: HarnessOptions = { ...DEFAULTS, ...given };
	const ask: Ask = async (target, request, schema) => {
		const answer = await exchange(options, target, request);
		return answer.ok ? parseAnswer(answer.value, schema) : answer;
	};
	return {
		connectionDetail: async (target, { isGovCloud, signal }) => {
			const query = { is_gov: String(isGovCloud) };
			const request: Request = { method: "GET", path: CONNECTION_DETAIL, query, signal, repeatable: true };
			const answer = dataOf(await ask(target, request, ConnectionDetailAnswer));
			return notAConnector(answer);
		},
		listConnectors: (target, { filter, ...call }) =>
			listConnectorsOf(ask, CE_AWS, target, { ...call, filter: ccmFilter(filter) }),
		getConnector: (target, call) => getConnectorOf(ask, CE_AWS, target, call),
		createConnector: (target, call) => createConnectorOf(ask, CE_AWS, target, call),
		updateConnector: (target, call) => updateConnectorOf(ask, CE_AWS, target, call),
		listAwsConnectors: (target, call) => listConnectorsOf(ask, AWS, target, call),
		getAwsConnector: (target, call) => getConnectorOf(ask, AWS, target, call),
		createAwsConnector: (target, call) => createConnectorOf(ask, AWS, target, call),
		updateAwsConnector: (target, call) => updateConnectorOf(ask, AWS, target, call),
		deleteConnector: (target, call) => deleteConnector(options, target, call),
		testConnector: (target, call) => testConnector(options, ask, target, call),
		permissions: (target, call) => askPermissions(ask, target, call),
		isIdentifierFree: async (target, { identifier, scope, signal }) => {
			const path = `${CONNECTORS}/validateUniqueIdentifier`;
			const query = { identifier, ...scopeFields(scope ?? ACCOUNT) };
			const request: Request = { method: "GET", path, query, signal, repeatable: true };
			return notAConnector(dataOf(await ask(target, request, BooleanAnswer)));
		},
		listSecrets: (target, call) => listSecrets(ask, target, call),
		listDelegates: (target, call) => listDelegates(ask, target, call),
	};
}

function ccmFilter({ awsAccountId, feature }: ConnectorFilter) {
	return {
		ccmConnectorFilter: {
			...(awsAccountId !== undefined && { awsAccountId }),
			...(feature !== undefined && { featuresEnabled: [feature] }),
		},
	};
}

function parseAnswer<Schema extends z.ZodMiniType>(answer: Answer, schema: Schema): Result<z.output<Schema>> {
	const failure = failureOf(answer);
	if (failure !== null) return failed(failure);
	const parsed = z.safeParse(schema, answer.body);
	if (parsed.success) return ok(parsed.data);
	const paths = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join(".") || "(whole answer)");
	return failed({ code: "HARNESS_UNEXPECTED_ANSWER", detail: `Not as expected: ${paths.join(", ")}.` });
}

async function deleteConnector(
	options: HarnessOptions,
	target: HarnessTarget,
	{ identifier, scope, signal }: Parameters<Harness["deleteConnector"]>[1],
): ReturnType<Harness["deleteConnector"]> {
	if (!IDENTIFIER.test(identifier)) return failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" });
	const request: Request = { ...connectorRequest(identifier, scope, signal), method: "DELETE" };
	const answer = await exchange(options, target, request);
	if (!answer.ok) return answer;
	const deleted = parseAnswer(answer.value, BooleanAnswer);
	if (deleted.ok) return deleted.value.data ? ok(true) : failed({ code: "HARNESS_REJECTED" });
	// Gone at a later try: an earlier one had deleted it and lost its answer.
	const wasOurs = answer.value.tries > 1 && deleted.failure.code === "HARNESS_CONNECTOR_NOT_FOUND";
	return wasOurs ? ok(true) : deleted;
}
