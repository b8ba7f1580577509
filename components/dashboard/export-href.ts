/** The file with everything that a query finds. */
export function exportHref(search: string, format: "csv" | "json"): string {
	const params = new URLSearchParams(search);
	params.set("format", format);
	return `/api/export/connectors?${params}`;
}
