/** From little to much: each role may do what the one before it may, and more. */
export const ROLES = ["viewer", "reviewer", "operator", "administrator"] as const;
export type Role = (typeof ROLES)[number];

/**
 * What a person or a key is limited to. An empty list is no limit; where both are given, both must hold.
 *
 * @example { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] } // connectors of the data team
 */
export type Scope = {
	readonly harnessAccountRefs: readonly string[];
	/** A connector is within when it bears at least one of them. */
	readonly tags: readonly { readonly key: string; readonly value: string }[];
};

export const EVERYWHERE: Scope = { harnessAccountRefs: [], tags: [] };

/** True when the scope sets no limit at all. */
export function isUnlimited({ harnessAccountRefs, tags }: Scope): boolean {
	return harnessAccountRefs.length === 0 && tags.length === 0;
}

/**
 * Whether a connector lies within a scope.
 *
 * @example isWithin({ harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] }, connector) // false without the tag
 */
export function isWithin(
	scope: Scope,
	connector: { readonly harnessAccountRef: string; readonly tags: Readonly<Record<string, string>> },
): boolean {
	const { harnessAccountRefs, tags } = scope;
	if (harnessAccountRefs.length > 0 && !harnessAccountRefs.includes(connector.harnessAccountRef))
		return false;
	return tags.length === 0 || tags.some(({ key, value }) => connector.tags[key] === value);
}
