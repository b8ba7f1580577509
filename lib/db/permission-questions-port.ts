import type { FailureCode } from "#lib/domain/failures.ts";
import type { PermissionQuestion, TaskAnswer } from "#lib/domain/permission-question.ts";

export type NewPermissionQuestion = Pick<
	PermissionQuestion,
	"id" | "connectorId" | "choice" | "requestedBy" | "requestedAt"
>;
export type PermissionAnswer = {
	readonly answers: readonly TaskAnswer[] | null;
	readonly code: FailureCode | null;
	readonly at: Date;
};

export type PermissionQuestionRepository = {
	/** Null: another one about this connector is open. */
	insert(question: NewPermissionQuestion): Promise<PermissionQuestion | null>;
	/** Ends those about a connector that are open and were asked before. */
	giveUp(connectorId: string, when: { readonly before: Date; readonly at: Date }): Promise<void>;
	find(id: string): Promise<PermissionQuestion | null>;
	/** The newest one about a connector. */
	latest(connectorId: string): Promise<PermissionQuestion | null>;
	start(id: string): Promise<void>;
	/** What is done stays as it was answered. */
	finish(id: string, answer: PermissionAnswer): Promise<void>;
	/** How many were removed, at most `limit`. */
	prune(before: Date, limit: number): Promise<number>;
};
