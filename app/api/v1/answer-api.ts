import { EVERYWHERE } from "#lib/domain/access.ts";
import { originOf } from "#lib/request-origin.ts";
import type { ApiRoute } from "#lib/rest/endpoints.ts";
import { serverContext } from "#lib/server-context.ts";
import { respond } from "./respond.ts";

export type ApiProps = { readonly params: Promise<Readonly<Record<string, string>>> };

export async function answerApi(route: ApiRoute, request: Request, { params }: ApiProps): Promise<Response> {
	const stranger = await serverContext({ ...STRANGER, ...originOf(request.headers) });
	return respond(stranger, { route, request, params: await params });
}

/** Whoever comes, before their key is known. */
const STRANGER = { kind: "key", id: "stranger", name: "Nobody", role: null, scope: EVERYWHERE } as const;
