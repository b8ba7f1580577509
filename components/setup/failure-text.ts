import type { FailureCode, FailureText } from "#lib/domain/failures.ts";

/** What a failure is and what to do. The table is long and seldom needed: it is loaded when something fails. */
export async function failureText(code: FailureCode): Promise<FailureText> {
	const { FAILURES } = await import("#lib/domain/failures.ts");
	return FAILURES[code];
}
