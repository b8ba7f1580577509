/** A report's times stay in UTC: it is read in other places and years than it was made in. */
export function isoWords(iso: string | null): string {
	return iso === null ? "never" : `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
