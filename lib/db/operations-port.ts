import type {
	FailedItem,
	ItemCounts,
	ItemOutcome,
	OperationAct,
	OperationState,
} from "#lib/domain/operation.ts";

export type Operation = OperationAct & {
	readonly id: string;
	readonly state: OperationState;
	readonly total: number;
	/** Who started it: every act of it is theirs. */
	readonly actor: { readonly id: string; readonly name: string };
	readonly createdAt: Date;
	readonly finishedAt: Date | null;
};

export type OperationRepository = {
	insert(operation: OperationAct & Pick<Operation, "id" | "actor" | "createdAt">): Promise<void>;
	/** Adds what it is about and counts it; what is there already is left alone. */
	addItems(id: string, subjects: readonly string[]): Promise<void>;
	find(id: string): Promise<Operation | null>;
	/** Newest first; `after` is the last one of the page before. */
	list(page: {
		readonly after: Pick<Operation, "id" | "createdAt"> | null;
		readonly limit: number;
		/** Only what this one started. */
		readonly actorId?: string;
	}): Promise<readonly Operation[]>;
	/** Neither done nor stopped, oldest first. */
	unfinished(limit: number): Promise<readonly string[]>;
	counts(id: string): Promise<ItemCounts>;
	failedItems(id: string, page: { after: string; limit: number }): Promise<readonly FailedItem[]>;
	/** What was not reached yet, by subject. */
	nextItems(id: string, page: { after: string; limit: number }): Promise<readonly string[]>;
	/** What is done stays done, even when the operation was stopped in the meantime. */
	finishItems(id: string, outcomes: readonly ItemOutcome[]): Promise<void>;
	/** The connectors of what was not reached yet fall due at once, with every check. */
	makeDue(id: string, now: Date): Promise<void>;
	/** What was not reached yet and is on no schedule: drafts, what is paused, what is gone. */
	unscheduledItems(id: string, page: { after: string; limit: number }): Promise<readonly string[]>;
	/** Those whose connector was verified since `since` are done; how many they were. */
	finishVerified(id: string, since: Date): Promise<number>;
	/** Everything that was not reached ends in one way. */
	finishRest(id: string, outcome: Omit<ItemOutcome, "subject">): Promise<void>;
	/** False when it is over already. */
	setState(id: string, state: OperationState, at: Date): Promise<boolean>;
};
