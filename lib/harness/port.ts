import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import type { AwsConnector } from "#lib/domain/platform/aws-connector-body.ts";
import type { PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import type { Result } from "#lib/domain/result.ts";

/** Where and as whom to ask Harness. The key never reaches a log or an error. */
export type HarnessTarget = { readonly baseUrl: string; readonly accountId: string; readonly apiKey: string };
type Call = { readonly signal?: AbortSignal };
/** Where in Harness the thing lies; the account where nothing is said. */
type Scoped = { readonly scope?: PlatformScope };

export type HarnessConnectorRecord<Connector = CeAwsConnector> = {
	/** As Harness sent it, unknown fields included: what an update starts from. */
	readonly connector: Connector;
	readonly createdAt: Date | null;
	readonly lastModifiedAt: Date | null;
	readonly status: HarnessConnectorStatus | null;
};
export type HarnessConnectorStatus = {
	readonly status: "SUCCESS" | "FAILURE" | "PARTIAL" | "UNKNOWN" | "PENDING";
	readonly errorSummary: string | null;
	readonly errors: readonly {
		readonly reason: string;
		readonly message: string;
		readonly code: number | null;
	}[];
	readonly testedAt: Date | null;
	readonly lastConnectedAt: Date | null;
};
export type HarnessConnectionDetail = {
	readonly externalId: string;
	readonly harnessAwsAccountId: string;
	readonly templateUrl: string;
	readonly launchUrl: string;
};
/** What the key's owner may do with connectors of the whole account. */
export type HarnessPermissions = { readonly mayView: boolean; readonly mayEdit: boolean };
export type ConnectorFilter = { readonly awsAccountId?: string; readonly feature?: string };

/** What Harness tells of a secret: never its value. */
export type HarnessSecret = {
	readonly name: string;
	readonly identifier: string;
	/** SecretText, SecretFile, … */
	readonly type: string;
	/** Both null: it lies in the account. */
	readonly orgId: string | null;
	readonly projectId: string | null;
};
export type HarnessSecrets = { readonly secrets: readonly HarnessSecret[]; readonly hasMore: boolean };
export type HarnessDelegate = {
	readonly name: string;
	readonly type: string;
	readonly tags: readonly string[];
	readonly isConnected: boolean;
	/** Null: it never connected. */
	readonly lastHeartbeatAt: Date | null;
};

export type Harness = {
	connectionDetail(
		target: HarnessTarget,
		call: Call & { isGovCloud: boolean },
	): Promise<Result<HarnessConnectionDetail>>;
	/** All pages, at most 1,000 a page. */
	listConnectors(
		target: HarnessTarget,
		call: Call & { filter: ConnectorFilter },
	): Promise<Result<readonly HarnessConnectorRecord[]>>;
	getConnector(
		target: HarnessTarget,
		call: Call & { identifier: string },
	): Promise<Result<HarnessConnectorRecord>>;
	createConnector(
		target: HarnessTarget,
		call: Call & { connector: CeAwsConnector },
	): Promise<Result<HarnessConnectorRecord>>;
	/**
	 * Reads, changes what we own, keeps what we do not know, writes.
	 * Refused with HARNESS_CONNECTOR_CHANGED when Harness's lastModifiedAt is newer than `knownLastModifiedAt`.
	 */
	updateConnector(
		target: HarnessTarget,
		call: Call & { connector: CeAwsConnector; knownLastModifiedAt: Date | null },
	): Promise<Result<HarnessConnectorRecord>>;
	/** Of whatever type. */
	deleteConnector(target: HarnessTarget, call: Call & Scoped & { identifier: string }): Promise<Result<true>>;
	/** Of whatever type. A failing test is an answer (ok, status FAILURE), not a failure of the call. */
	testConnector(
		target: HarnessTarget,
		call: Call & Scoped & { identifier: string },
	): Promise<Result<HarnessConnectorStatus>>;
	/** Those of type Aws that lie right here; all pages. */
	listAwsConnectors(
		target: HarnessTarget,
		call: Call & Scoped,
	): Promise<Result<readonly HarnessConnectorRecord<AwsConnector>[]>>;
	/** HARNESS_CONNECTOR_EXISTS: the identifier belongs to a connector of another type. */
	getAwsConnector(
		target: HarnessTarget,
		call: Call & Scoped & { identifier: string },
	): Promise<Result<HarnessConnectorRecord<AwsConnector>>>;
	/** At the scope that the connector names. */
	createAwsConnector(
		target: HarnessTarget,
		call: Call & { connector: AwsConnector },
	): Promise<Result<HarnessConnectorRecord<AwsConnector>>>;
	/** Like `updateConnector`, at the scope that the connector names. */
	updateAwsConnector(
		target: HarnessTarget,
		call: Call & { connector: AwsConnector; knownLastModifiedAt: Date | null },
	): Promise<Result<HarnessConnectorRecord<AwsConnector>>>;
	/** One page of the text secrets that a connector of this scope may name. Never a value. */
	listSecrets(
		target: HarnessTarget,
		call: Call & Scoped & { search: string; page: number },
	): Promise<Result<HarnessSecrets>>;
	/** The delegates that were installed right here. */
	listDelegates(target: HarnessTarget, call: Call & Scoped): Promise<Result<readonly HarnessDelegate[]>>;
	/** What the key may do, as Harness's access control says. Where that does not answer, nothing is known. */
	permissions(target: HarnessTarget, call: Call): Promise<Result<HarnessPermissions>>;
	isIdentifierFree(
		target: HarnessTarget,
		call: Call & Scoped & { identifier: string },
	): Promise<Result<boolean>>;
};
