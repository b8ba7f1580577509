import type { Context } from "#lib/context.ts";
import type { KeptAnswer } from "#lib/db/idempotency-port.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import type { Result } from "#lib/domain/result.ts";
import { type Answer, type ApiRoute, type Download, ENDPOINTS } from "#lib/rest/endpoints.ts";
import { problemOf } from "../problem.ts";
import { streamOf } from "../stream-of.ts";

const NO_STORE = { "cache-control": "no-store" };

/** Where what a write made can be asked for. */
const LOCATIONS: Partial<Record<ApiRoute, string>> = {
	"POST /api/v1/connectors": "/api/v1/connectors/",
	"POST /api/v1/connectors/[id]/verify": "/api/v1/operations/",
	"POST /api/v1/operations": "/api/v1/operations/",
	"POST /api/v1/operations/[id]/retry": "/api/v1/operations/",
	"POST /api/v1/rollouts/[id]/plans/[planId]/apply": "/api/v1/operations/",
};

/** What a handler came to, over HTTP. */
export function responseOf<R extends ApiRoute>(ctx: Context, route: R, result: Result<Answer<R>>): Response {
	if (!result.ok) return problemOf(result.failure);
	const value = asObject(result.value);
	if (isDownload(route, value)) return downloadOf(ctx, value);
	const location = LOCATIONS[route];
	const response = Response.json(value, { status: ENDPOINTS[route].status, headers: NO_STORE });
	if (location !== undefined && "id" in value) response.headers.set("location", `${location}${value.id}`);
	if (route === "POST /api/v1/rollouts/[id]/plans" && "id" in value && "rolloutId" in value)
		response.headers.set("location", `/api/v1/rollouts/${value.rolloutId}/plans/${value.id}`);
	return response;
}

/** Sound: every endpoint answers with an object. */
function asObject(answer: unknown): object {
	return answer as object;
}

/** Sound: what an endpoint without a schema answers is typed as a download. */
function isDownload(route: ApiRoute, value: object): value is Download {
	return "media" in ENDPOINTS[route].answer && "mediaType" in value;
}

function downloadOf(ctx: Context, { mediaType, fileName, text }: Download): Response {
	return new Response(typeof text === "string" ? text : streamOf(ctx, text), {
		headers: {
			...NO_STORE,
			"content-type": mediaType,
			"content-disposition": `attachment; filename="${fileName}"`,
			"x-content-type-options": "nosniff",
		},
	});
}

const KEPT_HEADERS = ["content-type", "location"];

/** An answer in JSON as it is kept, so that a repeated request gets the same. */
export async function keptOf(response: Response): Promise<KeptAnswer> {
	// Sound: every answer to a write is JSON that we wrote.
	const body = (await response.json()) as JsonValue;
	const headers = Object.fromEntries([...response.headers].filter(([name]) => KEPT_HEADERS.includes(name)));
	return { status: response.status, headers, body };
}

export function responseOfKept({ status, headers, body }: KeptAnswer, isRepeated: boolean): Response {
	const response = Response.json(body, { status, headers: { ...headers, ...NO_STORE } });
	if (isRepeated) response.headers.set("idempotency-replayed", "true");
	return response;
}
