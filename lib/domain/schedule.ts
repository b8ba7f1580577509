import { type CheckId, type CheckResult, TRUST_CHECKS } from "./check.ts";
import type { Connector, Proof } from "./connector.ts";
import type { ExternalId, NearMiss } from "./external-id.ts";
import type { Health, HealthState } from "./health.ts";
import { PROVISIONAL_DENIAL_SECONDS } from "./waiting.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Whether a connector is verified by itself: one that is registered, or that a rollout's stack set has reached and
 * that is still to be registered; unless it is paused.
 */
export function isWatched(
	connector: Pick<Connector, "status" | "pausedAt" | "rolloutId" | "launchedAt">,
): boolean {
	const { status, pausedAt, rolloutId, launchedAt } = connector;
	if (pausedAt !== null) return false;
	return status === "registered" || (status === "draft" && rolloutId !== null && launchedAt !== null);
}

/** First and longest wait in minutes; with each further miss the wait doubles. */
const INTERVAL_MINUTES = {
	healthy: { first: 30, longest: 30 },
	degraded: { first: 30, longest: 30 },
	reported: { first: 30, longest: 30 },
	quarantined: { first: 30, longest: 30 },
	failing: { first: 5, longest: 60 },
	pending: { first: 2, longest: 2 },
	unknown: { first: 5, longest: 30 },
	paused: { first: 60, longest: 60 },
} as const satisfies Record<HealthState, { first: number; longest: number }>;

/** A change is told once a second result agrees, so much later at the earliest. */
const CONFIRMATION_SECONDS = 30;
/** A little more than that: the second result must not come a moment too early. */
const CONFIRMATION_DUE_SECONDS = 35;
/** A denial counts from a minute after the role first answered; a moment later at the earliest, and up to so much. */
const PROVISIONAL_DUE_SECONDS = { least: PROVISIONAL_DENIAL_SECONDS + 2, spread: 5 } as const;
/** Each wait differs by up to so much, so that what began together does not stay together. */
const JITTER = 0.1;

export type DueFacts = {
	readonly state: HealthState;
	/** When this state began. */
	readonly since: Date;
	/** Verifications in a row, this one included, that found the connector failing or could not tell. */
	readonly misses: number;
	/** The outside was in the way: the state stands on older evidence. */
	readonly couldNotTell: boolean;
	/** The first verification of all. */
	readonly isFirst: boolean;
	/** Nothing is waited for but that a person registers it: pending, and in order. */
	readonly isOnlyUnregistered?: boolean;
	/** A role that has just begun to answer denied a wrong external ID: it is to do so again after its first minute. */
	readonly isProvisional?: boolean;
	readonly now: Date;
	/** 0 ≤ random < 1. */
	readonly random: number;
};

/** What a pending connector waits for. */
export function awaited(
	status: Connector["status"],
	{ state, reasons }: Pick<Health, "state" | "reasons">,
): Required<Pick<DueFacts, "isOnlyUnregistered" | "isProvisional">> {
	const isPending = state === "pending";
	return {
		isOnlyUnregistered: isPending && status === "draft" && reasons.length === 0,
		isProvisional: isPending && reasons.some(({ code }) => code === "EXTERNAL_ID_PROVISIONAL"),
	};
}

/**
 * When a connector is due after a verification. A fresh change is looked at again 35 seconds after it began, to
 * confirm it. Else the state's interval: 30 minutes; failing 5 minutes, doubling to 1 hour; unknown, or an
 * outage in the way, 5 minutes, doubling to 30; pending 2 minutes, or 30 once only its registration is awaited; each
 * ±10 %. A denial of a role's first minute is asked again as soon as that is over. After the first verification the
 * wait of one that is in order is anything up to the interval: connectors that were enrolled together are spread for
 * good.
 *
 * @example nextDue({ state: "healthy", misses: 0, random: 0.5, … }) // now + 30 min
 */
export function nextDue(facts: DueFacts): Date {
	const { state, since, now, random } = facts;
	if (facts.isProvisional === true) {
		const { least, spread } = PROVISIONAL_DUE_SECONDS;
		return new Date(now.getTime() + (least + spread * random) * SECOND_MS);
	}
	const isSpread = facts.isFirst && (state === "healthy" || state === "degraded" || state === "reported");
	const ageMs = now.getTime() - since.getTime();
	if (ageMs >= 0 && ageMs < CONFIRMATION_SECONDS * SECOND_MS && !isSpread) {
		return new Date(since.getTime() + CONFIRMATION_DUE_SECONDS * SECOND_MS);
	}
	const intervalMs = intervalMinutes(facts) * MINUTE_MS;
	const share = isSpread ? random : 1 + JITTER * (2 * random - 1);
	return new Date(now.getTime() + Math.max(CONFIRMATION_DUE_SECONDS * SECOND_MS, share * intervalMs));
}

function intervalMinutes({ state, misses, couldNotTell, isOnlyUnregistered = false }: DueFacts): number {
	const settled = isOnlyUnregistered ? "healthy" : state;
	const { first, longest } = INTERVAL_MINUTES[couldNotTell && !isMiss(state) ? "unknown" : settled];
	// 2 ** 10 is past every limit; more would only lose precision.
	return Math.min(longest, first * 2 ** Math.min(10, Math.max(0, misses - 1)));
}

/**
 * How many verifications in a row have found nothing in order: counted anew when the state changes, 0 once the
 * connector is in order and could be asked.
 */
export function nextMisses(facts: {
	readonly misses: number;
	readonly state: HealthState;
	readonly isChanged: boolean;
	readonly couldNotTell: boolean;
}): number {
	if (!isMiss(facts.state) && !facts.couldNotTell) return 0;
	return facts.isChanged ? 1 : facts.misses + 1;
}

function isMiss(state: HealthState): boolean {
	return state === "failing" || state === "unknown";
}

/**
 * `light`: three AssumeRole calls (the right external ID, none, one near miss). `trust`: those, and the trust
 * policy is read. `full`: every check.
 */
export type SweepKind = "light" | "trust" | "full";

const FULL_EVERY_MS = 6 * HOUR_MS;
/** At least hourly: a little earlier, since sweeps come every half hour or so. */
const TRUST_POLICY_EVERY_MS = 45 * MINUTE_MS;
/** A report whose first file is awaited is looked for so often. */
const DELIVERY_EVERY_MS = 30 * MINUTE_MS;

const RETRY_FULL_AFTER_MS = HOUR_MS;

/**
 * From when the next full verification is counted: from this one's start. When part of it could not tell, so much
 * earlier that the next comes within the hour and not in six.
 */
export function fullAtAfter(startedAt: Date, couldNotTell: boolean): Date {
	const earlierMs = couldNotTell ? FULL_EVERY_MS - RETRY_FULL_AFTER_MS : 0;
	return new Date(startedAt.getTime() - earlierMs);
}

export type SweepFacts = {
	/** Newest results about the connector as it is now. */
	readonly latest: readonly CheckResult[];
	readonly proof: Proof;
	/** When every check was made last; null: never since the connector changed. */
	readonly fullAt: Date | null;
	readonly now: Date;
	/** Vendor mode: the trust policy need not be readable. */
	readonly isVendorMode: boolean;
};

/**
 * Which checks a due connector is put through. The cheap ones suffice while each trust check has been proven in
 * full and nothing speaks against it; a role that did not answer, a wrong ID that was let in or a provisional
 * denial is settled by every check only. A trust policy whose hash changed turns a sweep into a full one on the way.
 */
export function sweepKind(facts: SweepFacts): SweepKind {
	const { latest, proof, fullAt, now, isVendorMode } = facts;
	if (fullAt === null || isOlder(fullAt, now, FULL_EVERY_MS)) return "full";
	if (proof === "harness") return "light";
	const byId = new Map(latest.map((result) => [result.checkId, result]));
	if (TRUST_CHECKS.some((checkId) => !isProven(checkId, byId.get(checkId), isVendorMode))) return "full";
	const delivery = byId.get("cost-report-delivered");
	if (delivery?.outcome === "waiting" && isOlder(delivery.checkedAt, now, DELIVERY_EVERY_MS)) return "full";
	const trust = byId.get("trust-policy");
	const wasRead = trust !== undefined && !isOlder(trust.checkedAt, now, TRUST_POLICY_EVERY_MS);
	return wasRead ? "light" : "trust";
}

/** A trust policy that cannot be read or decided is not made readable by asking everything else. */
function isProven(checkId: CheckId, result: CheckResult | undefined, isVendorMode: boolean): boolean {
	if (result === undefined) return false;
	if (checkId === "role-assumable") return result.outcome === "passed";
	if (checkId !== "trust-policy") return result.outcome === "passed";
	if (result.outcome === "skipped") return isVendorMode;
	return result.outcome === "passed" || result.outcome === "warning" || result.outcome === "unknown";
}

/** Also when it lies ahead: a clock that was put back must not postpone anything. */
function isOlder(at: Date, now: Date, limitMs: number): boolean {
	const ageMs = now.getTime() - at.getTime();
	return ageMs < -5 * MINUTE_MS || ageMs >= limitMs;
}

/**
 * The one near miss of a light sweep: another each half hour, beginning elsewhere for each connector, so that a
 * fleet tries all of them all the time. Null: there is none.
 *
 * @param misses what `nearMisses(externalId)` gives
 */
export function nearMissInTurn(
	misses: readonly NearMiss[],
	externalId: ExternalId,
	now: Date,
): NearMiss | null {
	const start = Array.from(externalId.slice(-4)).reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
	const turn = Math.floor(now.getTime() / (30 * MINUTE_MS));
	const count = Math.max(1, misses.length);
	return misses[(((start + turn) % count) + count) % count] ?? null;
}
