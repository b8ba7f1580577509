import type { Actor, Context } from "#lib/context.ts";
import type { TrustChange } from "#lib/db/trust-changes-port.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { HeldAction } from "./held-action.ts";
import { heldActionNamed } from "./registry.ts";
import { tellingContext } from "./tell-administrators.ts";

/**
 * Approves what somebody else asked for, and does it in their name, with the right that they have now. What the form's
 * version has left behind, or what they may no longer do, is not done.
 */
export async function approveChange(ctx: Context, { id }: { readonly id: string }): Promise<Result<true>> {
	const change = await ctx.db.trustChanges.find(id);
	const held = change && heldActionNamed(change.action);
	if (change === null || held === null) return failed({ code: "APPROVAL_OVER" });
	if (change.requestedBy.id === ctx.actor.id) return failed({ code: "APPROVAL_OWN" });
	const asked = await requesterContext(ctx, change);
	if (asked?.can(held.ability) !== true) return failed({ code: "APPROVAL_OVER" });
	const input = await ctx.db.trustChanges.input(id);
	if (!(await decide(ctx, change))) return failed({ code: "APPROVAL_OVER" });
	const done = await runHeld(tellingContext(asked), held, input);
	await ctx.db.trustChanges.finish(id, {
		failureCode: done.ok ? null : done.failure.code,
		secret: done.ok ? done.value : null,
	});
	if (done.ok) return ok(true);
	await noteFailure(ctx, change, done.failure.code);
	return done;
}

/** Whatever happens, the change is then over: a crash must not leave it between waiting and done. */
async function runHeld(ctx: Context, held: HeldAction, input: unknown): ReturnType<HeldAction["run"]> {
	try {
		return await held.run(ctx, input);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		ctx.log.error({ event: "trust-change-crashed", message }, "an approved change of trust crashed");
		return failed({ code: "UNEXPECTED" });
	}
}

/** Whoever asked, as they are today; null: they are gone. */
async function requesterContext(ctx: Context, { requestedBy }: TrustChange): Promise<Context | null> {
	const person = await ctx.db.people.find(requestedBy.id);
	if (person === null) return null;
	const { id, name, role, scope } = person;
	const { address, requestId } = ctx.actor;
	const actor: Actor = { kind: "person", id, name, role, scope, address, requestId };
	return ctx.actingAs(actor);
}

function decide(ctx: Context, { id, action, what, requestedBy }: TrustChange): Promise<boolean> {
	return ctx.db.transaction(async (tx) => {
		const at = ctx.now();
		if (!(await tx.trustChanges.decide(id, { to: "running", by: ctx.actor.name, at }))) return false;
		await tx.audit.append({
			actor: ctx.actor,
			action: "trust-change.approved",
			subject: `trust-change:${id}`,
			at,
			details: { action, what: what.join(" "), requestedBy: requestedBy.name },
		});
		return true;
	});
}

function noteFailure(ctx: Context, { id, action }: TrustChange, code: FailureCode): Promise<void> {
	return ctx.db.audit.append({
		actor: ctx.actor,
		action: "trust-change.done",
		subject: `trust-change:${id}`,
		at: ctx.now(),
		details: { action, code },
		outcome: "failed",
	});
}
