import { isAPIError } from "better-auth/api";
import type { Failure } from "#lib/domain/failures.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import type { Auth } from "./auth.ts";
import { limitProofs, type ProofTry, type ProvingSession } from "./limit-proofs.ts";

/** What somebody who is signed in shows to prove once more who they are. */
export type ProofAgain = { readonly password: string; readonly code: string };

type Proving = ProofAgain &
	ProvingSession & {
		readonly person: { readonly id: string; readonly hasApp: boolean };
		/** Of the request under way, with the session's cookie. */
		readonly headers: Headers;
	};

/** Proves a session again by password and, where there is one, the second factor; the session gets a new token. */
export async function proveAgain(auth: Auth, proving: Proving): Promise<Result<true>> {
	const { person, headers } = proving;
	const { internalAdapter } = await auth.$context;
	const account = await internalAdapter.findCredentialAccount(person.id);
	const hash = account?.password;
	if (!hash) return failed(wrongPassword("You have no password here. Use a passkey, or sign in again."));
	const proved = await limitProofs(auth, proving, () => tryProof(auth, proving, hash));
	if (!proved.ok) return proved;
	const provedBy = person.hasApp ? "second-factor" : "password";
	return (await renew(auth, headers, provedBy)) ? proved : failed(wrongPassword(BY_PROVIDER_ONLY));
}

const BY_PROVIDER_ONLY = "A password proves nothing here: confirm by single sign-on.";

/** False: single sign-on is the only way in, and a password alone does not count beside it. */
async function renew(auth: Auth, headers: Headers, provedBy: "password" | "second-factor"): Promise<boolean> {
	try {
		await auth.api.renewSession({ headers, body: { provedBy } });
		return true;
	} catch (error) {
		if (isAPIError(error) && error.statusCode === 401) return false;
		throw error;
	}
}

async function tryProof(auth: Auth, proving: Proving, hash: string): Promise<ProofTry> {
	const { password } = await auth.$context;
	const isRight = await password.verify({ hash, password: proving.password });
	if (!isRight) return { kind: "wrong", failure: wrongPassword("This is not your password.") };
	const wrongCode = proving.person.hasApp ? await verifyCode(auth, proving.headers, proving.code) : null;
	return wrongCode === null ? { kind: "right" } : { kind: "wrong", failure: wrongCode };
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
