import type { JsonValue } from "#lib/domain/check.ts";
import type { FailureCode } from "#lib/domain/failures.ts";

/** Changes of trust that wait for another administrator's approval. */
export type TrustChangeRepository = {
	insert(change: NewTrustChange): Promise<void>;
	/** Newest first. */
	list(limit: number): Promise<readonly TrustChange[]>;
	/** Not yet decided and not expired. */
	countWaiting(now: Date): Promise<number>;
	find(id: string): Promise<TrustChange | null>;
	/** What the action would be given. Null: it is decided, and forgotten. */
	input(id: string): Promise<JsonValue | null>;
	/** Takes a change that waits; false when somebody else decided it before. Its input stays while it runs. */
	decide(id: string, decision: TrustDecision): Promise<boolean>;
	/** How a run ended. `secret`: for whoever asked for the change, to fetch once. */
	finish(id: string, end: TrustChangeEnd): Promise<void>;
	/** Null: there is none, or it was fetched before. */
	takeSecret(id: string): Promise<TrustSecret | null>;
	/** What was sealed goes with its time; the rest goes 90 days later. */
	forgetExpired(now: Date): Promise<void>;
};

export type TrustChangeState = "waiting" | "running" | "done" | "failed" | "refused" | "withdrawn";

export type TrustChange = {
	readonly id: string;
	/** An action's name in lib/auth/access.ts. */
	readonly action: string;
	/** Lines for people. */
	readonly what: readonly string[];
	readonly requestedBy: { readonly id: string; readonly name: string };
	readonly requestedAt: Date;
	readonly expiresAt: Date;
	readonly state: TrustChangeState;
	readonly decidedByName: string | null;
	readonly decidedAt: Date | null;
	readonly failureCode: FailureCode | null;
	/** A secret waits for whoever asked. */
	readonly hasSecret: boolean;
};

export type NewTrustChange = Pick<
	TrustChange,
	"id" | "action" | "what" | "requestedBy" | "requestedAt" | "expiresAt"
> & { readonly input: JsonValue };

export type TrustDecision = {
	readonly to: "running" | "refused" | "withdrawn";
	readonly by: string;
	readonly at: Date;
};
export type TrustSecret = { readonly label: string; readonly value: string };
export type TrustChangeEnd = {
	readonly failureCode: FailureCode | null;
	readonly secret: TrustSecret | null;
};

/** What administrators are told of. */
export type TrustNoticeRepository = {
	insert(notice: TrustNotice): Promise<void>;
	find(id: string): Promise<TrustNotice | null>;
	/** Since then, not dismissed by this person; newest first. */
	listFor(
		personId: string,
		page: { readonly since: Date; readonly limit: number },
	): Promise<readonly TrustNotice[]>;
	/** Those up to this one, all at once. */
	dismiss(personId: string, upTo: Date): Promise<void>;
	/** Ids of those who got the e-mail. */
	mailedTo(id: string): Promise<readonly string[]>;
	markMailed(id: string, personId: string): Promise<void>;
	deleteOlderThan(at: Date): Promise<void>;
};

export type TrustNotice = {
	readonly id: string;
	/** As in the audit event of the same act. */
	readonly action: string;
	readonly subject: string;
	readonly details: Readonly<Record<string, unknown>>;
	readonly actor: { readonly id: string; readonly name: string };
	readonly at: Date;
};
