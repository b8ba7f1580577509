/** Whom a sweep of Harness's list is about. */
export type HarnessSweepRepository = {
	/** Harness accounts for which a key is stored. */
	accounts(): Promise<readonly string[]>;
	/** Registered connectors of one account that are neither paused nor being offboarded, by id. */
	page(
		harnessAccountRef: string,
		page: { readonly after: string; readonly limit: number },
	): Promise<readonly HarnessSweepConnector[]>;
};
export type HarnessSweepConnector = {
	readonly connectorId: string;
	/** When Harness was last asked to test it by itself; null: never. */
	readonly harnessTestAt: Date | null;
};
