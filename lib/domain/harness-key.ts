/** So long before its token expires a key is warned of. */
export const HARNESS_KEY_WARNING_DAYS = 14;
const DAY_MS = 24 * 3_600_000;

/**
 * The moment a token stops working, from the day that Harness shows for it: its beginning, so that the warning comes
 * rather early than late. Null: it was not said, or the token does not expire.
 *
 * @example harnessKeyExpiry("2027-01-31") // 2027-01-31T00:00:00Z
 */
export function harnessKeyExpiry(day: string): Date | null {
	return day === "" ? null : new Date(`${day}T00:00:00Z`);
}

/** The day of it, as a date field takes it; empty for null. */
export function formatKeyExpiry(expiresAt: Date | null): string {
	return expiresAt === null ? "" : expiresAt.toISOString().slice(0, 10);
}

/** Whether it is time for a new key. */
export function isKeyExpiring(expiresAt: Date | null, now: Date): boolean {
	return expiresAt !== null && expiresAt.getTime() - now.getTime() <= HARNESS_KEY_WARNING_DAYS * DAY_MS;
}
