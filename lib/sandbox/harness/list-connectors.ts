import * as z from "zod/mini";
import { errorReply, type Reply, success } from "./replies.ts";
import type { SandboxConnector, StoredConnector } from "./state.ts";

const texts = z.optional(z.nullable(z.array(z.string())));
const optionalText = z.optional(z.nullable(z.string()));
const Filter = z.looseObject({
	filterType: z.literal("Connector"),
	connectorNames: texts,
	connectorIdentifiers: texts,
	description: optionalText,
	types: texts,
	categories: texts,
	connectivityStatuses: texts,
	tags: z.optional(z.nullable(z.record(z.string(), z.string()))),
	ccmConnectorFilter: z.optional(
		z.nullable(
			z.looseObject({
				featuresEnabled: texts,
				featuresDisabled: texts,
				awsAccountId: optionalText,
				awsAccountIds: texts,
			}),
		),
	),
});
type Filter = z.infer<typeof Filter>;

/** What Harness answers of a stored connector. */
export function responseOf(stored: StoredConnector): unknown {
	const { connector, createdAt, lastModifiedAt, test, lastConnectedAt } = stored;
	const status = test && {
		...test,
		errors: test.errors ?? [],
		lastTestedAt: 0,
		lastConnectedAt: lastConnectedAt ?? 0,
		lastAlertSent: null,
	};
	return {
		connector: { orgIdentifier: null, projectIdentifier: null, ...connector },
		createdAt,
		lastModifiedAt,
		status,
		activityDetails: { lastActivityTime: lastModifiedAt },
		harnessManaged: false,
		gitDetails: null,
		entityValidityDetails: { valid: true, invalidYaml: null },
		governanceMetadata: null,
		isFavorite: false,
	};
}

/** POST listV2: newest change first, filters joined by "and". */
export function listV2(stored: readonly StoredConnector[], query: URLSearchParams, body: unknown): Reply {
	const parsed = z.safeParse(Filter, body ?? { filterType: "Connector" });
	const pageIndex = Number(query.get("pageIndex") ?? 0);
	const pageSize = Number(query.get("pageSize") ?? 100);
	const isPage = Number.isInteger(pageIndex) && pageIndex >= 0 && Number.isInteger(pageSize) && pageSize > 0;
	if (!parsed.success || !isPage || pageSize > 1000) {
		return errorReply(400, "INVALID_REQUEST", "Invalid request: the filter or the page is not valid");
	}
	const search = query.get("searchTerm")?.toLowerCase() ?? "";
	const found = stored
		.filter((one) => matches(one, parsed.data) && isFound(one, search))
		.toSorted((a, b) => b.lastModifiedAt - a.lastModifiedAt);
	const content = found.slice(pageIndex * pageSize, (pageIndex + 1) * pageSize).map(responseOf);
	return success({
		totalPages: Math.ceil(found.length / pageSize),
		totalItems: found.length,
		pageItemCount: content.length,
		pageSize,
		content,
		pageIndex,
		empty: content.length === 0,
		pageToken: null,
	});
}

function isFound({ connector }: StoredConnector, search: string): boolean {
	return `${connector.name}\n${connector.identifier}`.toLowerCase().includes(search);
}

function matches({ connector, test }: StoredConnector, filter: Filter): boolean {
	const tags = new Map(Object.entries(connector.tags ?? {}));
	return (
		among(filter.connectorNames, connector.name) &&
		among(filter.connectorIdentifiers, connector.identifier) &&
		(connector.description ?? "").includes(filter.description ?? "") &&
		among(filter.types, connector.type) &&
		among(filter.categories, connector.type === "CEAws" ? "CLOUD_COST" : "CLOUD_PROVIDER") &&
		among(filter.connectivityStatuses, test?.status ?? "UNKNOWN") &&
		Object.entries(filter.tags ?? {}).every(([key, value]) => tags.get(key) === value) &&
		matchesCosts(connector, filter.ccmConnectorFilter)
	);
}

/** What a cost connector alone has; another type matches nothing of it. */
function matchesCosts(connector: SandboxConnector, ccm: Filter["ccmConnectorFilter"]): boolean {
	const { featuresEnabled = [], awsAccountId = "" } = connector.type === "CEAws" ? connector.spec : {};
	return (
		(!ccm?.featuresEnabled?.length || ccm.featuresEnabled.some((name) => featuresEnabled.includes(name))) &&
		!(ccm?.featuresDisabled ?? []).some((feature) => featuresEnabled.includes(feature)) &&
		(!ccm?.awsAccountId || ccm.awsAccountId === awsAccountId) &&
		among(ccm?.awsAccountIds, awsAccountId ?? "")
	);
}

/** An empty or missing list filters nothing. */
function among(wanted: readonly string[] | null | undefined, value: string): boolean {
	return !wanted || wanted.length === 0 || wanted.includes(value);
}
