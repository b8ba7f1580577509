import { readMetrics } from "#lib/loaders/metrics.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request) {
	const shown = await readMetrics(request.headers);
	if (shown === null) {
		const headers = { "www-authenticate": "Bearer", "cache-control": "no-store" };
		return new Response("Not allowed\n", { status: 401, headers });
	}
	return new Response(shown.text, {
		headers: { "content-type": shown.contentType, "cache-control": "no-store" },
	});
}
