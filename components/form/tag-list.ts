/** One tag as it is typed: both parts may still be empty. */
export type TagEntry = { readonly key: string; readonly value: string };

/** Tags as a form's default value: `{ team: "cost" }` → `[{ key: "team", value: "cost" }]`. */
export function tagsToEntries(tags: Readonly<Record<string, string>>): TagEntry[] {
	return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** The tags of a form; rows without a key are left out, and of two equal keys the later counts. */
export function entriesToTags(entries: readonly TagEntry[]): Record<string, string> {
	const filled = entries.filter((entry) => entry.key.trim() !== "");
	return Object.fromEntries(filled.map((entry) => [entry.key.trim(), entry.value.trim()]));
}

/** Narrows a form value of unknown shape; anything that is not a list of tags counts as none. */
export function readEntries(value: unknown): readonly TagEntry[] {
	return Array.isArray(value) ? value.filter(isEntry) : [];
}

function isEntry(value: unknown): value is TagEntry {
	return (
		typeof value === "object" &&
		value !== null &&
		"key" in value &&
		"value" in value &&
		typeof value.key === "string" &&
		typeof value.value === "string"
	);
}
