/** Runs once, before the server takes its first request. */
export async function register(): Promise<void> {
	if (process.env.NEXT_RUNTIME !== "nodejs") return;
	const { watchRequests } = await import("#lib/metrics/watch-requests.ts");
	watchRequests(process.env.METRICS_TOKEN || undefined);
}
