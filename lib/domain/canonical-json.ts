/**
 * JSON as text that is the same for the same value whatever the order of its keys: what a trust policy's
 * hash is taken of, and what a report's signature signs. Lists keep their order; a value that JSON does
 * not know (undefined) is left out, as JSON.stringify does.
 *
 * @example canonicalJson({ b: 1, a: [2] }) // '{"a":[2],"b":1}'
 */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(sorted(value)) ?? "null";
}

/**
 * Whether two values are the same JSON. The database gives an object's keys back in its own order.
 *
 * @example isSameJson({ a: 1, b: 2 }, { b: 2, a: 1 }) // true
 */
export function isSameJson(a: unknown, b: unknown): boolean {
	return canonicalJson(a) === canonicalJson(b);
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	// A null prototype keeps a key called __proto__ an ordinary key.
	const copy: Record<string, unknown> = Object.create(null);
	for (const [key, item] of entries) copy[key] = sorted(item);
	return copy;
}
