import type { MaintenanceWindow } from "#lib/domain/notification-holds.ts";

export type StoredWindow = MaintenanceWindow & {
	readonly id: string;
	readonly comment: string;
	readonly createdBy: string;
};

export type MaintenanceWindowRepository = {
	/** Those that are not over, the next to begin first; bounded. */
	current(now: Date): Promise<readonly StoredWindow[]>;
	insert(window: StoredWindow): Promise<void>;
	/** Ends it now; null: it is over or unknown. One that has not begun never will. */
	end(id: string, at: Date): Promise<StoredWindow | null>;
};
