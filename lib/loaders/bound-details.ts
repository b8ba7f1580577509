import type { CheckDetails, JsonValue } from "#lib/domain/check.ts";

const TEXT_LIMIT = 2_000;
const LIST_LIMIT = 400;
const FIELD_LIMIT = 60;
const DEPTH_LIMIT = 8;

/** A check's details as a page may show them: no text, list or nesting without end, whatever AWS sent. */
export function boundDetails(details: CheckDetails): CheckDetails {
	return Object.fromEntries(
		Object.entries(details)
			.slice(0, FIELD_LIMIT)
			.map(([key, value]) => [key, bound(value, 1)]),
	);
}

function bound(value: JsonValue, depth: number): JsonValue {
	if (typeof value === "string") return value.length > TEXT_LIMIT ? `${value.slice(0, TEXT_LIMIT)}…` : value;
	if (typeof value !== "object" || value === null) return value;
	if (depth >= DEPTH_LIMIT) return "…";
	if (isList(value)) return value.slice(0, LIST_LIMIT).map((item) => bound(item, depth + 1));
	return Object.fromEntries(
		Object.entries(value)
			.slice(0, FIELD_LIMIT)
			.map(([key, item]) => [key, bound(item, depth + 1)]),
	);
}

/** Array.isArray does not narrow a readonly list. */
function isList(value: JsonValue): value is readonly JsonValue[] {
	return Array.isArray(value);
}
