import type { CheckId } from "#lib/domain/check.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { CauseFacts, CauseKey } from "#lib/domain/incident-cause.ts";
import type {
	BadState,
	IncidentChange,
	OpenIncident,
	Opening,
	Resolution,
	Sighting,
	TroubleKind,
} from "#lib/domain/incidents.ts";
import type { Trouble } from "#lib/domain/notification-holds.ts";
import type { Heard, PlanIncident, Told } from "#lib/domain/notification-plan.ts";
import type { IncidentDetails } from "#lib/domain/notification-words.ts";

export type IncidentRepository = IncidentTroubles & IncidentIntake & IncidentTelling & IncidentDesk;

type IncidentTroubles = {
	/** Opens the incident of this trouble, or keeps the open one and forgets that it seemed over. */
	reportTrouble(trouble: {
		readonly id: string;
		readonly kind: TroubleKind;
		readonly subject: string;
		readonly code: FailureCode;
		readonly at: Date;
	}): Promise<void>;
	/** The trouble seems over since `at`; without an open incident nothing happens. */
	clearTrouble(trouble: {
		readonly kind: TroubleKind;
		readonly subject: string;
		readonly at: Date;
	}): Promise<void>;
	/** Confirms what was reported and not taken back, and ends what was taken back, `agreeingAfterMs` ago. */
	settleTroubles(now: Date, agreeingAfterMs: number): Promise<void>;
	/** Open, or confirmed and over since `endedAfter`. */
	troubles(endedAfter: Date): Promise<readonly Trouble[]>;
};

/** Bringing incidents up to date. Each call inside one transaction that holds the lock. */
type IncidentIntake = {
	/** Of intake and telling, until the transaction's end; false: somebody else is at it. */
	tryLock(): Promise<boolean>;
	unhandledChanges(limit: number): Promise<readonly { readonly id: string; readonly connectorId: string }[]>;
	markHandled(changeIds: readonly string[], at: Date): Promise<void>;
	/** Connectors with an open incident and news: a newer result, the end of being watched, or an age to confirm. */
	connectorsWithNews(
		facts: { readonly now: Date; readonly ageSince: Date },
		limit: number,
	): Promise<readonly string[]>;
	/** Watched connectors past their proof without an open incident, apart from those that rest on trouble. */
	expiredConnectors(
		facts: {
			readonly now: Date;
			readonly exceptPartitions: readonly string[];
			readonly exceptHarnessAccounts: readonly string[];
		},
		limit: number,
	): Promise<readonly string[]>;
	/** The open incidents among them stay locked until the transaction ends. */
	subjects(connectorIds: readonly string[], openedAfter: Date): Promise<readonly IncidentSubject[]>;
	open(incidents: readonly NewIncident[]): Promise<void>;
	change(id: string, change: IncidentChange & { readonly cause?: CauseKey }, at: Date): Promise<void>;
	resolve(id: string, resolution: Resolution, at: Date): Promise<void>;
	/** These results were taken into account. */
	markSeen(seen: readonly { readonly id: string; readonly seenAt: Date }[]): Promise<void>;
};

/** A connector with everything that decides about its incident. */
export type IncidentSubject = {
	readonly connectorId: string;
	readonly sighting: Omit<Sighting, "isInTrouble">;
	readonly partition: string;
	readonly restsOnHarness: boolean;
	readonly causeFacts: Omit<CauseFacts, "state" | "code">;
	readonly tags: Readonly<Record<string, string>>;
	readonly open: (OpenIncident & { readonly id: string }) | null;
	/** When loud incidents of it were opened. */
	readonly openings: readonly Date[];
};
export type NewIncident = Opening & {
	readonly id: string;
	readonly connectorId: string;
	readonly cause: CauseKey;
	readonly owner: string | null;
	readonly openedAt: Date;
	readonly seenAt: Date | null;
};

/** Telling people. Planning happens inside one transaction that holds the lock. */
type IncidentTelling = {
	/** The oldest news first. `ownerTag`: the connector tag that names its owner. */
	untold(ownerTag: string, limit: number): Promise<readonly UntoldIncident[]>;
	/** What channels were told of incidents that have news. */
	told(): Promise<readonly Told[]>;
	heard(since: Date): Promise<readonly Heard[]>;
	/** Fails when one of them was told before. */
	recordTold(
		told: readonly (Told & { readonly cause: CauseKey; readonly deliveryId: string })[],
		at: Date,
	): Promise<void>;
	/** Nothing is left to tell of these until they change. */
	settle(ids: readonly string[], at: Date): Promise<void>;
};
export type UntoldIncident = { readonly plan: PlanIncident; readonly details: IncidentDetails };

/** What the page shows and people do. */
type IncidentDesk = {
	/** Confirmed and open ones by cause, the largest group first. */
	causes(now: Date, limit: number): Promise<readonly CauseGroup[]>;
	counts(): Promise<{ readonly confirmed: number; readonly suspected: number }>;
	/** Confirmed and open ones of one cause, the gravest and oldest first; `after`: how many to pass over. */
	list(
		cause: CauseKey,
		page: { readonly after: number; readonly limit: number },
	): Promise<readonly IncidentRow[]>;
	/** Confirmed ones that are over, the newest end first; `after`: the last id of the page before. */
	listResolved(page: { readonly after?: string; readonly limit: number }): Promise<readonly IncidentRow[]>;
	/** Of the open ones among `ids`, or of a whole cause; returns those that were changed. */
	acknowledge(
		which: IncidentChoice,
		act: { readonly owner: string; readonly comment: string; readonly by: string; readonly at: Date },
	): Promise<readonly ChosenIncident[]>;
	/** Null: told again from now on. */
	mute(which: IncidentChoice, until: Date | null): Promise<readonly ChosenIncident[]>;
};
export type IncidentChoice = { readonly ids: readonly string[] } | { readonly cause: CauseKey };
export type ChosenIncident = { readonly id: string; readonly subject: string };
export type CauseGroup = {
	readonly cause: CauseKey;
	readonly state: BadState | null;
	readonly kind: "connector" | TroubleKind;
	readonly count: number;
	readonly since: Date;
	readonly acknowledged: number;
	readonly muted: number;
};
export type IncidentRow = {
	readonly id: string;
	readonly kind: "connector" | TroubleKind;
	readonly subject: string;
	readonly name: string;
	readonly awsAccountId: string | null;
	/** The gravest that was confirmed; null for trouble. */
	readonly state: BadState | null;
	readonly checkId: CheckId | null;
	readonly code: FailureCode | null;
	readonly cause: CauseKey;
	readonly owner: string | null;
	readonly openedAt: Date;
	readonly recoveringAt: Date | null;
	readonly resolvedAt: Date | null;
	readonly resolution: Resolution | null;
	readonly isFlapping: boolean;
	readonly acknowledgedAt: Date | null;
	readonly acknowledgedBy: string | null;
	readonly comment: string;
	readonly mutedUntil: Date | null;
};
