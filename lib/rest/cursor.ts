/**
 * A place in a list as an opaque text that needs no escaping in a URL; parseCursor() reads it back.
 *
 * @example formatCursor(["billing", "prod", "k3f…"]) // "WyJiaWxsaW5nIiwi…"
 */
export function formatCursor(parts: readonly string[]): string {
	return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Its parts, each of which the caller must still judge; null: it was not made by formatCursor() with so many. */
export function parseCursor(cursor: string, count: number): readonly string[] | null {
	try {
		const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
		const isWhole =
			Array.isArray(parts) &&
			parts.length === count &&
			parts.every((part) => typeof part === "string" && part.isWellFormed() && !part.includes("\0"));
		return isWhole ? parts : null;
	} catch {
		return null;
	}
}
