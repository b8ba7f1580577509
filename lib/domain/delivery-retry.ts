/** A message is tried so often. */
export const MOST_ATTEMPTS = 12;
/** Older news is no news: it is given up whatever its attempts. */
export const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;

const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 4 * 60 * 60_000;

/**
 * When a message that did not arrive is tried again; null: never. Waits double from 15 s to 4 h, each between half
 * and all of its length, so that what failed together does not come back together.
 *
 * @param attempts tries so far, at least one
 * @param random from 0 to below 1
 * @example nextAttempt({ attempts: 12, … }) // null
 */
export function nextAttempt(facts: {
	readonly attempts: number;
	readonly createdAt: Date;
	readonly now: Date;
	readonly random: number;
}): Date | null {
	const { attempts, createdAt, now, random } = facts;
	if (attempts >= MOST_ATTEMPTS) return null;
	const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
	const at = new Date(now.getTime() + Math.round(waitMs * (0.5 + random / 2)));
	return at.getTime() - createdAt.getTime() > GIVE_UP_AFTER_MS ? null : at;
}
