import type { Failure } from "#lib/domain/failures.ts";
import type { HarnessTarget } from "./port.ts";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** What a header can carry: anything else would make fetch quote the key in its error. */
const HEADER_SAFE = /^[\x21-\x7e]+$/;

/** The URL of a call, or why this target cannot be asked at all. Plain http only on this machine. */
export function callUrl(
	target: HarnessTarget,
	path: string,
	query: Readonly<Record<string, string>>,
): URL | Failure {
	const base = URL.parse(target.baseUrl);
	if (base === null || base.username !== "" || base.password !== "") return notConfigured("baseUrl");
	const mayAsk = base.protocol === "https:" || (base.protocol === "http:" && LOOPBACK.test(base.hostname));
	if (!mayAsk) return notConfigured("baseUrl");
	if (!HEADER_SAFE.test(target.apiKey)) return notConfigured("apiKey");
	if (target.accountId === "") return notConfigured("accountId");
	const url = new URL(base.origin);
	url.pathname = base.pathname.replace(/\/+$/, "") + path;
	url.search = new URLSearchParams({ accountIdentifier: target.accountId, ...query }).toString();
	return url;
}

function notConfigured(field: string): Failure {
	return { code: "HARNESS_NOT_CONFIGURED", field };
}

const REMOVED = "[key removed]";

/** Takes the key, and its secret part alone, out of whatever Harness sent back. */
export function scrubber(apiKey: string): (text: string) => string {
	const secret = apiKey.split(".").at(-1) ?? "";
	const needles = [apiKey, encodeURIComponent(apiKey), ...(secret.length >= 16 ? [secret] : [])];
	return (text) => needles.reduce((left, needle) => left.replaceAll(needle, REMOVED), text);
}
