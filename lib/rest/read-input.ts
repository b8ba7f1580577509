import type * as z from "zod/mini";
import en from "zod/v4/locales/en.js";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { type ApiRoute, ENDPOINTS, type Endpoint, type Input } from "./endpoints.ts";
import { readBody } from "./read-body.ts";
import { readQuery } from "./read-query.ts";

/** What was sent to an endpoint, parsed by its schemas. */
export async function readInput<R extends ApiRoute>(
	route: R,
	request: Request,
	params: Readonly<Record<string, string>>,
): Promise<Result<Input<R>>> {
	const endpoint: Endpoint = ENDPOINTS[route];
	const ids = readParams(endpoint, params);
	if (!ids.ok) return ids;
	const query = await readPart(endpoint.query, () => readQuery(new URL(request.url).searchParams));
	if (!query.ok) return query;
	const body = await readPart(endpoint.body, () => readJson(request));
	if (!body.ok) return body;
	const { origin } = new URL(request.url);
	return ok(asInput<R>({ params: ids.value, query: query.value, body: body.value, origin }));
}

/** Sound: each part was parsed by the schema that its type is inferred from. */
function asInput<R extends ApiRoute>(parts: {
	params: object;
	query: unknown;
	body: unknown;
	origin: string;
}): Input<R> {
	return parts as Input<R>;
}

function readParams(
	{ params = {}, unknownParam = "API_ADDRESS_UNKNOWN" }: Endpoint,
	given: Readonly<Record<string, string>>,
): Result<Readonly<Record<string, string>>> {
	const entries = Object.entries(params).map(
		([name, schema]) => [name, schema.safeParse(given[name])] as const,
	);
	const isWhole = entries.every(([, parsed]) => parsed.success);
	if (!isWhole) return failed({ code: unknownParam });
	return ok(Object.fromEntries(entries.map(([name, parsed]) => [name, parsed.data ?? ""])));
}

async function readJson(request: Request): Promise<Result<unknown>> {
	const type = request.headers.get("content-type") ?? "";
	if (/^application\/json *(;|$)/i.test(type)) return readBody(request);
	return failed({ code: "INPUT_INVALID", field: "Content-Type", detail: "The body is application/json." });
}

async function readPart(
	schema: z.ZodMiniType | undefined,
	read: () => Result<unknown> | Promise<Result<unknown>>,
): Promise<Result<unknown>> {
	if (schema === undefined) return ok(undefined);
	const given = await read();
	if (!given.ok) return given;
	const parsed = schema.safeParse(given.value, IN_ENGLISH);
	return parsed.success ? ok(parsed.data) : failed({ code: "INPUT_INVALID", ...firstIssue(parsed.error) });
}

/** What the schemas do not say in words of their own. */
const IN_ENGLISH = { error: en().localeError };

/** One problem is told; its field as `role.region` or `subjects.ids.3`. */
function firstIssue(error: z.core.$ZodError): { readonly field?: string; readonly detail: string } {
	const [issue] = error.issues;
	const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
	const field = [...(issue?.path ?? []), ...unknown].join(".").slice(0, 200);
	const detail = unknown.length > 0 ? "There is no such field." : (issue?.message ?? "It cannot be read.");
	return { detail: detail.slice(0, 500), ...(field !== "" && { field }) };
}
