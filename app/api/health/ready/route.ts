import { isReady } from "#lib/server-context.ts";

export const dynamic = "force-dynamic";

const NO_STORE = { "cache-control": "no-store" };

export async function GET() {
	const ready = await isReady().catch(() => false);
	if (ready) return Response.json({ ready }, { headers: NO_STORE });
	return Response.json(
		{
			type: "about:blank",
			title: "Not ready",
			status: 503,
			detail: "The database does not answer, or it belongs to another installation.",
		},
		{ status: 503, headers: { ...NO_STORE, "content-type": "application/problem+json" } },
	);
}
