import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { Role, Scope } from "#lib/domain/access.ts";
import {
	API_KEY_MAX_DAYS,
	apiKeyPrefix,
	formatApiKey,
	isScopeWithin,
	lesserRole,
} from "#lib/domain/api-key.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

type NewKey = {
	readonly name: string;
	readonly access: { readonly role: Role; readonly scope: Scope };
	/** From 1 to 365. */
	readonly days: number;
};
/** `secret` is the whole key; it is told here and never again. */
type CreatedKey = { readonly id: string; readonly secret: string; readonly expiresAt: Date };

/** So many keys may be accepted at once. */
const MOST = 200;
const DAY_MS = 86_400_000;

/** A key for a machine. Whoever makes it gives no more than they have. */
export async function createKey(ctx: Context, { name, access, days }: NewKey): Promise<Result<CreatedKey>> {
	const { actor } = ctx;
	if (actor.kind !== "person" || actor.role === null) return failed({ code: "NOT_ALLOWED" });
	const { role, scope } = access;
	if (lesserRole(role, actor.role) !== role) return failed({ code: "NOT_ALLOWED", field: "role" });
	if (!isScopeWithin(scope, actor.scope)) return failed({ code: "NOT_ALLOWED", field: "tags" });
	const createdAt = ctx.now();
	const expiresAt = new Date(createdAt.getTime() + Math.min(days, API_KEY_MAX_DAYS) * DAY_MS);
	const id = newId(ctx.randomBytes);
	const secret = formatApiKey({ id, secret: Buffer.from(ctx.randomBytes(32)).toString("base64url") });
	return ctx.db.transaction(async (tx) => {
		const prefix = apiKeyPrefix(secret);
		const isRoom = await tx.apiKeys.insert(
			{
				name,
				role,
				scope,
				id,
				prefix,
				hash: ctx.sha256Hex(secret),
				createdBy: actor.id,
				createdAt,
				expiresAt,
			},
			MOST,
		);
		if (!isRoom) return failed({ code: "API_KEY_LIMIT" });
		const details = { name, role, scope, expiresAt: expiresAt.toISOString() };
		await tx.audit.append({ actor, action: "api-key.created", subject: id, at: createdAt, details });
		return ok({ id, secret, expiresAt });
	});
}
