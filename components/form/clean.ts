// Quotes, and characters that are copied along unseen: zero-width ones, the byte order mark, soft hyphens.
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const QUOTES_AROUND = /^[\s"'`\u2018\u2019\u201c\u201d]+|[\s"'`\u2018\u2019\u201c\u201d]+$/g;

/** For numbers such as account ids: leaves the digits. `"1234-5678 9012"` → `123456789012`. */
export function cleanDigits(raw: string): string {
	const bare = cleanToken(raw);
	// Words stay, so that the error can speak about what was typed.
	return /^[\d\s.\-\u2010-\u2015]*$/.test(bare) ? bare.replace(/\D/g, "") : bare;
}

/** For ARNs, bucket names, ids: no white space anywhere, no quotes around it. */
export function cleanToken(raw: string): string {
	return cleanLine(raw).replace(/\s/g, "");
}

/** For names: no quotes or white space around it, one space inside. */
export function cleanLine(raw: string): string {
	return raw.replace(UNSEEN, "").replace(QUOTES_AROUND, "").replace(/\s+/g, " ");
}
