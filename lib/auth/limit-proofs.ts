import type { Failure } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { Auth } from "./auth.ts";
import { countTry, takeBackTry } from "./counts.ts";
import { SESSION_SECONDS } from "./session-rules.ts";

export type ProvingSession = {
	readonly sessionId: string;
	/** Ends it because somebody guesses in it, and writes that down. */
	readonly endForGuessing: () => Promise<void>;
};

/** What became of one try; `unlooked`: it was refused before any password or code was looked at. */
export type ProofTry =
	| { readonly kind: "right" }
	| { readonly kind: "wrong" | "unlooked"; readonly failure: Failure };

/** Remembered as long as a session lasts: waiting gives nobody further tries. */
const PROOF_TRIES = 5;

/**
 * Runs one try of a signed-in person to prove who they are, wherever they do. The fifth wrong one ends the session: whoever holds a stolen session must not go on guessing in it. Each try is counted before it is looked at, so
 * that trying at once gains nothing.
 */
export async function limitProofs(
	auth: Auth,
	session: ProvingSession,
	prove: () => Promise<ProofTry>,
): Promise<Result<true>> {
	const { adapter } = await auth.$context;
	const key = `prove:${session.sessionId}`;
	const { count } = await countTry(adapter, { key, seconds: SESSION_SECONDS });
	if (count > PROOF_TRIES) return end(session);
	const tried = await prove();
	if (tried.kind === "right") return ok(true);
	if (tried.kind === "unlooked") await takeBackTry(adapter, key);
	else if (count === PROOF_TRIES) return end(session);
	return failed(tried.failure);
}

async function end({ endForGuessing }: ProvingSession): Promise<Result<true>> {
	await endForGuessing();
	return failed({ code: "NOT_SIGNED_IN" });
}
