import { createHash } from "node:crypto";
import type { GenericEndpointContext } from "better-auth";

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,255}$/;

/** What is none may be a password in the wrong field: it is neither counted nor told. */
export function isAddress(typed: unknown): typed is string {
	return typeof typed === "string" && EMAIL.test(typed.trim());
}

/** Names an account without telling which one, and exists for addresses that have none as well. */
export function accountMark(email: string): string {
	return createHash("sha256").update(email.trim().toLowerCase()).digest("base64url").slice(0, 22);
}

/** Who has this address; null: nobody. */
export async function personOf(ctx: GenericEndpointContext, email: string) {
	const found = await ctx.context.internalAdapter.findUserByEmail(email.trim().toLowerCase());
	return found?.user ?? null;
}
