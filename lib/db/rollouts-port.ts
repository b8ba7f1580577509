import type { AccountId } from "#lib/domain/account-id.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { RolloutProblem } from "#lib/domain/rollout/account-problem.ts";
import type { WaveProgress } from "#lib/domain/rollout/waves.ts";
import type {
	AccountState,
	Coverage,
	CoverageStage,
	OrganizationUnit,
	PlanAction,
	PlanRow,
	Rollout,
	RolloutAccount,
	RolloutChange,
	RolloutPlan,
	StackInstance,
} from "#lib/domain/rollout.ts";
import type { ConnectorChange, NewConnector } from "./port.ts";

export type NewRollout = Pick<
	Rollout,
	| "id"
	| "kind"
	| "harnessAccountRef"
	| "partition"
	| "name"
	| "naming"
	| "verifierExternalId"
	| "createdByName"
>;

/** What a person changes. */
export type RolloutEdit = Partial<
	Pick<Rollout, "name" | "managementAccountId" | "partition" | "naming" | "features" | "launch" | "status">
> & { readonly launchedAt?: Date | null; readonly endedAt?: Date | null };

/** What the worker finds; never bumps `version`. */
export type RolloutFacts = Partial<
	Pick<Rollout, "organization" | "stackSet" | "reconciledAt" | "reconcileFailure" | "readerFoundAt">
> & {
	/** Somebody has the page open: AWS is looked at within seconds. */
	readonly watchedAt?: Date;
};

/** An account as AWS Organizations, or a person's list, names it now. */
export type SeenAccount = {
	readonly accountId: AccountId;
	readonly name: string;
	readonly unitId: string | null;
	/** Null: they were not read this time, and what is stored stays. */
	readonly tags: Readonly<Record<string, string>> | null;
	readonly state: AccountState;
	readonly isManagement: boolean;
	readonly wave: number | null;
};

/** A connector that a rollout brings, with every step filled in. */
export type EnrolledConnector = {
	readonly accountId: AccountId;
	readonly connector: NewConnector;
	/** Column values as `ConnectorChange` has them. */
	readonly change: ConnectorChange;
	readonly launchedAt: Date;
};

/** Which accounts of a rollout a page or an export asks for. */
export type RolloutAccountFilter = {
	readonly unitId?: string;
	/** Those that have come so far and no further. */
	readonly stage?: CoverageStage;
	readonly problem?: string;
	/** Part of the name, or of the account ID. */
	readonly text?: string;
	readonly hasLeft?: boolean;
};

/** One account with all that is known of it: what pages, plans and exports read. */
export type RolloutAccountRow = RolloutAccount & {
	readonly stage: CoverageStage | null;
	/** The cause in the way, as `accountProblem` names it; null: none. */
	readonly problem: RolloutProblem | null;
	readonly connector: RolloutConnector | null;
};
export type RolloutConnector = {
	readonly id: string;
	readonly version: number;
	readonly name: string | null;
	readonly identifier: string | null;
	readonly status: "draft" | "registered" | "offboarded";
	readonly state: string;
	readonly stateSince: Date | null;
	readonly stateCode: FailureCode | null;
	readonly stateObserved: string | null;
	readonly roleFoundAt: Date | null;
	/** The four trust checks have passed and are young enough. */
	readonly isVerified: boolean;
	/** The rollout that brought it; another's or none: it was adopted. */
	readonly rolloutId: string | null;
};
export type ProblemGroup = {
	readonly problem: RolloutProblem;
	readonly count: number;
	/** At most ten, by id. */
	readonly examples: readonly { readonly accountId: string; readonly name: string }[];
};
export type UnitCoverage = {
	readonly unit: OrganizationUnit | null;
	readonly coverage: Coverage;
	readonly problems: number;
};

export type RolloutRepository = {
	insert(rollout: NewRollout): Promise<Rollout>;
	find(id: string): Promise<Rollout | null>;
	/** Newest first. */
	list(page: {
		readonly after?: { readonly createdAt: Date; readonly id: string };
		readonly limit: number;
	}): Promise<readonly Rollout[]>;
	/** Null when somebody else saved first. */
	save(id: string, version: number, edit: RolloutEdit): Promise<Rollout | null>;
	observe(id: string, facts: RolloutFacts): Promise<void>;
	/** Whether it is still set up for this management account; nobody saves it then until the transaction ends. */
	holdDraft(id: string, managementAccountId: AccountId | null): Promise<boolean>;
	saveDraft(id: string, step: string, values: JsonValue | null): Promise<void>;
	drafts(id: string): Promise<Readonly<Record<string, JsonValue>>>;
	/** Only of a rollout that was never launched; its accounts go with it. */
	delete(id: string): Promise<boolean>;

	/** At most one worker holds one at a time; a lease that ran out is anybody's. */
	claimDue(claim: {
		readonly now: Date;
		readonly lease: string;
		readonly leasedUntil: Date;
	}): Promise<string | null>;
	/** False when the lease is another's by now. Whoever made it due meanwhile is not put off. */
	release(
		id: string,
		lease: string,
		next: { readonly at: Date; readonly dueAt: Date | null },
	): Promise<boolean>;
	makeDue(id: string, at: Date): Promise<void>;
	/** Launched organizations that AWS showed once, and not any more since then. */
	countUnread(since: Date): Promise<number>;

	/** Puts the units in place of what was there. */
	replaceUnits(id: string, units: readonly OrganizationUnit[]): Promise<void>;
	units(id: string): Promise<readonly OrganizationUnit[]>;
	/**
	 * Writes what was seen. With `isComplete` accounts that are missing have left. The changes are written and
	 * given back: joined, left, returned, moved, state changed; the first time of all nothing counts as joined.
	 */
	seeAccounts(
		id: string,
		seen: readonly SeenAccount[],
		when: { readonly at: Date; readonly isComplete: boolean },
	): Promise<readonly RolloutChange[]>;
	/** What the stack set's instances say, by account; whom it does not name has none. */
	seeInstances(id: string, instances: ReadonlyMap<string, StackInstance>): Promise<void>;
	/** Accounts whose tags were never read, by id. */
	untagged(id: string, limit: number): Promise<readonly AccountId[]>;
	/** What the tags of these accounts are. */
	setTags(id: string, tagsOf: ReadonlyMap<string, Readonly<Record<string, string>>>): Promise<void>;
	/** Accounts that are still there and have no connector, by id. */
	unenrolled(
		id: string,
		page: { readonly after?: string; readonly limit: number },
	): Promise<readonly RolloutAccount[]>;
	/** One account as it is stored; null: the rollout has none of that number. */
	account(id: string, accountId: string): Promise<RolloutAccount | null>;
	/**
	 * The rollout's own connectors, never registered, that are watched although their account has left or the rollout
	 * has ended, or are not although neither is so.
	 */
	draftsToSettle(
		id: string,
		limit: number,
	): Promise<readonly { readonly connectorId: string; readonly version: number; readonly isOver: boolean }[]>;
	/**
	 * Accounts tied to a connector that neither this rollout nor another running one brought, although its role has
	 * the name that the stack set gives: it may be the stack set's own by now. Those whose stack is there, or all where
	 * nobody can look (`isBlind`). Which come first changes with `turn`, so that nobody waits behind the same others.
	 */
	tiedElsewhere(
		id: string,
		page: { readonly isBlind: boolean; readonly turn: string; readonly limit: number },
	): Promise<readonly { readonly connectorId: string; readonly accountId: AccountId }[]>;
	/** The rollout's own connectors of members that need no report, by id. */
	uncovered(
		id: string,
		limit: number,
	): Promise<
		readonly { readonly connectorId: string; readonly accountId: AccountId; readonly version: number }[]
	>;
	/** The rollout over the same organization, for the same Harness account, that ended last; null: there is none. */
	predecessor(id: string): Promise<Rollout | null>;
	/** Each gets the other's base; no connector's own ID changes. */
	swapExternalIds(id: string, otherId: string): Promise<void>;
	/** The wave of each account anew, after waves were changed. */
	setWaves(id: string, waveOf: ReadonlyMap<string, number | null>): Promise<void>;
	/** Newest first. */
	changes(
		id: string,
		page: { readonly before?: { readonly at: Date; readonly index: string }; readonly limit: number },
	): Promise<readonly (RolloutChange & { readonly index: string })[]>;

	/**
	 * Makes connectors for accounts that have none, in one transaction, and puts them on the schedule. An account
	 * that is registered here already is tied to its connector, and so is one with a draft of a rollout that ended.
	 * Whom the database refuses gets an `enrolCode`.
	 */
	enrol(
		id: string,
		connectors: readonly EnrolledConnector[],
	): Promise<{ readonly made: number; readonly adopted: number }>;

	/** By account id. */
	accounts(
		id: string,
		filter: RolloutAccountFilter,
		page: { readonly after?: string; readonly limit: number; readonly now: Date },
	): Promise<readonly RolloutAccountRow[]>;
	countAccounts(id: string, filter: RolloutAccountFilter, now: Date): Promise<number>;
	/** In total and per unit, those with the most problems first; accounts that left are not counted. */
	coverage(
		id: string,
		now: Date,
	): Promise<{ readonly total: Coverage; readonly units: readonly UnitCoverage[] }>;
	/** How the accounts of one wave stand, counted; accounts that left are not. */
	waveProgress(id: string, wave: number, now: Date): Promise<WaveProgress>;
	/** The largest first, at most 50. */
	problems(id: string, now: Date): Promise<readonly ProblemGroup[]>;
};

export type RolloutPlanRepository = {
	insert(
		plan: Pick<RolloutPlan, "id" | "rolloutId" | "actorName" | "createdAt"> & { readonly actorId: string },
	): Promise<void>;
	find(id: string): Promise<RolloutPlan | null>;
	latest(rolloutId: string): Promise<RolloutPlan | null>;
	/** Rows are written in batches; `finish` ends it. */
	addRows(planId: string, rows: readonly PlanRow[]): Promise<void>;
	finish(
		planId: string,
		end: Pick<RolloutPlan, "state" | "failure" | "counts"> & { readonly finishedAt: Date },
	): Promise<void>;
	/** By account id. */
	rows(
		planId: string,
		page: { readonly action?: PlanAction; readonly after?: string; readonly limit: number },
	): Promise<readonly PlanRow[]>;
	row(planId: string, accountId: string): Promise<PlanRow | null>;
	/**
	 * The operation that applies it, or tries again what failed in the one before. False when another took its place
	 * meanwhile.
	 *
	 * @param before the one that it follows; null: it is the first
	 */
	setOperation(planId: string, operationId: string, before: string | null): Promise<boolean>;
	/** Of each rollout only the newest so many are kept, and those whose operation runs or ended within a day. */
	prune(rolloutId: string, keep: number, now: Date): Promise<void>;
};
