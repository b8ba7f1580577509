import * as z from "zod/mini";
import type { Failure, FailureCode } from "#lib/domain/failures.ts";
import type { Answer } from "./exchange.ts";

const text = z.catch(z.optional(z.string()), undefined);

/** Every error shape of Harness in one: ErrorDTO, bean validation, not-found failures. */
const ErrorBody = z.object({
	status: z.string(),
	code: text,
	message: text,
	correlationId: text,
	responseMessages: z.catch(z.array(z.object({ code: text, message: text })), []),
	errors: z.catch(z.array(z.object({ fieldId: text, error: text })), []),
});
export type HarnessErrorBody = z.infer<typeof ErrorBody>;

export function parseErrorBody(body: unknown): HarnessErrorBody | null {
	const parsed = z.safeParse(ErrorBody, body);
	return parsed.success && parsed.data.status !== "SUCCESS" ? parsed.data : null;
}

/** A failing connection test comes as an error with these parts; no other error has them. */
export function isFailingTest(answer: Answer): boolean {
	const body = parseErrorBody(answer.body);
	return body?.responseMessages.some(({ code }) => code === "HINT" || code === "EXPLANATION") ?? false;
}

/** The failure that an answer stands for, or null when it is a success (2xx and `status: SUCCESS`). */
export function failureOf(answer: Answer): Failure | null {
	const body = parseErrorBody(answer.body);
	const isSuccess = answer.httpStatus >= 200 && answer.httpStatus < 300;
	if (isSuccess && body === null) return null;
	const code =
		byStatus(answer.httpStatus) ??
		(body === null ? "HARNESS_UNEXPECTED_ANSWER" : byBody(answer.httpStatus, body));
	return {
		code,
		detail: body === null ? `HTTP ${answer.httpStatus}, not an answer of Harness's API.` : describe(body),
	};
}

function byStatus(httpStatus: number): FailureCode | null {
	if (httpStatus === 401) return "HARNESS_UNAUTHORIZED";
	if (httpStatus === 403) return "HARNESS_FORBIDDEN";
	if (httpStatus === 429) return "HARNESS_RATE_LIMITED";
	return httpStatus >= 500 ? "HARNESS_UNAVAILABLE" : null;
}

const BY_CODE: Readonly<Record<string, FailureCode>> = {
	ENTITY_NOT_FOUND: "HARNESS_CONNECTOR_NOT_FOUND",
	RESOURCE_NOT_FOUND_EXCEPTION: "HARNESS_CONNECTOR_NOT_FOUND",
	RESOURCE_NOT_FOUND: "HARNESS_CONNECTOR_NOT_FOUND",
	DUPLICATE_FIELD: "HARNESS_CONNECTOR_EXISTS",
	NG_ACCESS_DENIED: "HARNESS_FORBIDDEN",
	ACCESS_DENIED: "HARNESS_FORBIDDEN",
	INVALID_TOKEN: "HARNESS_UNAUTHORIZED",
	EXPIRED_TOKEN: "HARNESS_UNAUTHORIZED",
};
const TAKEN = /has been given an identifier: .* that already exists/;

function byBody(httpStatus: number, body: HarnessErrorBody): FailureCode {
	const known = body.code !== undefined && Object.hasOwn(BY_CODE, body.code) ? BY_CODE[body.code] : undefined;
	if (known !== undefined) return known;
	if (httpStatus === 404) return "HARNESS_CONNECTOR_NOT_FOUND";
	return TAKEN.test(body.message ?? "") ? "HARNESS_CONNECTOR_EXISTS" : "HARNESS_REJECTED";
}

const MAX_DETAIL = 2_000;

function describe(body: HarnessErrorBody): string {
	const parts = [
		body.message,
		...body.responseMessages.map(({ message }) => message),
		...body.errors.map(({ fieldId, error }) => [fieldId, error].filter(Boolean).join(": ")),
		body.correlationId === undefined ? undefined : `correlationId ${body.correlationId}`,
	];
	const said = [...new Set(parts.map((part) => part?.trim()).filter(Boolean))];
	return said.join("\n").slice(0, MAX_DETAIL);
}
