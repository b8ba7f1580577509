import type { FailureCode } from "./failures.ts";

/** What is not named here is a request that was understood and cannot be done: 422. */
const STATUSES: Partial<Record<FailureCode, number>> = {
	CONNECTOR_NOT_FOUND: 404,
	ROLLOUT_NOT_FOUND: 404,
	ROLLOUT_PLAN_NOT_FOUND: 404,
	LAUNCH_LINK_NOT_FOUND: 404,
	OPERATION_NOT_FOUND: 404,
	NOT_SIGNED_IN: 401,
	PASSWORD_CHANGE_REQUIRED: 403,
	NOT_ALLOWED: 403,
	CONNECTOR_CHANGED_MEANWHILE: 409,
	ROLLOUT_CHANGED_MEANWHILE: 409,
	INPUT_INVALID: 400,
	API_KEY_NOT_ACCEPTED: 401,
	API_KEY_NOT_FOUND: 404,
	API_ADDRESS_UNKNOWN: 404,
	API_METHOD_NOT_ALLOWED: 405,
	IDEMPOTENT_REQUEST_RUNNING: 409,
	REQUEST_TOO_LARGE: 413,
	TOO_MANY_REQUESTS: 429,
	UNEXPECTED: 500,
};

/**
 * The HTTP status of a failure.
 *
 * @example statusOf("CONNECTOR_NOT_FOUND") // 404
 */
export function statusOf(code: FailureCode): number {
	return STATUSES[code] ?? 422;
}
