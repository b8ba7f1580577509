import type { Connector, Offboarding } from "./connector.ts";

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

/** A page that was not heard of for so long is no longer open. */
export const OFFBOARD_WATCH_SECONDS = 20;

export type RefusalQuestion = {
	readonly offboarding: Offboarding;
	/** When a page that waits for the answer was last heard of; null: never. */
	readonly watchedAt: Date | null;
	readonly now: Date;
};

/**
 * Seconds until AWS is asked again whether it refuses us: every 5 s while somebody watches, then every minute for
 * an hour and every 15 minutes until a day has passed. Null: not again until somebody watches.
 *
 * @example nextRefusalQuestion({ offboarding, watchedAt: null, now }) // 60
 */
export function nextRefusalQuestion({ offboarding, watchedAt, now }: RefusalQuestion): number | null {
	const watchedAgo = watchedAt === null ? null : now.getTime() - watchedAt.getTime();
	if (watchedAgo !== null && watchedAgo < OFFBOARD_WATCH_SECONDS * SECOND_MS) return 5;
	const age = now.getTime() - offboarding.startedAt.getTime();
	if (age < HOUR_MS) return 60;
	return age < 24 * HOUR_MS ? 15 * 60 : null;
}

/**
 * Whether a refusal of our own calls could prove anything: a role that never let Rolebridge in refuses it always, and
 * so does one that is not there.
 */
export function canProveRefusal({ roleFoundAt }: Pick<Connector, "roleFoundAt">): boolean {
	return roleFoundAt !== null;
}

/**
 * Whether no role of this connector ever let Rolebridge in, so that its end needs no proof: neither the one that it
 * has nor one that it had.
 */
export function wasNeverLetIn({
	roleFoundAt,
	earlierRoleArn,
}: Pick<Connector, "roleFoundAt" | "earlierRoleArn">): boolean {
	return roleFoundAt === null && earlierRoleArn === null;
}
