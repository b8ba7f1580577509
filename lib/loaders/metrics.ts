import "server-only";
import { webMetrics } from "#lib/server-context.ts";

/** Prometheus's text, for whom the request's watcher has let in; null: nobody else. */
export async function readMetrics(headers: Headers) {
	return webMetrics(headers);
}
