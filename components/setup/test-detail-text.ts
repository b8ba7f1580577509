import type { JsonValue } from "#lib/domain/check.ts";

/** A stored fact as one line of words. */
export function textOf(value: JsonValue | undefined): string {
	if (value === undefined || value === null) return "";
	if (Array.isArray(value)) {
		const hasObjects = value.some((item: JsonValue) => typeof item === "object");
		return value.map((item: JsonValue) => textOf(item)).join(hasObjects ? "; " : ", ");
	}
	if (typeof value === "object") {
		if ("operator" in value && "key" in value && "values" in value) {
			return `${textOf(value.key)} ${textOf(value.operator)} ${textOf(value.values)}`;
		}
		return Object.values(value)
			.map((item) => textOf(item))
			.filter((text) => text !== "")
			.join(" ");
	}
	return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}
