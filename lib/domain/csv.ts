export type CsvValue = string | number | boolean | null;

/**
 * One line of CSV as RFC 4180 has it, with its CRLF. Null is an empty field. A text that a spreadsheet would take
 * for a formula gets an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection); numbers are
 * written as they are.
 *
 * @example csvLine(["payer, US", 12, null, "=1+1"]) // "\"payer, US\",12,,'=1+1\r\n"
 */
export function csvLine(values: readonly CsvValue[]): string {
	return `${values.map(csvField).join(",")}\r\n`;
}

/** What a spreadsheet reads as the beginning of a formula; it skips what is blank before it. */
const FORMULA = /^\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

function csvField(value: CsvValue): string {
	if (value === null) return "";
	if (typeof value !== "string") return String(value);
	const safe = FORMULA.test(value) ? `'${value}` : value;
	// Spaces at the rim are kept by every reader only inside quotes.
	return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
