import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod/mini";
import type { FailureCode } from "#lib/domain/failures.ts";
import { changeWhatWeOwn, differences } from "#lib/domain/harness-connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { BooleanAnswer, ConnectionDetailAnswer, ConnectorAnswer, PageAnswer } from "./answers.ts";
import { type Ask, dataOf, notAConnector } from "./data-of.ts";
import { failureOf } from "./errors.ts";
import { type Answer, exchange, type HarnessOptions, type Request } from "./exchange.ts";
import { askPermissions } from "./permissions.ts";
import type { Harness, HarnessConnectorRecord, HarnessTarget } from "./port.ts";
import { testConnector } from "./test-connector.ts";

const CONNECTORS = "/gateway/ng/api/connectors";
const CONNECTION_DETAIL = "/gateway/ccm/api/connector/awsaccountconnectiondetail";
/** Harness's largest page. */
const PAGE_SIZE = 1000;
const MAX_PAGES = 200;
const IDENTIFIER = /^[a-zA-Z_][0-9a-zA-Z_$]{0,127}$/;

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
	const getConnector: Harness["getConnector"] = async (target, { identifier, signal }) => {
		if (!IDENTIFIER.test(identifier)) return failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" });
		const path = `${CONNECTORS}/${encodeURIComponent(identifier)}`;
		return dataOf(await ask(target, { method: "GET", path, signal, repeatable: true }, ConnectorAnswer));
	};
	return {
		getConnector,
		connectionDetail: async (target, { isGovCloud, signal }) => {
			const query = { is_gov: String(isGovCloud) };
			const request: Request = { method: "GET", path: CONNECTION_DETAIL, query, signal, repeatable: true };
			const answer = dataOf(await ask(target, request, ConnectionDetailAnswer));
			return notAConnector(answer);
		},
		listConnectors: (target, call) => listConnectors(ask, target, call),
		createConnector: (target, call) => createConnector(ask, getConnector, target, call),
		updateConnector: (target, call) => updateConnector(ask, getConnector, target, call),
		deleteConnector: (target, call) => deleteConnector(options, target, call),
		testConnector: (target, call) => testConnector(options, getConnector, target, call),
		permissions: (target, call) => askPermissions(ask, target, call),
		isIdentifierFree: async (target, { identifier, signal }) => {
			const path = `${CONNECTORS}/validateUniqueIdentifier`;
			const request: Request = { method: "GET", path, query: { identifier }, signal, repeatable: true };
			return notAConnector(dataOf(await ask(target, request, BooleanAnswer)));
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

async function listConnectors(
	ask: Ask,
	target: HarnessTarget,
	{ filter, signal }: Parameters<Harness["listConnectors"]>[1],
): ReturnType<Harness["listConnectors"]> {
	const body = {
		filterType: "Connector",
		types: ["CEAws"],
		ccmConnectorFilter: {
			...(filter.awsAccountId === undefined ? {} : { awsAccountId: filter.awsAccountId }),
			...(filter.feature === undefined ? {} : { featuresEnabled: [filter.feature] }),
		},
	};
	// By identifier: a connector that is saved between two pages moves, and would come twice.
	const found = new Map<string, HarnessConnectorRecord>();
	for (let pageIndex = 0; pageIndex < MAX_PAGES; pageIndex++) {
		const query = { pageIndex: String(pageIndex), pageSize: String(PAGE_SIZE) };
		const path = `${CONNECTORS}/listV2`;
		const request: Request = { method: "POST", path, query, body, signal, repeatable: true };
		const page = notAConnector(dataOf(await ask(target, request, PageAnswer)));
		if (!page.ok) return page;
		for (const record of page.value.content) found.set(record.connector.identifier, record);
		if (pageIndex + 1 >= page.value.totalPages) return ok([...found.values()]);
	}
	return failed({ code: "HARNESS_UNEXPECTED_ANSWER", detail: "The list of connectors does not end." });
}

/** The request may have been carried out although no usable answer came. */
const AMBIGUOUS: readonly FailureCode[] = [
	"HARNESS_UNAVAILABLE",
	"HARNESS_TIMEOUT",
	"HARNESS_UNEXPECTED_ANSWER",
];

async function createConnector(
	ask: Ask,
	getConnector: Harness["getConnector"],
	target: HarnessTarget,
	{ connector, signal }: Parameters<Harness["createConnector"]>[1],
): ReturnType<Harness["createConnector"]> {
	const request: Request = {
		method: "POST",
		path: CONNECTORS,
		body: { connector },
		signal,
		repeatable: false,
	};
	const created = dataOf(await ask(target, request, ConnectorAnswer));
	if (created.ok || !AMBIGUOUS.includes(created.failure.code)) return created;
	const there = await getConnector(target, { identifier: connector.identifier, signal });
	if (!there.ok) return created;
	return differences(there.value.connector, connector).length === 0
		? there
		: failed({ code: "HARNESS_CONNECTOR_EXISTS" });
}

async function updateConnector(
	ask: Ask,
	getConnector: Harness["getConnector"],
	target: HarnessTarget,
	{ connector, knownLastModifiedAt, signal }: Parameters<Harness["updateConnector"]>[1],
): ReturnType<Harness["updateConnector"]> {
	const existing = await getConnector(target, { identifier: connector.identifier, signal });
	if (!existing.ok) return existing;
	const { lastModifiedAt } = existing.value;
	if (knownLastModifiedAt !== null && lastModifiedAt !== null && lastModifiedAt > knownLastModifiedAt) {
		return failed({ code: "HARNESS_CONNECTOR_CHANGED" });
	}
	const body = { connector: changeWhatWeOwn(existing.value.connector, connector) };
	const request: Request = { method: "PUT", path: CONNECTORS, body, signal, repeatable: true };
	return dataOf(await ask(target, request, ConnectorAnswer));
}

async function deleteConnector(
	options: HarnessOptions,
	target: HarnessTarget,
	{ identifier, signal }: Parameters<Harness["deleteConnector"]>[1],
): ReturnType<Harness["deleteConnector"]> {
	if (!IDENTIFIER.test(identifier)) return failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" });
	const path = `${CONNECTORS}/${encodeURIComponent(identifier)}`;
	const answer = await exchange(options, target, { method: "DELETE", path, signal, repeatable: true });
	if (!answer.ok) return answer;
	const deleted = parseAnswer(answer.value, BooleanAnswer);
	if (deleted.ok) return deleted.value.data ? ok(true) : failed({ code: "HARNESS_REJECTED" });
	// Gone at a later try: an earlier one had deleted it and lost its answer.
	const wasOurs = answer.value.tries > 1 && deleted.failure.code === "HARNESS_CONNECTOR_NOT_FOUND";
	return wasOurs ? ok(true) : deleted;
}
