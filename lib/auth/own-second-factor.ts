import { generateRandomString, symmetricEncrypt } from "better-auth/crypto";
import { authenticatorUri, base32 } from "#lib/domain/authenticator-uri.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { Auth } from "./auth.ts";

type Person = { readonly id: string; readonly email: string };

/** What an authenticator app is told, by QR code or by typing. */
export type NewAuthenticator = { readonly uri: string; readonly secret: string };

const MODEL = "twoFactor";
const ofPerson = (userId: string) => [{ field: "userId", value: userId }];

/** Makes a secret that counts only once a code of it was shown; an earlier one that nobody confirmed is dropped. */
export async function beginAuthenticator(auth: Auth, person: Person): Promise<Result<NewAuthenticator>> {
	const { adapter, secretConfig } = await auth.$context;
	const found = await adapter.findOne<{ verified: boolean }>({ model: MODEL, where: ofPerson(person.id) });
	if (found?.verified)
		return failed({ code: "CHANGE_NOT_POSSIBLE", detail: "An authenticator app is set up already." });
	await adapter.deleteMany({ model: MODEL, where: ofPerson(person.id) });
	const secret = generateRandomString(32);
	const data = {
		secret: await symmetricEncrypt({ key: secretConfig, data: secret }),
		backupCodes: await encryptCodes(auth, []),
		userId: person.id,
		verified: false,
		failedVerificationCount: 0,
	};
	await adapter.create({ model: MODEL, data });
	return ok({
		uri: authenticatorUri({ issuer: "Rolebridge", account: person.email, secret }),
		secret: base32(new TextEncoder().encode(secret)),
	});
}

type BackupCodes = { readonly codes: readonly string[]; readonly encrypted: string };

/** Ten new codes: to show this once, and to store. */
export async function newBackupCodes(auth: Auth): Promise<BackupCodes> {
	const codes = Array.from({ length: 10 }, () => {
		const text = generateRandomString(10, "a-z", "0-9");
		return `${text.slice(0, 5)}-${text.slice(5)}`;
	});
	return { codes, encrypted: await encryptCodes(auth, codes) };
}

/** How many backup codes are left. */
export async function backupCodesLeft(auth: Auth, userId: string): Promise<number> {
	const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId } });
	return backupCodes.length;
}

async function encryptCodes(auth: Auth, codes: readonly string[]): Promise<string> {
	const { secretConfig } = await auth.$context;
	return symmetricEncrypt({ key: secretConfig, data: JSON.stringify(codes) });
}
