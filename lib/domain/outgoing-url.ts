import { failed, ok, type Result } from "./result.ts";

const MAX_LENGTH = 2_048;

/**
 * Reads an address that a person typed and that this server is to call. Says nothing yet about where its name leads.
 *
 * The platform's URL parser turns every spelling of an IPv4 host (decimal, octal, hexadecimal, shortened, full-width
 * digits) into four decimal numbers, so that whoever looks at `hostname` afterwards sees what would be called.
 *
 * @returns the URL, or a sentence for the form's field
 * @example parseOutgoingUrl("https://hooks.example.com/a") // { ok: true, value: URL }
 * @see https://url.spec.whatwg.org/#concept-ipv4-parser
 */
export function parseOutgoingUrl(text: string): Result<URL, { readonly message: string }> {
	const refuse = (message: string) => failed({ message });
	const trimmed = text.trim();
	if (trimmed.length > MAX_LENGTH) return refuse("This URL is too long.");
	const url = URL.parse(trimmed);
	if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === "") {
		return refuse("Enter a whole URL, for example https://hooks.example.com/services/abc.");
	}
	if (url.username !== "" || url.password !== "") {
		return refuse("Leave user name and password out of the URL: they would be readable on the way.");
	}
	url.hash = "";
	return ok(url);
}

/**
 * What of a typed URL may be shown afterwards: its path and query are often the secret itself.
 *
 * @example outgoingUrlLabel(new URL("https://hooks.slack.com/services/T0/B0/x1")) // "https://hooks.slack.com/…"
 */
export function outgoingUrlLabel(url: URL): string {
	return url.pathname === "/" && url.search === "" ? url.origin : `${url.origin}/…`;
}
