import type { Partition } from "#lib/domain/partition.ts";

/** A connector that this worker alone looks at until the lease runs out. */
export type ClaimedConnector = {
	readonly connectorId: string;
	readonly partition: Partition;
	/** When every check was made last; null: never since the connector changed. */
	readonly fullAt: Date | null;
};

export type ScheduleRepository = {
	/** The longest due first. A connector that another worker holds is left alone until that lease runs out. */
	claim(call: {
		readonly partitions: readonly Partition[];
		readonly limit: number;
		readonly lease: string;
		readonly leaseSeconds: number;
		readonly now: Date;
	}): Promise<readonly ClaimedConnector[]>;
	/** Gives back what the lease still holds, or only these; the number of rows. Their due time stays. */
	release(lease: string, connectorIds?: readonly string[]): Promise<number>;
	/** Due at once, with every check. A connector that is paused or not registered leaves the schedule. */
	changed(connectorId: string, now: Date): Promise<void>;
	/** How long the longest due connector has waited, and how many are due. */
	dueLag(now: Date): Promise<{ readonly seconds: number; readonly due: number }>;
	/** The database's clock. */
	clock(): Promise<Date>;
};
