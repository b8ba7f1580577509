import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import { APPROVAL_DAYS } from "#lib/domain/trust-notice.ts";
import { heldActionNamed } from "./registry.ts";
import { tellAdministrators } from "./tell-administrators.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Keeps a change of trust for a second administrator, where the settings ask for one. True: it was kept, and nothing
 * else is done. The input is sealed, as it may hold a key.
 */
export async function holdChange(
	ctx: Context,
	{ action, input }: { readonly action: string; readonly input: unknown },
): Promise<boolean> {
	const held = heldActionNamed(action);
	if (held === null || !(await ctx.db.settings.get()).fourEyes) return false;
	const what = await held.describe(ctx, input);
	if (what === null) return false;
	const id = newId(ctx.randomBytes);
	const at = ctx.now();
	const expiresAt = new Date(at.getTime() + APPROVAL_DAYS * DAY_MS);
	const requestedBy = { id: ctx.actor.id, name: ctx.actor.name };
	await ctx.db.transaction(async (tx) => {
		const change = { id, action, what, requestedBy, requestedAt: at, expiresAt };
		await tx.trustChanges.insert({ ...change, input: asJson(input) });
		const details = { action, what: what.join(" ") };
		const event = {
			actor: ctx.actor,
			action: "trust-change.requested",
			subject: `trust-change:${id}`,
			at,
			details,
		};
		await tx.audit.append(event);
		await tellAdministrators(ctx, tx, event);
	});
	return true;
}

/** What an action's schema has taken came from a browser as plain data. */
function asJson(input: unknown): JsonValue {
	return JSON.parse(JSON.stringify(input));
}
