const API = "/api/v1";
/** The framework keeps parameters in a plain object, where this name is no field. */
const LOST = "__proto__";

/**
 * The address of a request as the framework can route it. A path that cannot be decoded would be answered by the
 * framework's own page; the API answers it as what it is, an address where nothing is. A parameter named `__proto__`
 * would be lost on the way, and the API could not refuse it: it comes as one that no address knows.
 *
 * @example readableUrl("/api/v1/connectors/%E0%A4%A") // "/api/v1/-"
 */
export function readableUrl(url: string): string {
	if (!url.startsWith(`${API}/`)) return url;
	try {
		const [path = "", ...query] = url.split("?");
		decodeURIComponent(path);
		const params = [...new URLSearchParams(query.join("?"))];
		if (!params.some(([name]) => name === LOST)) return url;
		const kept = params.map(([name, value]) => [name === LOST ? "-" : name, value]);
		return `${path}?${new URLSearchParams(kept)}`;
	} catch {
		return `${API}/-`;
	}
}
