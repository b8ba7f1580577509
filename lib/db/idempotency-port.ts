import type { JsonValue } from "#lib/domain/check.ts";

/** What a write was answered, so that its repetition gets the same. */
export type KeptAnswer = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: JsonValue;
};

export type IdempotentRequest = {
	readonly actorId: string;
	/** The Idempotency-Key as it was sent. */
	readonly key: string;
	/** Hex SHA-256 of method, path and body. */
	readonly requestHash: string;
};

/** `begun`: it is the caller's to do now. */
export type Begun =
	| { readonly state: "begun" }
	| { readonly state: "other-request" }
	| { readonly state: "running" }
	| { readonly state: "answered"; readonly answer: KeptAnswer };

export type IdempotencyRepository = {
	/** What is older than `forgottenBefore` counts for nothing; what began before `givenUpBefore` has no answer any more. */
	begin(
		request: IdempotentRequest,
		times: { readonly now: Date; readonly forgottenBefore: Date; readonly givenUpBefore: Date },
	): Promise<Begun>;
	/** Keeps the answer, sealed: it may hold a secret that is shown once. */
	finish(request: IdempotentRequest, answer: KeptAnswer, at: Date): Promise<void>;
	/** Nothing came of it: the next one with that key begins anew. */
	forget(request: IdempotentRequest): Promise<void>;
	/** How many were removed, at most `limit`. */
	prune(before: Date, limit: number): Promise<number>;
};
