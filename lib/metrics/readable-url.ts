const API = "/api/v1";

/**
 * The address of a request as the framework can route it. A path that cannot be decoded would be answered by the
 * framework's own page; the API answers it as what it is, an address where nothing is.
 *
 * @example readableUrl("/api/v1/connectors/%E0%A4%A") // "/api/v1/-"
 */
export function readableUrl(url: string): string {
	if (!url.startsWith(`${API}/`)) return url;
	try {
		decodeURIComponent(url.split("?")[0] ?? "");
		return url;
	} catch {
		return `${API}/-`;
	}
}
