import { readEntries, type TagEntry } from "#components/form/tag-list.ts";
import type { Draft } from "./draft-values.ts";

export function readDraftTags(draft: Draft): TagEntry[] | undefined {
	const value = draft?.tags;
	return Array.isArray(value) ? [...readEntries(value)] : undefined;
}
