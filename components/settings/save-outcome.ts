import type { SubmitOutcome } from "#components/form/form.tsx";
import { type ActionAnswer, failureOf } from "#components/setup/action-failure.ts";
import { failureText } from "#components/setup/failure-text.ts";
import type { Failure } from "#lib/domain/failures.ts";

export type SaveOutcome = {
	readonly outcome: SubmitOutcome;
	/** Somebody else saved these settings after this form was filled. */
	readonly isStale: boolean;
};

/** What came of saving a part of the settings, in the words of its form. */
export async function saveOutcome<T>(run: () => Promise<ActionAnswer<T>>): Promise<SaveOutcome> {
	const failure = await failureOf(run);
	if (failure === null) return { outcome: undefined, isStale: false };
	if (failure === "unreachable") {
		const message = "Rolebridge could not be reached. Nothing was saved; what you entered is still here.";
		return { outcome: { errors: [{ message }] }, isStale: false };
	}
	if (failure.code === "CONNECTOR_CHANGED_MEANWHILE") return { outcome: { errors: [] }, isStale: true };
	return { outcome: { errors: [await errorOf(failure)] }, isStale: false };
}

async function errorOf({ code, field, detail }: Failure) {
	const { title, cause, fixes } = await failureText(code);
	if (code === "WAITING_FOR_APPROVAL") return { isWaiting: true, message: `${cause} ${fixes[0]}` } as const;
	if (field !== undefined) return { field, message: detail ?? `${title}. ${fixes[0]}` };
	return { message: `${title}. ${cause} ${fixes[0]}` };
}
