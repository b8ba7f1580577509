import { generateRandomString } from "better-auth/crypto";
import type { Auth } from "./auth.ts";

const HOUR_MS = 60 * 60 * 1_000;

/**
 * A link by which somebody chooses a new password, from the path on; null: nobody has this e-mail address and a
 * password. It works once, for an hour; stored is a hash of its secret.
 */
export async function makeResetLink(auth: Auth, email: string): Promise<string | null> {
	const { internalAdapter } = await auth.$context;
	const found = await internalAdapter.findUserByEmail(email.trim().toLowerCase(), { includeAccounts: true });
	if (!found?.accounts.some(({ providerId }) => providerId === "credential")) return null;
	const token = generateRandomString(32);
	await internalAdapter.createVerificationValue({
		identifier: `reset-password:${token}`,
		value: found.user.id,
		expiresAt: new Date(Date.now() + HOUR_MS),
	});
	return `/reset-password#${token}`;
}
