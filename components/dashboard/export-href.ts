import type { Selection } from "./selection.ts";

/** The file with everything that a query finds. */
export function exportHref(search: string, format: "csv" | "json"): string {
	const params = new URLSearchParams(search);
	params.set("format", format);
	return `/api/export/connectors?${params}`;
}

/** An address with more ids than these would be too long. */
const ID_LIMIT = 200;

/** The page that shows what is chosen in other tools' forms; null: too many were chosen one by one. */
export function exportAsHref(selection: Selection, search: string): string | null {
	if (selection.kind === "all") return `/connectors/export?${search}`;
	if (selection.ids.size > ID_LIMIT) return null;
	return `/connectors/export?${new URLSearchParams({ ids: [...selection.ids].join(",") })}`;
}
