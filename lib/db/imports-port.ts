import type { KnownConnector } from "#lib/domain/import-connector.ts";

export type ImportRepository = {
	/** Live Cost Management connectors (CEAws) of a Harness account for any of these AWS accounts, drafts included. */
	known(harnessAccountRef: string, awsAccountIds: readonly string[]): Promise<readonly KnownConnector[]>;
	/** Whoever bears one of these identifiers in Harness's account scope, of whatever type. */
	named(harnessAccountRef: string, identifiers: readonly string[]): Promise<readonly KnownConnector[]>;
};
