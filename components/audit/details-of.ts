import type { JsonValue } from "#lib/domain/check.ts";

/**
 * What an act wrote down beside itself, a line each.
 *
 * @example detailsOf({ reason: "Moved", targetChanged: false }) // [{ term: "Reason", text: "Moved" }, { term: "Target changed", text: "no" }]
 */
export function detailsOf(details: JsonValue): readonly { readonly term: string; readonly text: string }[] {
	if (typeof details !== "object" || details === null || Array.isArray(details)) return [];
	return Object.entries(details).map(([key, value]) => ({ term: termOf(key), text: textOf(value) }));
}

function termOf(key: string): string {
	const words = key
		.replace(/([a-z])([A-Z])/g, (_, end, begin) => `${end} ${begin.toLowerCase()}`)
		.replaceAll(/[-_]/g, " ");
	return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(value: JsonValue): string {
	if (typeof value === "boolean") return value ? "yes" : "no";
	if (value === null) return "none";
	if (typeof value === "string") return value === "" ? "(empty)" : value;
	return typeof value === "number" ? String(value) : JSON.stringify(value);
}
