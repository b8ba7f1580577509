import type { ServerError, SubmitOutcome } from "#components/form/form.tsx";
import type { Failure } from "#lib/domain/failures.ts";
import { type ActionAnswer, failureOf } from "./action-failure.ts";
import { failureText } from "./failure-text.ts";

export type StepOutcome<T> =
	| { readonly kind: "saved"; readonly value: T }
	/** A field of the form is the cause: the form shows it there. */
	| { readonly kind: "fields"; readonly outcome: SubmitOutcome; readonly failure: Failure }
	/** It concerns the whole step, or the server could not be reached; what was typed stays. */
	| { readonly kind: "step"; readonly failure: Failure | "unreachable" };

/** What came of a step's "Continue": saved, a wrong field, or something about the step as a whole. */
export async function stepOutcome<T>(run: () => Promise<ActionAnswer<T>>): Promise<StepOutcome<T>> {
	let answer: ActionAnswer<T> = {};
	const failure = await failureOf(async () => {
		answer = await run();
		return answer;
	});
	if (failure !== null) {
		if (failure === "unreachable" || failure.field === undefined) return { kind: "step", failure };
		return { kind: "fields", failure, outcome: { errors: [await errorAtField(failure)] } };
	}
	const { data } = answer;
	if (data === undefined || !data.ok) return { kind: "step", failure: { code: "UNEXPECTED" } };
	return { kind: "saved", value: data.value };
}

/** One failure as its field's message: what the server said of it, else what it is and what to do. */
export async function errorAtField({ code, field, detail }: Failure): Promise<ServerError> {
	const { title, fixes } = await failureText(code);
	return { ...(field !== undefined && { field }), message: detail ?? `${title}. ${fixes[0]}` };
}
