import type { CheckId } from "./check.ts";
import type { ConnectorStatus } from "./connector.ts";
import type { FailureCode } from "./failures.ts";
import type { HealthState } from "./health.ts";

/** What many connectors rest on: our own side of a partition, Harness, or STS of a region; and the audit log. */
export type TroubleKind = "verifier" | "harness" | "sts" | "audit";

/** What an incident of a connector is about. `degraded` is quiet: it is told only to channels that ask for it. */
export type BadState = Extract<HealthState, "degraded" | "unknown" | "failing" | "quarantined">;

/** Told again only when it gets worse by this order. */
export const SEVERITY = { degraded: 1, unknown: 2, failing: 3, quarantined: 4 } as const satisfies Record<
	BadState,
	number
>;

/** Why an incident ended. `blip`: never confirmed. `superseded`: a graver incident took its place. */
export type Resolution = "recovered" | "blip" | "paused" | "offboarded" | "superseded";

/** The connector's open incident. */
export type OpenIncident = {
	readonly state: BadState;
	readonly code: FailureCode | null;
	/** When the state was first seen; moves when the state changes. */
	readonly stateAt: Date;
	/** The gravest state that a second result agreed with. */
	readonly confirmedState: BadState | null;
	/** First result that was good again; null: none, or bad since. */
	readonly recoveringAt: Date | null;
	/** It came back too often: told once so, then held until one state lasted. */
	readonly flappingAt: Date | null;
};

/** A connector as it stands now. */
export type Sighting = {
	readonly status: ConnectorStatus;
	readonly isPaused: boolean;
	readonly isOffboarding: boolean;
	/** As last derived from results. */
	readonly state: HealthState;
	readonly checkId: CheckId | null;
	readonly code: FailureCode | null;
	readonly provenUntil: Date | null;
	/** When it was last derived; null: never. */
	readonly evaluatedAt: Date | null;
	/** What it rests on is out of order or was until a moment ago: age alone then says nothing about it. */
	readonly isInTrouble: boolean;
};

export type Opening = {
	readonly state: BadState;
	readonly checkId: CheckId | null;
	readonly code: FailureCode | null;
	readonly stateAt: Date;
	readonly isConfirmed: boolean;
	readonly isFlapping: boolean;
};
export type IncidentChange = {
	readonly state?: BadState;
	readonly checkId?: CheckId | null;
	readonly code?: FailureCode | null;
	readonly stateAt?: Date;
	readonly confirmedState?: BadState;
	readonly recoveringAt?: Date | null;
	readonly flappingAt?: null;
	/** There is news for those who are told. */
	readonly isNews?: true;
};
export type IncidentStep =
	| { readonly kind: "nothing" }
	| ({ readonly kind: "open" } & Opening)
	| ({ readonly kind: "change" } & IncidentChange)
	| { readonly kind: "resolve"; readonly resolution: Resolution; readonly thenOpen: Opening | null };

/** Two results agree when they lie this far apart. */
export const AGREEING_AFTER_MS = 30_000;
/** Age is no measurement: a fleet that was asleep gets this long to be looked at before its age is told. */
export const AGE_CONFIRMED_AFTER_MS = 10 * 60_000;
export const FLAPPING_WITHIN_MS = 60 * 60_000;
/** The first opening is no re-opening: the fourth incident within the hour flaps. */
export const FLAPPING_AFTER_OPENINGS = 3;
export const STEADY_AFTER_MS = 15 * 60_000;

type Seen =
	| { readonly kind: "nothing" }
	| { readonly kind: "good"; readonly at: Date }
	| { readonly kind: "bad"; readonly state: BadState; readonly at: Date; readonly isByAge: boolean };

const NOTHING: IncidentStep = { kind: "nothing" };

/**
 * What becomes of a connector's incident, given how the connector stands now. Looking twice at the same facts
 * changes nothing.
 *
 * @param open the open incident; null: none
 * @param openings when loud incidents of this connector were opened, as far back as FLAPPING_WITHIN_MS
 * @example decideIncident(null, failingSighting, [], now) // { kind: "open", state: "failing", isConfirmed: false, … }
 */
export function decideIncident(
	open: OpenIncident | null,
	sighting: Sighting,
	openings: readonly Date[],
	now: Date,
): IncidentStep {
	const gone = unwatched(sighting);
	if (gone !== null) {
		return open === null || gone === "draft"
			? NOTHING
			: { kind: "resolve", resolution: gone, thenOpen: null };
	}
	const seen = lookAt(sighting, now);
	if (seen.kind === "nothing") return NOTHING;
	if (open === null) {
		return seen.kind === "bad" ? { kind: "open", ...opening(seen, sighting, openings, now) } : NOTHING;
	}
	if (seen.kind === "good") return stepTowardsEnd(open, seen.at, null);
	const isQuiet = open.state === "degraded";
	if (isQuiet && seen.state !== "degraded") {
		const thenOpen = opening(seen, sighting, openings, now);
		return { kind: "resolve", resolution: "superseded", thenOpen };
	}
	if (!isQuiet && seen.state === "degraded") {
		return stepTowardsEnd(open, seen.at, opening(seen, sighting, [], now));
	}
	return stayBad(open, seen, sighting);
}

/** Why nobody is told about this connector; null: it is watched. A quarantine is watched even while paused. */
function unwatched(sighting: Sighting): "draft" | "paused" | "offboarded" | null {
	if (sighting.status === "draft") return "draft";
	if (sighting.status === "offboarded" || sighting.isOffboarding) return "offboarded";
	return sighting.isPaused && sighting.state !== "quarantined" ? "paused" : null;
}

function lookAt(sighting: Sighting, now: Date): Seen {
	const { state, provenUntil, evaluatedAt } = sighting;
	const isExpired = provenUntil !== null && provenUntil < now && state !== "quarantined";
	if (isExpired) {
		return sighting.isInTrouble
			? { kind: "nothing" }
			: { kind: "bad", state: "unknown", at: now, isByAge: true };
	}
	// An edit resets a connector to pending without a look at it: that is no news.
	if (evaluatedAt === null) return { kind: "nothing" };
	switch (state) {
		case "healthy":
		case "reported":
		case "pending":
			return { kind: "good", at: evaluatedAt };
		case "degraded":
		case "unknown":
		case "failing":
		case "quarantined":
			return { kind: "bad", state, at: evaluatedAt, isByAge: false };
		case "paused":
			return { kind: "nothing" };
		default:
			return state satisfies never;
	}
}

function opening(
	seen: Extract<Seen, { kind: "bad" }>,
	{ checkId, code }: Sighting,
	openings: readonly Date[],
	now: Date,
): Opening {
	const recent = openings.filter((at) => now.getTime() - at.getTime() <= FLAPPING_WITHIN_MS);
	const isFlapping = seen.state !== "degraded" && !seen.isByAge && recent.length >= FLAPPING_AFTER_OPENINGS;
	return {
		state: seen.state,
		checkId: seen.isByAge ? null : checkId,
		code: seen.isByAge ? "EVIDENCE_EXPIRED" : code,
		stateAt: seen.at,
		isConfirmed: isFlapping,
		isFlapping,
	};
}

function stepTowardsEnd(open: OpenIncident, at: Date, thenOpen: Opening | null): IncidentStep {
	if (at <= open.stateAt) return NOTHING;
	if (open.confirmedState === null) return { kind: "resolve", resolution: "blip", thenOpen };
	if (open.recoveringAt === null) return { kind: "change", recoveringAt: at };
	const neededMs = open.flappingAt === null ? AGREEING_AFTER_MS : STEADY_AFTER_MS;
	return elapsedMs(open.recoveringAt, at) >= neededMs
		? { kind: "resolve", resolution: "recovered", thenOpen }
		: NOTHING;
}

function stayBad(
	open: OpenIncident,
	seen: Extract<Seen, { kind: "bad" }>,
	{ checkId, code }: Sighting,
): IncidentStep {
	// Proof that ran out does not undo what was found before, nor does it make it worse.
	if (seen.isByAge && open.state !== "unknown") return NOTHING;
	const hasRelapsed = open.recoveringAt !== null && seen.at > open.recoveringAt;
	// A relapse begins the state anew: two results agree only when nothing good lies between them.
	const relapse = hasRelapsed ? { recoveringAt: null, stateAt: seen.at } : {};
	if (seen.state !== open.state) {
		if (seen.at <= open.stateAt) return NOTHING;
		return { kind: "change", ...relapse, state: seen.state, checkId, code, stateAt: seen.at };
	}
	const isOtherCode = !seen.isByAge && code !== open.code;
	const changes = {
		...relapse,
		...(isOtherCode && { checkId, code }),
		...(hasRelapsed ? {} : agreement(open, seen)),
	};
	return Object.keys(changes).length === 0 ? NOTHING : { kind: "change", ...changes };
}

/** What a second result of the same state settles. */
function agreement(open: OpenIncident, seen: Extract<Seen, { kind: "bad" }>): IncidentChange {
	const sinceMs = elapsedMs(open.stateAt, seen.at);
	const isGraver = open.confirmedState === null || SEVERITY[seen.state] > SEVERITY[open.confirmedState];
	const neededMs = seen.isByAge ? AGE_CONFIRMED_AFTER_MS : AGREEING_AFTER_MS;
	const isConfirmed = isGraver && sinceMs >= neededMs;
	const isSteady = open.flappingAt !== null && sinceMs >= STEADY_AFTER_MS;
	return {
		...(isConfirmed && { confirmedState: seen.state, isNews: true }),
		...(isSteady && { flappingAt: null, isNews: true }),
	};
}

function elapsedMs(from: Date, to: Date): number {
	return to.getTime() - from.getTime();
}
