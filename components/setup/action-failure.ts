import type { Failure, FailureCode } from "#lib/domain/failures.ts";
import type { Result } from "#lib/domain/result.ts";

/** What one of our actions answers, whether or not it went through. */
export type ActionAnswer<T> = {
	readonly data?: Result<T>;
	readonly serverError?: FailureCode;
	readonly validationErrors?: unknown;
};

/** Why an action without a form did not go through; null: it did. `run` may also fail to reach the server at all. */
export async function failureOf<T>(
	run: () => Promise<ActionAnswer<T>>,
): Promise<Failure | "unreachable" | null> {
	let answer: ActionAnswer<T>;
	try {
		answer = await run();
	} catch {
		return "unreachable";
	}
	if (answer.serverError !== undefined) return { code: answer.serverError };
	if (answer.validationErrors !== undefined || answer.data === undefined) return { code: "INPUT_INVALID" };
	return answer.data.ok ? null : answer.data.failure;
}
