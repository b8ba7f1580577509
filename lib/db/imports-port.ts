import type { KnownConnector } from "#lib/domain/import-connector.ts";

export type ImportRepository = {
	/** Live connectors of a Harness account for any of these AWS accounts, drafts included. */
	known(harnessAccountRef: string, awsAccountIds: readonly string[]): Promise<readonly KnownConnector[]>;
	/** The same by any of these identifiers. */
	named(harnessAccountRef: string, identifiers: readonly string[]): Promise<readonly KnownConnector[]>;
};
