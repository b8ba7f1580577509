import { HEALTH_ORDER } from "./dashboard-query.ts";
import type { HealthState } from "./health.ts";

/** What the checks found on one day (UTC) of a connector. */
export type DayRecord = {
	/** e.g. 2026-11-22 */
	readonly day: string;
	readonly worst: HealthState;
	readonly sweeps: number;
	/** Sweeps that did not find the connector in order. */
	readonly misses: number;
};

/** One day of a timeline; `worst` null: nobody looked. */
export type TimelineCell = {
	readonly day: string;
	readonly worst: HealthState | null;
	readonly sweeps: number;
	readonly misses: number;
};

export const TIMELINE_DAYS = 30;
const DAY_MS = 86_400_000;

/** Midnight (UTC) of the first day of a timeline that ends today. */
export function timelineStart(now: Date): Date {
	return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - (TIMELINE_DAYS - 1) * DAY_MS);
}

/**
 * The last 30 days (UTC), the oldest first, one cell a day.
 *
 * @example timelineCells([{ day: "2026-11-22", worst: "healthy", sweeps: 48, misses: 0 }], now).at(-1)?.worst // "healthy"
 */
export function timelineCells(records: readonly DayRecord[], now: Date): readonly TimelineCell[] {
	const byDay = new Map(records.map((record) => [record.day, record]));
	const days = daysUntil(timelineStart(now).getTime() + (TIMELINE_DAYS - 1) * DAY_MS, TIMELINE_DAYS);
	return days.map((day) => byDay.get(day) ?? { day, worst: null, sweeps: 0, misses: 0 });
}

/** Those written last: the hundred timelines of a page have the same days, and to write a date takes its time. */
let written: { readonly end: number; readonly days: readonly string[] } = { end: Number.NaN, days: [] };

/** So many days up to the one that begins at `end`, e.g. 2026-11-22 last. */
function daysUntil(end: number, count: number): readonly string[] {
	if (written.end !== end || written.days.length !== count) {
		const dayAt = (index: number) => new Date(end - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10);
		written = { end, days: Array.from({ length: count }, (_, index) => dayAt(index)) };
	}
	return written.days;
}

/**
 * A timeline in one sentence, for whoever does not see it: the worst first, each with its number of days and its last.
 *
 * @example "Last 30 days: failing on 1 day (last on 2026-11-20), healthy on 28 days, not looked at on 1 day."
 */
export function timelineText(cells: readonly Pick<TimelineCell, "day" | "worst">[]): string {
	const parts = HEALTH_ORDER.flatMap((state) => {
		const days = cells.filter((cell) => cell.worst === state);
		const last = days.at(-1);
		if (last === undefined) return [];
		return [`${state} on ${countOfDays(days.length)}${state === "healthy" ? "" : ` (last on ${last.day})`}`];
	});
	const blind = cells.filter((cell) => cell.worst === null).length;
	const all = blind === 0 ? parts : [...parts, `not looked at on ${countOfDays(blind)}`];
	return parts.length === 0
		? `Nobody looked in the last ${countOfDays(cells.length)}.`
		: `Last ${countOfDays(cells.length)}: ${all.join(", ")}.`;
}

function countOfDays(count: number): string {
	return count === 1 ? "1 day" : `${count} days`;
}

/**
 * A timeline as a short text, since a page holds a hundred of them: its last day and a letter for each.
 *
 * @example formatTimeline(timelineCells([], now)) // "2026-11-22 ------------------------------"
 */
export function formatTimeline(cells: readonly TimelineCell[]): string {
	const letters = cells.map(({ worst }) => (worst === null ? UNSEEN : LETTERS[worst]));
	return `${cells.at(-1)?.day ?? ""} ${letters.join("")}`;
}

/** The days of such a text, without their counts; what is no such text has none. */
export function parseTimeline(text: string): readonly Pick<TimelineCell, "day" | "worst">[] {
	const [last = "", letters = ""] = text.split(" ");
	const end = Date.parse(`${last}T00:00:00Z`);
	if (Number.isNaN(end)) return [];
	const days = daysUntil(end, letters.length);
	return days.map((day, index) => ({ day, worst: STATES.get(letters.charAt(index)) ?? null }));
}

const UNSEEN = "-";
const LETTERS = {
	quarantined: "q",
	failing: "f",
	degraded: "d",
	unknown: "u",
	pending: "p",
	reported: "r",
	paused: "z",
	healthy: "h",
} as const satisfies Record<HealthState, string>;
const STATES: ReadonlyMap<string, HealthState> = new Map(
	HEALTH_ORDER.map((state) => [LETTERS[state], state]),
);
