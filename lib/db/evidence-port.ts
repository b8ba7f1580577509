import type { CheckId, CheckResult } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { HealthState } from "#lib/domain/health.ts";

/** Everything that a verification starts from, as it is stored. */
export type KnownEvidence = {
	readonly connector: Connector;
	/** Results of an earlier version of the connector are about other facts and count for nothing. */
	readonly evidenceVersion: number;
	/** The newest result of each check about the connector as it is now. */
	readonly latest: readonly CheckResult[];
	readonly passed: ReadonlyMap<CheckId, PassedTimes>;
	/** What was decided last; null: never. */
	readonly health: { readonly state: HealthState; readonly since: Date } | null;
};
export type PassedTimes = { readonly first: Date | null; readonly last: Date | null };

/** What one verification found, and what is to be made of it. */
export type EvidenceWrite = {
	readonly connectorId: string;
	/** The connector's version that was looked at; older than its evidence, the results are history only. */
	readonly connectorVersion: number;
	/** Any id that names the run in the history. */
	readonly runId: string;
	/** By which the schedule's row was claimed; is it another's by now, the whole write is dropped. Null: not claimed. */
	readonly lease: string | null;
	/** Go to the history and, where newer than what is known, to the newest results. */
	readonly results: readonly CheckResult[];
	/** Could not tell for reasons outside the account: go to the history and replace nothing. */
	readonly undecided?: readonly CheckResult[];
	/** Facts about the connector that were read on the way. */
	readonly facts?: {
		readonly roleFoundAt?: Date;
		readonly trustPolicyHash?: string;
		readonly templateVersion?: number | null;
	};
	/**
	 * The verification is complete: health is decided anew, from what is then stored, and with it the day, the next
	 * due time and, where the state is another, a change. Null: more results of the same run will follow.
	 */
	readonly evaluate: {
		readonly now: Date;
		/** Vendor mode: `trust-policy` may be skipped. */
		readonly isVendorMode: boolean;
		/** How long the verification took; null: it is not counted among the verification times. */
		readonly durationMs: number | null;
		/** 0 ≤ random < 1: spreads the due times. */
		readonly random: number;
		/** Every check was made: the next full verification is counted from here. */
		readonly fullAt?: Date;
		/** Harness was asked to test the connector by itself. */
		readonly harnessTestAt?: Date;
		/** True: this is not the role's own verification, so the due time stays as it is. */
		readonly keepsSchedule?: boolean;
	} | null;
};

export type WrittenEvidence = {
	readonly connectorId: string;
	/** The lease was another's, or the connector is gone: nothing was stored. */
	readonly isDropped: boolean;
	readonly from: HealthState | null;
	/** The decided state; null when nothing was decided. */
	readonly state: HealthState | null;
};

export type EvidenceRepository = {
	/** In a few queries, however many; ids that do not exist are missing in the answer. */
	load(ids: readonly string[]): Promise<ReadonlyMap<string, KnownEvidence>>;
	/**
	 * All in one transaction, in a few statements, in the order of the ids, so that two writers never lock each
	 * other out. Written again with the same lease it changes nothing.
	 * `maxClockSkewMs`: drops what was evaluated by a clock that differs from the database's by more.
	 */
	write(
		batch: readonly EvidenceWrite[],
		options?: { readonly maxClockSkewMs?: number },
	): Promise<readonly WrittenEvidence[]>;
};
