const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, or in how long, in the shortest words: "6 s ago", "in 4 s", "2 min ago", "3 h ago", "5 d ago". */
export function relativeWords(atMs: number, nowMs: number): string {
	const seconds = Math.round((nowMs - atMs) / 1_000);
	const size = sizeWords(Math.abs(seconds));
	if (seconds === 0) return "now";
	return seconds > 0 ? `${size} ago` : `in ${size}`;
}

/** The moment itself, the same for every reader: "22 Nov 2026, 02:51 UTC". */
export function absoluteWords(atMs: number): string {
	return `${UTC.format(atMs)} UTC`;
}

/** How long until the words of `relativeWords` change: a second while under a minute, else half a minute. */
export function wordsChangeAfterMs(atMs: number, nowMs: number): number {
	return Math.abs(nowMs - atMs) < MINUTE * 1_000 ? 1_000 : 30_000;
}

function sizeWords(seconds: number): string {
	if (seconds < MINUTE) return `${seconds} s`;
	if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
	if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)} h`;
	return `${Math.floor(seconds / DAY)} d`;
}

const UTC = new Intl.DateTimeFormat("en-GB", {
	timeZone: "UTC",
	day: "numeric",
	month: "short",
	year: "numeric",
	hour: "2-digit",
	minute: "2-digit",
});
