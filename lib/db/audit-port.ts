import type { Scope } from "#lib/domain/access.ts";
import type { ChainFacts, ChainFault, ChainLink } from "#lib/domain/audit-chain.ts";
import type { AuditFilter } from "#lib/domain/audit-query.ts";
import type { AuditActor, AuditEvent, AuditOutcome } from "./port.ts";

export type NewAuditEvent = {
	readonly actor: AuditActor;
	readonly action: string;
	readonly subject: string;
	readonly at: Date;
	readonly details: Readonly<Record<string, unknown>>;
	/** `done` where nothing is said. */
	readonly outcome?: AuditOutcome;
};

/** An entry as it is kept. */
export type AuditEntry = Omit<ChainFacts, "seq" | "actorKind" | "outcome"> & {
	readonly id: string;
	/** Its place in the chain; null: older than the chain. */
	readonly seq: number | null;
	readonly hash: string | null;
	readonly actorKind: AuditActor["kind"];
	readonly outcome: AuditOutcome;
	/** Of a connector: its name as it is now. */
	readonly subjectName: string | null;
};
export type ChainedEntry = ChainFacts & { readonly hash: string | null };

export type AuditRepository = {
	/** Within a transaction it is written, and linked into the chain, at the transaction's end. */
	append(event: NewAuditEvent): Promise<void>;
	/** Newest first. */
	list(subject: string, limit: number): Promise<readonly AuditEvent[]>;
	/** Newest first. Of a limited scope: only what is about connectors within it. `before`: the last id of the page before. */
	search(
		filter: AuditFilter,
		page: { readonly scope: Scope; readonly before?: string; readonly limit: number },
	): Promise<readonly AuditEntry[]>;
	/** Every action that was ever written, by name. */
	actions(): Promise<readonly string[]>;
	/** Whether this actor has such an entry since then. */
	hasSince(actorId: string, action: string, subject: string, since: Date): Promise<boolean>;
};

export type AuditVerification = {
	readonly at: Date;
	/** The last entry that was proved; where it is broken: the place. */
	readonly seq: number;
	/** Null: intact. */
	readonly fault: ChainFault | null;
};

/** The chain as whoever verifies or exports it sees it. */
export type AuditChainRepository = {
	/** Null: the row is gone, which nothing of ours does. */
	head(): Promise<ChainLink | null>;
	/** In order of the chain. */
	entries(after: number, limit: number): Promise<readonly ChainedEntry[]>;
	/** Entries without a place: from before the chain, and added past it since. */
	unchained(): Promise<{ readonly older: number; readonly outside: number }>;
	addCheckpoint(link: ChainLink, at: Date): Promise<void>;
	/** In order of the chain. */
	checkpoints(after: number, limit: number): Promise<readonly ChainLink[]>;
	verification(): Promise<AuditVerification | null>;
	saveVerification(verification: AuditVerification): Promise<void>;
};

/** The webhook that gets every entry. */
export type AuditStream = {
	readonly version: number;
	readonly isEnabled: boolean;
	/** What of its URL may be shown. */
	readonly targetLabel: string;
	/** The last entry that arrived. */
	readonly sentSeq: number;
	/** Failed tries since something last arrived. */
	readonly attempts: number;
	readonly nextAttemptAt: Date;
	readonly lastStatus: string | null;
	readonly lastSentAt: Date | null;
};
export type AuditStreamTarget = { readonly url: string; readonly secret: string };

export type AuditStreamRepository = {
	find(): Promise<AuditStream | null>;
	/** The decrypted target: for the notify adapter only. */
	target(): Promise<AuditStreamTarget | null>;
	/** `version` null: there is none yet. Without `target` the stored one stays. Null when somebody else saved first. */
	save(
		version: number | null,
		change: {
			readonly isEnabled: boolean;
			readonly at: Date;
			readonly target?: AuditStreamTarget & { readonly label: string };
		},
	): Promise<AuditStream | null>;
	/**
	 * Takes the stream for one worker when there is something to send and it is time; the next try is put off until
	 * `claimedUntil`, so that a worker that dies gives it back.
	 */
	claim(times: { readonly now: Date; readonly claimedUntil: Date }): Promise<AuditStream | null>;
	/** Entries up to `seq` arrived. */
	sent(seq: number, at: Date, status: string): Promise<void>;
	failed(nextAttemptAt: Date, status: string): Promise<void>;
};
