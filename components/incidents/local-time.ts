/**
 * A moment as `datetime-local` takes it, by the clock of whoever looks.
 *
 * @example localTime(new Date(2026, 10, 22, 9, 5)) // "2026-11-22T09:05"
 */
export function localTime(at: Date): string {
	const two = (n: number) => String(n).padStart(2, "0");
	const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
	return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
