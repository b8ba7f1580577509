import "server-only";
import type { Auth } from "./auth.ts";

type Newcomer = { readonly email: string; readonly password: string; readonly headers: Headers };

/** Signs in whoever has just made their account. False: they sign in themselves, for whatever reason. */
export async function signInNewcomer(auth: Auth, { email, password, headers }: Newcomer): Promise<boolean> {
	try {
		await auth.api.signInEmail({ body: { email, password }, headers });
		return true;
	} catch {
		return false;
	}
}
