import type * as z from "zod/mini";
import { IDENTIFIER } from "#lib/domain/connector-name.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { scopeFields } from "#lib/domain/platform/aws-connector-body.ts";
import type { PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { TypeAnswer } from "./answers.ts";
import { type Ask, dataOf, notAConnector } from "./data-of.ts";
import type { Request } from "./exchange.ts";
import type { HarnessConnectorRecord, HarnessTarget } from "./port.ts";

export const CONNECTORS = "/gateway/ng/api/connectors";
export const ACCOUNT: PlatformScope = { kind: "account" };
/** Harness's largest page. */
const PAGE_SIZE = 1000;
const MAX_PAGES = 200;

type Named = { readonly identifier: string };

/** What the calls about one type of connector have of their own. */
export type ConnectorKind<Connector extends Named> = {
	readonly type: "CEAws" | "Aws";
	readonly answer: z.ZodMiniType<{ data: HarnessConnectorRecord<Connector> }>;
	readonly page: z.ZodMiniType<{
		data: { totalPages: number; content: readonly HarnessConnectorRecord<Connector>[] };
	}>;
	/** Where a connector's own body says that it lies. */
	readonly scopeOf: (connector: Connector) => PlatformScope;
	readonly differences: (existing: Connector, body: Connector) => readonly string[];
	readonly change: (existing: Connector, body: Connector) => Connector;
};

type Call = { readonly signal?: AbortSignal };
type Where = Call & { readonly scope?: PlatformScope };
type Found<Connector> = Promise<Result<HarnessConnectorRecord<Connector>>>;

/** The request that reads one connector of whatever type. */
export function connectorRequest(
	identifier: string,
	scope: PlatformScope = ACCOUNT,
	signal?: AbortSignal,
): Request {
	const path = `${CONNECTORS}/${encodeURIComponent(identifier)}`;
	return {
		method: "GET",
		path,
		query: { ...scopeFields(scope) },
		...(signal && { signal }),
		repeatable: true,
	};
}

export async function getConnectorOf<Connector extends Named>(
	ask: Ask,
	kind: ConnectorKind<Connector>,
	target: HarnessTarget,
	{ identifier, scope, signal }: Where & Named,
): Found<Connector> {
	if (!IDENTIFIER.test(identifier)) return failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" });
	const request = connectorRequest(identifier, scope, signal);
	const answer = dataOf(await ask(target, request, kind.answer));
	if (answer.ok || !answer.failure.detail?.includes("data.connector.type")) return answer;
	const other = await ask(target, request, TypeAnswer);
	if (!other.ok || other.value.data.connector.type === kind.type) return answer;
	const detail = `Harness has a connector of type ${other.value.data.connector.type} by this identifier.`;
	return failed({ code: "HARNESS_CONNECTOR_EXISTS", detail });
}

export async function listConnectorsOf<Connector extends Named>(
	ask: Ask,
	kind: ConnectorKind<Connector>,
	target: HarnessTarget,
	{ scope, signal, filter = {} }: Where & { readonly filter?: Readonly<Record<string, unknown>> },
): Promise<Result<readonly HarnessConnectorRecord<Connector>[]>> {
	const body = { filterType: "Connector", types: [kind.type], ...filter };
	// By identifier: a connector that is saved between two pages moves, and would come twice.
	const found = new Map<string, HarnessConnectorRecord<Connector>>();
	for (let pageIndex = 0; pageIndex < MAX_PAGES; pageIndex++) {
		const pages = { pageIndex: String(pageIndex), pageSize: String(PAGE_SIZE) };
		const query = { ...scopeFields(scope ?? ACCOUNT), ...pages };
		const path = `${CONNECTORS}/listV2`;
		const request: Request = {
			method: "POST",
			path,
			query,
			body,
			...(signal && { signal }),
			repeatable: true,
		};
		const page = notAConnector(dataOf(await ask(target, request, kind.page)));
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

export async function createConnectorOf<Connector extends Named>(
	ask: Ask,
	kind: ConnectorKind<Connector>,
	target: HarnessTarget,
	{ connector, signal }: Call & { readonly connector: Connector },
): Found<Connector> {
	const request = saveRequest("POST", connector, signal);
	const created = dataOf(await ask(target, request, kind.answer));
	if (created.ok || !AMBIGUOUS.includes(created.failure.code)) return created;
	const { identifier } = connector;
	const scope = kind.scopeOf(connector);
	const there = await getConnectorOf(ask, kind, target, { identifier, scope, ...(signal && { signal }) });
	if (!there.ok) return created;
	return kind.differences(there.value.connector, connector).length === 0
		? there
		: failed({ code: "HARNESS_CONNECTOR_EXISTS" });
}

export async function updateConnectorOf<Connector extends Named>(
	ask: Ask,
	kind: ConnectorKind<Connector>,
	target: HarnessTarget,
	{
		connector,
		knownLastModifiedAt,
		signal,
	}: Call & { readonly connector: Connector; readonly knownLastModifiedAt: Date | null },
): Found<Connector> {
	const { identifier } = connector;
	const scope = kind.scopeOf(connector);
	const existing = await getConnectorOf(ask, kind, target, { identifier, scope, ...(signal && { signal }) });
	if (!existing.ok) return existing;
	const { lastModifiedAt } = existing.value;
	if (knownLastModifiedAt !== null && lastModifiedAt !== null && lastModifiedAt > knownLastModifiedAt) {
		return failed({ code: "HARNESS_CONNECTOR_CHANGED" });
	}
	const changed = kind.change(existing.value.connector, connector);
	return dataOf(await ask(target, saveRequest("PUT", changed, signal), kind.answer));
}

/** Where a connector lies stands in its body alone: Harness saves take no scope in the query. */
function saveRequest(method: "POST" | "PUT", connector: Named, signal?: AbortSignal): Request {
	const body = { connector };
	return { method, path: CONNECTORS, body, ...(signal && { signal }), repeatable: method === "PUT" };
}
