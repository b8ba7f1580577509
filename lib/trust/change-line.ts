/**
 * One line of what a held change would set, with what is stored now where that differs. `from`: null where nothing is
 * stored.
 */
export function changeLine(label: string, to: string, from: string | null): string {
	return from === null || from === to ? `${label}: ${to}` : `${label}: ${to} (now ${from})`;
}

/** What somebody typed, told apart from our own words around it. */
export function quoted(text: string): string {
	return `“${text}”`;
}

export function yesNo(isSo: boolean): string {
	return isSo ? "yes" : "no";
}

/** Nothing that was typed begins a line of its own, or turns one around. */
export function plainLine(line: string): string {
	return line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
