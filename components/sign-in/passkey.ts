import { type AuthAnswer, callAuth } from "./post-to-auth.ts";

type Ceremony = "cancelled" | "unsupported";
export type PasskeyAnswer =
	| AuthAnswer
	| { readonly ok: false; readonly ceremony: Ceremony; readonly message: string };

/** Whether this browser knows passkeys, and may use them at this address. */
export function hasPasskeys(): boolean {
	return (
		typeof PublicKeyCredential !== "undefined" &&
		"parseRequestOptionsFromJSON" in PublicKeyCredential &&
		"parseCreationOptionsFromJSON" in PublicKeyCredential
	);
}

/** Signs in by passkey, or proves again who is signed in. */
export async function signInByPasskey(): Promise<PasskeyAnswer> {
	if (!hasPasskeys()) return UNSUPPORTED;
	const asked = await callAuth("GET", "passkey/generate-authenticate-options");
	if (!asked.ok) return asked;
	const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asRequestOptions(asked.body));
	const credential = await ceremony(() => navigator.credentials.get({ publicKey }));
	if (credential === null) return CANCELLED;
	return callAuth("POST", "passkey/verify-authentication", { response: credential.toJSON() });
}

export async function addPasskey(name: string): Promise<PasskeyAnswer> {
	if (!hasPasskeys()) return UNSUPPORTED;
	const asked = await callAuth("GET", "passkey/generate-register-options");
	if (!asked.ok) return asked;
	const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asCreationOptions(asked.body));
	const credential = await ceremony(() => navigator.credentials.create({ publicKey }));
	if (credential === null) return CANCELLED;
	return callAuth("POST", "passkey/verify-registration", { response: credential.toJSON(), name });
}

const UNSUPPORTED: PasskeyAnswer = {
	ok: false,
	ceremony: "unsupported",
	message:
		"This browser does not offer passkeys here. They need a current browser, and an address that begins with https or localhost.",
};
const CANCELLED: PasskeyAnswer = {
	ok: false,
	ceremony: "cancelled",
	message:
		"The browser gave no passkey: it was cancelled, took too long, or this device has none for Rolebridge.",
};

/** Cancelled, timed out, already known: browsers tell these apart for nobody but the person in front of them. */
async function ceremony(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential | null> {
	try {
		const credential = await ask();
		return credential instanceof PublicKeyCredential ? credential : null;
	} catch {
		return null;
	}
}

/** Sound: our own route answers with the options as WebAuthn writes them. */
function asRequestOptions(body: unknown): PublicKeyCredentialRequestOptionsJSON {
	return body as PublicKeyCredentialRequestOptionsJSON;
}

/** Sound for the same reason. */
function asCreationOptions(body: unknown): PublicKeyCredentialCreationOptionsJSON {
	return body as PublicKeyCredentialCreationOptionsJSON;
}
