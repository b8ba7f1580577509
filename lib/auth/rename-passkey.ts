import { isAPIError } from "better-auth/api";
import type { Auth } from "./auth.ts";

type Renaming = {
	/** Of the request under way, with the session's cookie: only its person's own passkeys are renamed. */
	readonly headers: Headers;
	readonly id: string;
	readonly name: string;
};

/** False: this person has no such passkey, or no longer. */
export async function renamePasskey(auth: Auth, { headers, id, name }: Renaming): Promise<boolean> {
	try {
		await auth.api.updatePasskey({ headers, body: { id, name } });
		return true;
	} catch (error) {
		if (isAPIError(error) && error.statusCode < 500) return false;
		throw error;
	}
}
