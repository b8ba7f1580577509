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
	return typeof value === "string" ? value.replaceAll("\u0000", "\uFFFD").toWellFormed() : value;
}
