import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { Answer } from "./endpoints.ts";

/** What the key of the request may do. */
export async function getOwnKey(ctx: Context): Promise<Result<Answer<"GET /api/v1/key">>> {
	const key = await ctx.db.apiKeys.find(ctx.actor.id);
	if (key === null || ctx.actor.role === null) return failed({ code: "API_KEY_NOT_FOUND" });
	const { harnessAccountRefs, tags } = ctx.actor.scope;
	return ok({
		id: key.id,
		name: key.name,
		role: ctx.actor.role,
		scope: { harnessAccountRefs: [...harnessAccountRefs], tags: tags.map((tag) => ({ ...tag })) },
		createdAt: key.createdAt.toISOString(),
		expiresAt: key.expiresAt.toISOString(),
		mode: ctx.config.mode,
	});
}
