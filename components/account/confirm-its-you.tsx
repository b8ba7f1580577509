"use client";

import {
	type ComponentType,
	createContext,
	lazy,
	type ReactNode,
	Suspense,
	useCallback,
	useContext,
	useRef,
	useState,
} from "react";
import type { FailureCode } from "#lib/domain/failures.ts";

const ConfirmDialog = lazy(async () => ({ default: (await import("./confirm-dialog.tsx")).ConfirmDialog }));

/** What keeps a change of trust from being made. */
export type Missing = "proof" | "second-factor";

/** Asks the person who they are; true: proved, so what was refused may be tried again. */
type Ask = (missing: Missing) => Promise<boolean>;

const ConfirmContext = createContext<Ask>(async () => false);

export type ConfirmDialogProps = {
	readonly missing: Missing;
	readonly onDone: (isProved: boolean) => void;
};

export type ConfirmItsYouProps = {
	readonly children: ReactNode;
	/** What asks; another one in tests. */
	readonly dialog?: ComponentType<ConfirmDialogProps>;
};

/** Holds the one dialog that asks who somebody is, outside of every form. */
export function ConfirmItsYou({ children, dialog: Question = ConfirmDialog }: ConfirmItsYouProps) {
	const [missing, setMissing] = useState<Missing | null>(null);
	const answer = useRef<(isProved: boolean) => void>(() => {});
	const ask = useCallback<Ask>((next) => {
		// A second question while one is open: the first is taken as not answered.
		answer.current(false);
		setMissing(next);
		return new Promise((resolve) => {
			answer.current = resolve;
		});
	}, []);
	const close = useCallback((isProved: boolean) => {
		setMissing(null);
		answer.current(isProved);
	}, []);
	return (
		<ConfirmContext value={ask}>
			{children}
			{missing !== null && (
				<Suspense>
					<Question missing={missing} onDone={close} />
				</Suspense>
			)}
		</ConfirmContext>
	);
}

/** What an action answers: refused by the gate before it, or by the verb itself. */
type Answered = {
	readonly serverError?: FailureCode;
	readonly data?:
		| { readonly ok: true }
		| { readonly ok: false; readonly failure: { readonly code: FailureCode } };
};

/**
 * An action that may change whom we trust: where it is refused for want of a fresh proof, the person is asked and the
 * action runs again. Who closes the question, or has no second factor yet, gets the refusal as the answer.
 */
export function useTrustAction<Input extends readonly unknown[], Answer extends Answered>(
	action: (...input: Input) => Promise<Answer>,
): (...input: Input) => Promise<Answer> {
	const ask = useContext(ConfirmContext);
	return useCallback(
		async (...input) => {
			const answer = await action(...input);
			const missing = missingFor(refusalOf(answer));
			if (missing === null) return answer;
			return (await ask(missing)) ? action(...input) : answer;
		},
		[action, ask],
	);
}

function refusalOf({ serverError, data }: Answered): FailureCode | undefined {
	return serverError ?? (data?.ok === false ? data.failure.code : undefined);
}

function missingFor(code: FailureCode | undefined): Missing | null {
	if (code === "FRESH_SIGN_IN_REQUIRED") return "proof";
	return code === "SECOND_FACTOR_REQUIRED" ? "second-factor" : null;
}
