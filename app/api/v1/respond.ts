import { authenticateKey } from "#lib/api-keys/authenticate-key.ts";
import { noteRefusal } from "#lib/audit/note-refusal.ts";
import { actorCan } from "#lib/auth/abilities.ts";
import { ROUTES } from "#lib/auth/access.ts";
import type { Context } from "#lib/context.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { answerOnce } from "#lib/rest/answer-once.ts";
import type { ApiRoute, Input } from "#lib/rest/endpoints.ts";
import { HANDLERS } from "#lib/rest/handlers.ts";
import { readInput } from "#lib/rest/read-input.ts";
import { takeStrangersTurn, takeTurn } from "#lib/rest/take-turn.ts";
import { problem, problemOf } from "../problem.ts";
import { keptOf, responseOf, responseOfKept } from "./api-response.ts";

type Asked<R extends ApiRoute> = {
	readonly route: R;
	readonly request: Request;
	readonly params: Readonly<Record<string, string>>;
};

/**
 * What every request of the API goes through: whose key, how often, may it, what was sent, once only, and what comes
 * back. `stranger`: the context of whoever comes, before their key is known.
 */
export async function respond<R extends ApiRoute>(stranger: Context, asked: Asked<R>): Promise<Response> {
	const { route, request, params } = asked;
	try {
		const own = await admit(stranger, request, route);
		if (own instanceof Response) return own;
		const input = await readInput(route, request, params);
		return input.ok ? await answer(own, asked, input.value) : problemOf(input.failure);
	} catch (error) {
		// Its message may hold what was sent.
		const name = error instanceof Error ? error.name : "unknown";
		stranger.log.error({ event: "api-crashed", route, error: name }, "a request to the API crashed");
		return problemOf({ code: "UNEXPECTED" });
	}
}

/** The context of the key's request, or why it is turned away. */
async function admit(ctx: Context, request: Request, route: ApiRoute): Promise<Context | Response> {
	const { address, requestId } = ctx.actor;
	const authorization = request.headers.get("authorization");
	const authenticated = await authenticateKey(ctx, { authorization, address, requestId });
	if (!authenticated.ok) {
		const seconds = await takeStrangersTurn(ctx, address);
		return seconds === null ? unauthorized(authenticated.failure) : tooMany(seconds);
	}
	const own = ctx.actingAs(authenticated.value);
	const seconds = await takeTurn(own);
	if (seconds !== null) return tooMany(seconds);
	if (actorCan(own.actor, ROUTES[route])) return own;
	await noteRefusal(own, { asked: `route:${route}`, code: "NOT_ALLOWED" });
	return problemOf({ code: "NOT_ALLOWED" });
}

function unauthorized(failure: Failure): Response {
	const response = problem(401, failure);
	response.headers.set("www-authenticate", 'Bearer realm="Rolebridge"');
	return response;
}

function tooMany(seconds: number): Response {
	const detail = `Wait ${seconds} s before the next request.`;
	const response = problem(429, { code: "TOO_MANY_REQUESTS", detail });
	response.headers.set("retry-after", String(seconds));
	return response;
}

async function answer<R extends ApiRoute>(
	ctx: Context,
	{ route, request }: Asked<R>,
	input: Input<R>,
): Promise<Response> {
	const key = idempotencyKey(request);
	if (!key.ok) return problemOf(key.failure);
	const work = async () => responseOf(ctx, route, await HANDLERS[route](ctx, input));
	if (key.value === null) return work();
	const path = new URL(request.url).pathname;
	const once = { key: key.value, method: request.method, path, body: input.body };
	const answered = await answerOnce(ctx, once, async () => keptOf(await work()));
	if (!answered.ok) return problemOf(answered.failure);
	return responseOfKept(answered.value.answer, answered.value.isRepeated);
}

/** Null: none was sent, or the method changes nothing. */
function idempotencyKey(request: Request): Result<string | null> {
	const key = request.headers.get("idempotency-key");
	if (key === null || request.method === "GET" || request.method === "HEAD") return ok(null);
	if (/^[\x21-\x7e]{1,64}$/.test(key)) return ok(key);
	const detail = "An Idempotency-Key has 1 to 64 printable characters.";
	return failed({ code: "INPUT_INVALID", field: "Idempotency-Key", detail });
}
