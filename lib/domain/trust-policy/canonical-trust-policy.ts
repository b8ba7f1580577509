/**
 * A policy as text that is the same for the same JSON whatever the order of its keys: what a hash
 * is taken of, to see that a trust policy changed. Lists keep their order; a value that JSON does
 * not know (undefined) is left out, as JSON.stringify does.
 *
 * @example canonicalTrustPolicy({ b: 1, a: [2] }) // '{"a":[2],"b":1}'
 */
export function canonicalTrustPolicy(policy: unknown): string {
	return JSON.stringify(sorted(policy)) ?? "null";
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
