/** Counts over all connectors, and the pruning of what is old. Everything is bounded and may be repeated. */
export type FleetRepository = {
	/** Counts connectors by state, evidence past its limit as unknown. */
	snapshot(at: Date): Promise<void>;
	/**
	 * Turns at most `limit` raw results from before the day of `before` into daily counts and deletes them, in one
	 * transaction; how many. 0: nothing is left.
	 */
	pruneResults(before: Date, limit: number): Promise<number>;
	/** Finished runs that were asked for before; how many. */
	pruneRuns(before: Date, limit: number): Promise<number>;
	pruneMinutes(before: Date): Promise<number>;
	/** Handled changes only. */
	pruneChanges(before: Date, limit: number): Promise<number>;
};
