import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import { verifierExternalId } from "#lib/domain/external-id.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { DEFAULT_NAMING, type Rollout, type RolloutKind } from "#lib/domain/rollout.ts";
import { whyOutside } from "#lib/domain/scope-rules.ts";

/**
 * A new, empty rollout. What its accounts' external IDs are made from is made here, at random; an ended rollout over
 * the same organization leaves it its own instead, once that organization is named.
 */
export async function createRollout(
	ctx: Context,
	{ kind }: { readonly kind: RolloutKind },
): Promise<Result<Rollout>> {
	const harnessAccount = await ctx.db.harnessAccounts.first();
	if (harnessAccount === null) return failed({ code: "HARNESS_NOT_CONFIGURED" });
	// A rollout's accounts bear no tag yet: whoever is limited to a tag could not see what they made.
	const outside = whyOutside(ctx.actor.scope, { harnessAccountRef: harnessAccount.ref, tags: {} });
	if (outside !== null) {
		const detail = "A rollout reaches every account of an organization, which is beyond your access.";
		return failed({ code: "NOT_ALLOWED", detail });
	}
	const id = newId(ctx.randomBytes);
	const made = await ctx.db.transaction(async (tx) => {
		const inserted = await tx.rollouts.insert({
			id,
			kind,
			harnessAccountRef: harnessAccount.ref,
			partition: "aws",
			name: "",
			naming: DEFAULT_NAMING,
			verifierExternalId: verifierExternalId(ctx.randomBytes(20)),
			createdByName: ctx.actor.name,
		});
		await tx.audit.append({
			actor: ctx.actor,
			action: "rollout.created",
			subject: id,
			at: ctx.now(),
			details: { kind },
		});
		return inserted;
	});
	return ok(made);
}
