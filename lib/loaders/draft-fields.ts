import type { JsonValue } from "#lib/domain/check.ts";

export type Fields = { readonly [field: string]: JsonValue };

/** What was typed into a step and not saved, field by field; null: nothing. */
export function asFields(draft: JsonValue | undefined): Fields | null {
	if (typeof draft !== "object" || draft === null || Array.isArray(draft)) return null;
	return Object.fromEntries(Object.entries(draft));
}
