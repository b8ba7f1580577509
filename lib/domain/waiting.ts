import type { FailureCode } from "./failures.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** IAM can take so long to make a new role known everywhere. */
export const PROPAGATION_LIMIT_MINUTES = 5;

export type RoleDenialFacts = {
	/** When the stack was launched or said to be complete; null: never. */
	readonly launchedAt: Date | null;
	readonly firstPassedAt: Date | null;
	readonly lastPassedAt: Date | null;
	readonly now: Date;
};
export type RoleDenial =
	| {
			readonly outcome: "waiting";
			readonly code: Extract<FailureCode, "ROLE_PROPAGATING">;
			readonly until: Date | null;
	  }
	| { readonly outcome: "failed"; readonly code: Extract<FailureCode, "ROLE_ACCESS_DENIED"> }
	| {
			readonly outcome: "failed";
			readonly code: Extract<FailureCode, "ROLE_STOPPED_WORKING">;
			readonly workedUntil: Date;
	  };

/**
 * What "access denied" for the right external ID means: not there yet, not there at all, or gone.
 * Before the role ever answered it is waiting until five minutes after the stack was said to be
 * complete; `until` is null while nobody has launched it.
 */
export function decideRoleDenial({
	launchedAt,
	firstPassedAt,
	lastPassedAt,
	now,
}: RoleDenialFacts): RoleDenial {
	const workedUntil = lastPassedAt ?? firstPassedAt;
	if (workedUntil !== null) return { outcome: "failed", code: "ROLE_STOPPED_WORKING", workedUntil };
	if (launchedAt === null) return { outcome: "waiting", code: "ROLE_PROPAGATING", until: null };
	const until = new Date(launchedAt.getTime() + PROPAGATION_LIMIT_MINUTES * MINUTE_MS);
	if (now < until) return { outcome: "waiting", code: "ROLE_PROPAGATING", until };
	return { outcome: "failed", code: "ROLE_ACCESS_DENIED" };
}

/** Within so many seconds of the first success a denial of a wrong ID may be mere propagation. */
export const PROVISIONAL_DENIAL_SECONDS = 60;

/** Whether a denied near miss must be asked again before it counts as passed. */
export function isDenialProvisional({
	firstPassedAt,
	now,
}: {
	firstPassedAt: Date | null;
	now: Date;
}): boolean {
	if (firstPassedAt === null) return true;
	return now.getTime() - firstPassedAt.getTime() < PROVISIONAL_DENIAL_SECONDS * SECOND_MS;
}

/**
 * Seconds until a new role is asked for again: every 5 s for ten minutes of watching, then every
 * minute until the first hour ends, then every 15 minutes.
 */
export function nextRoleQuestion({ watchStartedAt, now }: { watchStartedAt: Date; now: Date }): number {
	const watchedMinutes = (now.getTime() - watchStartedAt.getTime()) / MINUTE_MS;
	if (watchedMinutes < 10) return 5;
	return watchedMinutes < 60 ? 60 : 15 * 60;
}
