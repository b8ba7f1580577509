/** Readers for JSON of unknown shape, so that nothing in the sandbox needs a cast. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}

export function stringOf(value: unknown): string | undefined {
	return typeof value === "string" ? value : undefined;
}

/** A scalar as CloudFormation and IAM read it: `true` and `"true"` are the same there. */
export function textOf(value: unknown): string | undefined {
	if (typeof value === "string") return value;
	return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
	if (value === undefined || value === null) return [];
	return Array.isArray(value) ? value : [value];
}

export function stringsOf(value: unknown): string[] {
	return listOf(value).flatMap((item) => textOf(item) ?? []);
}
