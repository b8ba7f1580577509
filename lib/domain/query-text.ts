/**
 * Percent-encodes one name or value of a link. Throws a RangeError for a lone surrogate: it has no
 * UTF-8 form, and replacing it silently would send another value than the one that was asked for.
 */
export function encodeQueryText(text: string): string {
	try {
		return encodeURIComponent(text);
	} catch {
		throw new RangeError("a lone surrogate cannot stand in a link");
	}
}

/** The pairs of a query string, in order. Null when an escape is broken. `+` is a plus, not a space. */
export function decodeQuery(query: string): readonly (readonly [string, string])[] | null {
	if (query === "") return [];
	try {
		return query.split("&").map((pair) => {
			const at = pair.indexOf("=");
			const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
			return [decodeURIComponent(name), decodeURIComponent(value)] as const;
		});
	} catch {
		return null;
	}
}
