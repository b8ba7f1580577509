import { EVERYWHERE, ROLES, type Role, type Scope } from "./access.ts";

/** A stored role; anything unknown gives the least. */
export function roleOf(stored: unknown): Role {
	return ROLES.find((role) => role === stored) ?? "viewer";
}

/**
 * A stored scope: a JSON object, or its text as better-auth hands it over.
 * @throws when it cannot be read: a limit that is not understood must not become no limit.
 */
export function scopeOf(stored: unknown): Scope {
	const value: unknown = typeof stored === "string" ? JSON.parse(stored) : stored;
	if (value === null || value === undefined) return EVERYWHERE;
	if (typeof value !== "object") throw new Error("A stored scope is not an object.");
	const { harnessAccountRefs = [], tags = [] } = value as Partial<Record<string, unknown>>;
	if (!isTextList(harnessAccountRefs) || !isTagList(tags)) throw new Error("A stored scope cannot be read.");
	return { harnessAccountRefs, tags };
}

function isTextList(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function isTagList(value: unknown): value is Scope["tags"] {
	return (
		Array.isArray(value) &&
		value.every(
			(each: unknown) =>
				typeof each === "object" &&
				each !== null &&
				"key" in each &&
				"value" in each &&
				typeof each.key === "string" &&
				typeof each.value === "string",
		)
	);
}
