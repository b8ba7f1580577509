import type { MuteChoice } from "#lib/schemas/incident-schemas.ts";

const HOUR_MS = 60 * 60_000;

/** The end of a mute by the clock of whoever chose it. */
export function mutedUntil({ choice, until }: MuteChoice, now: Date): Date {
	if (choice === "1h") return new Date(now.getTime() + HOUR_MS);
	if (choice === "8h") return new Date(now.getTime() + 8 * HOUR_MS);
	if (choice === "custom") return new Date(until);
	return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9);
}
