import type { JsonValue } from "./check.ts";

/**
 * Whether a value out of parsed JSON is an object with fields, and no list.
 *
 * @example isRecord([]) // false
 */
export function isRecord(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue };
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>>;
export function isRecord(value: unknown): boolean {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether it is a list: Array.isArray does not tell the compiler so of one that is read only. */
export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
	return Array.isArray(value);
}
