import { currentLogFields } from "./log-fields.ts";

/** Bears the caller's address inside this process; the watcher of requests overwrites what a caller sends. */
export const ADDRESS_HEADER = "x-rolebridge-address";

export type RequestOrigin = { readonly address: string | null; readonly requestId: string | null };

/** Where a request came from, and its id in the logs. */
export function originOf(headers: Headers): RequestOrigin {
	return {
		address: headers.get(ADDRESS_HEADER) || null,
		requestId: currentLogFields().requestId ?? null,
	};
}
