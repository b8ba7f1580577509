const TIME = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });
const NUMBER = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** "02:51" (UTC) */
export function timeWords(at: number): string {
	return TIME.format(at);
}

/** "22 Nov" (UTC) */
export function dayWords(at: number): string {
	return DAY.format(at);
}

/** "02:51"; of another day than today "02:51 on 21 Nov" (UTC) */
export function momentWords(at: number, now: number): string {
	return dayWords(at) === dayWords(now) ? timeWords(at) : `${timeWords(at)} on ${dayWords(at)}`;
}

/** "4,112"; under ten with one decimal where there is one. */
export function numberWords(value: number): string {
	return value < 10 ? NUMBER.format(value) : WHOLE.format(value);
}

/** "212 ms", "1.4 s" */
export function durationWords(ms: number): string {
	return ms < 1_000 ? `${WHOLE.format(ms)} ms` : `${NUMBER.format(ms / 1_000)} s`;
}

/** The first, the middle and the last of a row of points, in words; fewer when there are fewer. */
export function axisTimes(times: readonly number[], words: (at: number) => string): readonly string[] {
	const picked = [times[0], times[Math.floor((times.length - 1) / 2)], times.at(-1)];
	return [...new Set(picked.filter((at) => at !== undefined).map(words))];
}

/** Every n-th, the last included: a table of a hundred lines says no more than one of twenty-five. */
export function thinned<T>(points: readonly T[], most = 25): readonly T[] {
	const step = Math.ceil(points.length / most);
	return points.filter((_, index) => (points.length - 1 - index) % step === 0);
}
