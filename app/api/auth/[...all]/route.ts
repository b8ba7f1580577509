import { webAuth } from "#lib/server-context.ts";

async function answer(request: Request): Promise<Response> {
	return (await webAuth()).handler(request);
}

export { answer as GET, answer as POST };
