import type { Context } from "#lib/context.ts";
import type { ApiKey } from "#lib/db/api-keys-port.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** From now on the key is refused. Revoking twice changes nothing more. */
export async function revokeKey(ctx: Context, { id }: { readonly id: string }): Promise<Result<ApiKey>> {
	const at = ctx.now();
	return ctx.db.transaction(async (tx) => {
		const before = await tx.apiKeys.find(id);
		const key = before === null ? null : await tx.apiKeys.revoke(id, at);
		if (before === null || key === null) return failed({ code: "API_KEY_NOT_FOUND" });
		if (before.revokedAt !== null) return ok(key);
		const { actor } = ctx;
		const details = { name: key.name };
		await tx.audit.append({ actor, action: "api-key.revoked", subject: id, at, details });
		return ok(key);
	});
}
