import { timingSafeEqual } from "node:crypto";
import type { Actor, Context } from "#lib/context.ts";
import type { ApiKeyCredentials } from "#lib/db/api-keys-port.ts";
import { apiKeyId, bearerOf, isScopeWithin, lesserRole } from "#lib/domain/api-key.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

type Presented = {
	/** The Authorization header. */
	readonly authorization: string | null;
} & Pick<Actor, "address" | "requestId">;

/**
 * Who a request's key speaks for. A key does what its role says, and never more than whoever made it may do today:
 * a demoted person's keys are demoted with them. Every refusal is the same, so that nobody learns which keys exist.
 */
export async function authenticateKey(
	ctx: Context,
	{ authorization, address, requestId }: Presented,
): Promise<Result<Actor>> {
	const token = bearerOf(authorization);
	const id = token === null ? null : apiKeyId(token);
	if (token === null || id === null) return failed({ code: "API_KEY_NOT_ACCEPTED" });
	const found = await ctx.db.apiKeys.credentials(id);
	const isRight = isSameHash(ctx.sha256Hex(token), found?.hash ?? NOBODYS_HASH);
	const now = ctx.now();
	if (found === null || !isRight || !isAccepted(found, now)) return failed({ code: "API_KEY_NOT_ACCEPTED" });
	const { key, maker } = found;
	await ctx.db.apiKeys.touch(id, now);
	const role = lesserRole(key.role, maker.role);
	const { name, scope } = key;
	return ok({ kind: "key", id, name, role, scope, address, requestId });
}

/** Of no key: compared with where there is none, so that it takes as long. */
const NOBODYS_HASH = "0".repeat(64);

function isAccepted({ key, maker }: ApiKeyCredentials, now: Date): boolean {
	return key.revokedAt === null && now < key.expiresAt && isScopeWithin(key.scope, maker.scope);
}

/** Takes the same time wherever they differ. Both are hex of one length. */
function isSameHash(a: string, b: string): boolean {
	return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
