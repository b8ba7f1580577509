import type { JsonValue } from "#lib/domain/check.ts";

/** What was typed and not saved, as it was kept: any field may be missing or of another kind. */
export type Draft = { readonly [field: string]: JsonValue } | null;

export function draftText(draft: Draft, field: string): string | undefined {
	const value = draft?.[field];
	return typeof value === "string" ? value : undefined;
}

export function draftBoolean(draft: Draft, field: string): boolean | undefined {
	const value = draft?.[field];
	return typeof value === "boolean" ? value : undefined;
}

/** One of the allowed words, else undefined. */
export function draftChoice<T extends string>(
	draft: Draft,
	field: string,
	allowed: readonly T[],
): T | undefined {
	const text = draftText(draft, field);
	return allowed.find((choice) => choice === text);
}

/** The allowed words of a list; undefined when there is no list. */
export function draftChoices<T extends string>(
	draft: Draft,
	field: string,
	allowed: readonly T[],
): T[] | undefined {
	const value = draft?.[field];
	return Array.isArray(value) ? allowed.filter((choice) => value.includes(choice)) : undefined;
}
