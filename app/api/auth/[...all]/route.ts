import { answerAuth } from "#lib/auth/answer-auth.ts";
import { webAuth } from "#lib/server-context.ts";

async function answer(request: Request): Promise<Response> {
	return (await answerAuth(await webAuth(), request)) ?? notOffered();
}

function notOffered(): Response {
	const body = { type: "about:blank", title: "Not found", status: 404 };
	return Response.json(body, { status: 404, headers: { "content-type": "application/problem+json" } });
}

export function GET(request: Request) {
	return answer(request);
}

export function POST(request: Request) {
	return answer(request);
}
