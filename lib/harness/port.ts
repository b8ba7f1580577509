import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import type { Result } from "#lib/domain/result.ts";

/** Where and as whom to ask Harness. The key never reaches a log or an error. */
export type HarnessTarget = { readonly baseUrl: string; readonly accountId: string; readonly apiKey: string };
type Call = { readonly signal?: AbortSignal };

export type HarnessConnectorRecord = {
	/** As Harness sent it, unknown fields included: what an update starts from. */
	readonly connector: CeAwsConnector;
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
	deleteConnector(target: HarnessTarget, call: Call & { identifier: string }): Promise<Result<true>>;
	/** A failing test is an answer (ok, status FAILURE), not a failure of the call. */
	testConnector(
		target: HarnessTarget,
		call: Call & { identifier: string },
	): Promise<Result<HarnessConnectorStatus>>;
	/** What the key may do, as Harness's access control says. Where that does not answer, nothing is known. */
	permissions(target: HarnessTarget, call: Call): Promise<Result<HarnessPermissions>>;
	isIdentifierFree(target: HarnessTarget, call: Call & { identifier: string }): Promise<Result<boolean>>;
};
