/** What PostgreSQL's text cannot hold, as JSON spells it: the zero character, and halves of a surrogate pair. */
const UNSTORABLE = /\\u0000|\\ud[89a-f]/i;

/**
 * JSON that PostgreSQL takes, whatever stands in its strings: one account's garbage must not spoil the rows of
 * the others that are written with it.
 */
export function storableJson(value: unknown): string {
	const json = JSON.stringify(value);
	return UNSTORABLE.test(json) ? JSON.stringify(value, storableText) : json;
}

function storableText(_key: string, value: unknown): unknown {
	if (typeof value === "string") return cleaned(value);
	if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleaned(key), inner]));
}

function cleaned(text: string): string {
	return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}
