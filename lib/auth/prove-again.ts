import { isAPIError } from "better-auth/api";
import type { Failure } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { Auth } from "./auth.ts";
import { countTry } from "./counts.ts";

/** What somebody who is signed in shows to prove once more who they are. */
export type ProofAgain = { readonly password: string; readonly code: string };

type Proving = ProofAgain & {
	readonly person: { readonly id: string; readonly hasApp: boolean };
	readonly sessionId: string;
	/** Of the request under way, with the session's cookie. */
	readonly headers: Headers;
};

const TRIES = { tries: 5, seconds: 15 * 60 };

/**
 * Proves a session again by password and, where there is one, the second factor; the session gets a new token. Who
 * fails five times is signed out: whoever holds a stolen session must not go on guessing in it.
 */
export async function proveAgain(auth: Auth, proving: Proving): Promise<Result<true>> {
	const { person, sessionId, headers } = proving;
	const { adapter, internalAdapter, password } = await auth.$context;
	const account = await internalAdapter.findCredentialAccount(person.id);
	if (!account?.password)
		return failed(wrongPassword("You have no password here. Use a passkey, or sign in again."));
	const tried = await countTry(adapter, { key: `prove:${sessionId}`, seconds: TRIES.seconds });
	if (tried.count > TRIES.tries) {
		await auth.api.signOut({ headers });
		return failed({ code: "NOT_SIGNED_IN" });
	}
	const isRight = await password.verify({ hash: account.password, password: proving.password });
	if (!isRight) return failed(wrongPassword("This is not your password."));
	if (person.hasApp) {
		const wrongCode = await verifyCode(auth, headers, proving.code);
		if (wrongCode !== null) return failed(wrongCode);
	}
	const provedBy = person.hasApp ? "second-factor" : "password";
	await auth.api.renewSession({ headers, body: { provedBy } });
	return ok(true);
}

/** A code of the authenticator app, or one of the backup codes; null: it was right, and is used up. */
export async function verifyCode(auth: Auth, headers: Headers, typed: string): Promise<Failure | null> {
	const code = typed.replaceAll(/\s/g, "");
	if (code === "") return { code: "INPUT_INVALID", field: "code", detail: "Enter the code." };
	try {
		if (/^\d{6}$/.test(code)) await auth.api.verifyTOTP({ headers, body: { code } });
		else await auth.api.verifyBackupCode({ headers, body: { code, disableSession: true } });
		return null;
	} catch (error) {
		if (!isAPIError(error)) throw error;
		if (error.statusCode === 429)
			return {
				code: "TOO_MANY_REQUESTS",
				detail: "There were too many wrong codes. Try again in 15 minutes.",
			};
		const isUsed = error.body?.code === "CODE_USED";
		const detail = isUsed
			? "This code was used already. Wait for the next one."
			: "This code is not right. It may have changed meanwhile.";
		return { code: "INPUT_INVALID", field: "code", detail };
	}
}

function wrongPassword(detail: string): Failure {
	return { code: "INPUT_INVALID", field: "password", detail };
}
