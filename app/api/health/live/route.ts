/** The process answers; nothing else is asked, so that a database that is away restarts nothing. */
export function GET() {
	return Response.json({ live: true }, { headers: { "cache-control": "no-store" } });
}
