import type { PlatformScope } from "#lib/domain/platform/platform-settings.ts";

/** Whom a sweep of Harness's list is about. */
export type HarnessSweepRepository = {
	/** Harness accounts for which a key is stored. */
	accounts(): Promise<readonly string[]>;
	/** Where in Harness such connectors of type Aws lie, each scope once, in a fixed order. */
	scopes(harnessAccountRef: string): Promise<readonly PlatformScope[]>;
	/** Registered connectors of one account that Harness has and that are neither paused nor being offboarded, by id. */
	page(
		harnessAccountRef: string,
		page: { readonly after: string; readonly limit: number },
	): Promise<readonly HarnessSweepConnector[]>;
	/** Harness is asked to test the connector now, whatever comes of it. */
	noteTest(connectorId: string, at: Date): Promise<void>;
};
export type HarnessSweepConnector = {
	readonly connectorId: string;
	/** When Harness was last asked to test it by itself; null: never. */
	readonly harnessTestAt: Date | null;
};
