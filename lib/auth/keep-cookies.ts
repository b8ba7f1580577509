import "server-only";
import { parseSetCookieHeader, toCookieOptions } from "better-auth/cookies";
import { cookies } from "next/headers";

/** Hands the cookies of the sign-in service's answer on with the answer of the request under way. */
export async function keepCookies(answer: Response): Promise<void> {
	const jar = await cookies();
	for (const line of answer.headers.getSetCookie()) {
		for (const [name, attributes] of parseSetCookieHeader(line)) {
			jar.set(name, attributes.value, toCookieOptions(attributes));
		}
	}
}
