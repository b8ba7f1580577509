import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { Destination } from "#lib/domain/destination.ts";
import { verifierExternalId } from "#lib/domain/external-id.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { tagsForNew } from "#lib/domain/scope-rules.ts";
import { newId } from "./new-id.ts";

type Input = {
	readonly requiresAutoStopping: boolean;
	/** A cost connector of Harness where nothing is said. */
	readonly destination?: Destination;
};

/**
 * A new, empty connector. Its own external ID is made here, once, and never changes by an edit. Made by somebody who
 * is limited to a tag, it bears that tag from the start.
 */
export async function createDraft(ctx: Context, input: Input): Promise<Result<Connector>> {
	const { requiresAutoStopping, destination = "harness-ccm" } = input;
	const harnessAccount = await ctx.db.harnessAccounts.first();
	if (harnessAccount === null) return failed({ code: "HARNESS_NOT_CONFIGURED" });
	const id = newId(ctx.randomBytes);
	const tags = tagsForNew(ctx.actor.scope);
	const connector = await ctx.db.transaction(async (tx) => {
		const inserted = await tx.connectors.insert({
			id,
			harnessAccountRef: harnessAccount.ref,
			requiresAutoStopping: requiresAutoStopping && destination === "harness-ccm",
			destination,
			verifierExternalId: verifierExternalId(ctx.randomBytes(20)),
			tags,
		});
		const rows = Object.entries(tags).map(([key, value]) => ({ key, value }));
		if (rows.length > 0) await tx.connectors.saveDraft(id, "overview", { tags: rows });
		await tx.audit.append({
			actor: ctx.actor,
			action: "connector.created",
			subject: id,
			at: ctx.now(),
			details: destination === "harness-ccm" ? {} : { destination },
		});
		return inserted;
	});
	return ok(connector);
}
