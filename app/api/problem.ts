import { statusOf } from "#lib/domain/failure-status.ts";
import { FAILURES, type Failure } from "#lib/domain/failures.ts";

/** An error as RFC 9457 problem details, with the failure's code. */
export function problem(status: number, failure: Failure): Response {
	const { code, detail } = failure;
	const body = {
		type: `urn:rolebridge:failure:${code}`,
		title: FAILURES[code].title,
		status,
		detail: detail ?? FAILURES[code].cause,
		code,
		...(failure.field !== undefined && { field: failure.field }),
	};
	return Response.json(body, {
		status,
		headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
	});
}

/** The status that a failure of a verb has over HTTP. */
export function problemOf(failure: Failure): Response {
	return problem(statusOf(failure.code), failure);
}

export function json(body: unknown, status = 200): Response {
	return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
