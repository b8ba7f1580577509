import type { FailureCode } from "./failures.ts";

/**
 * One act on many connectors. `adopt` takes connectors over from Harness; its subjects are their identifiers there.
 * `register` applies a rollout's plan; its subjects are AWS account ids.
 */
export type OperationAct =
	| BulkAct
	| Plain<"adopt">
	| {
			readonly kind: "register";
			readonly input: { readonly rolloutId: string; readonly planId: string };
	  };
/** What may be done to connectors that are here. */
export type BulkAct =
	| Plain<"check">
	| Plain<"resume">
	| Plain<"offboard">
	| Plain<"decline-template">
	| Plain<"add-proof">
	| { readonly kind: "add-tag"; readonly input: { readonly key: string; readonly value: string } }
	| { readonly kind: "remove-tag"; readonly input: { readonly key: string } }
	| { readonly kind: "pause"; readonly input: { readonly reason: string } };
type Plain<Kind> = { readonly kind: Kind; readonly input: Readonly<Record<string, never>> };
export type OperationKind = OperationAct["kind"];

/** `stopped`: a person ended it; what was not reached by then was skipped. */
export type OperationState = "queued" | "running" | "done" | "stopped";
/** `skipped`: there was nothing to do, or the operation was stopped before. */
export type ItemState = "queued" | "done" | "failed" | "skipped";

export type ItemOutcome = {
	readonly subject: string;
	readonly state: Exclude<ItemState, "queued">;
	/** Why it failed or was skipped; null: it was done, or never reached. */
	readonly code: FailureCode | null;
};
export type ItemCounts = Readonly<Record<ItemState, number>>;

/** An operation as a page shows it; times in epoch milliseconds. */
export type OperationProgress = {
	readonly id: string;
	readonly kind: OperationKind;
	readonly state: OperationState;
	readonly total: number;
	readonly counts: ItemCounts;
	readonly actorName: string;
	readonly createdAt: number;
	readonly finishedAt: number | null;
	/** A page of what failed, by subject. */
	readonly failed: readonly FailedItem[];
	/** The subject to ask the next page of failures with; null: this is the last one. */
	readonly failedNext: string | null;
};
export type FailedItem = {
	readonly subject: string;
	/** The connector's name; null: it has none, or the subject is no connector of ours. */
	readonly name: string | null;
	readonly code: FailureCode;
};

/** How many connectors one operation may be handed by their ids; a filter may match more. */
export const OPERATION_ID_LIMIT = 10_000;

/** Whether nothing more will happen by itself. */
export function isOver({ state }: Pick<OperationProgress, "state">): boolean {
	return state === "done" || state === "stopped";
}
