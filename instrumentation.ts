/** Runs once, before the server takes its first request. */
export async function register(): Promise<void> {
	if (process.env.NEXT_RUNTIME !== "nodejs") return;
	const { watchRequests } = await import("#lib/metrics/watch-requests.ts");
	watchRequests({
		token: process.env.METRICS_TOKEN || undefined,
		isBehindProxy: process.env.ROLEBRIDGE_BEHIND_PROXY === "true",
		isSecure: process.env.ROLEBRIDGE_URL?.startsWith("https:") === true,
	});
}
