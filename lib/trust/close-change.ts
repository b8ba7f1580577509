import type { Context } from "#lib/context.ts";
import type { TrustSecret } from "#lib/db/trust-changes-port.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { tellAdministrators } from "./tell-administrators.ts";

type ById = { readonly id: string };

/** Another administrator says no, or whoever asked takes it back. Either way nothing is done, and the input is gone. */
export async function closeChange(ctx: Context, { id }: ById): Promise<Result<"refused" | "withdrawn">> {
	return ctx.db.transaction(async (tx) => {
		const change = await tx.trustChanges.find(id);
		if (change === null) return failed({ code: "APPROVAL_OVER" });
		const to = change.requestedBy.id === ctx.actor.id ? "withdrawn" : "refused";
		const at = ctx.now();
		if (!(await tx.trustChanges.decide(id, { to, by: ctx.actor.name, at }))) {
			return failed({ code: "APPROVAL_OVER" });
		}
		const details = { action: change.action, what: change.what.join(" ") };
		const event = {
			actor: ctx.actor,
			action: `trust-change.${to}`,
			subject: `trust-change:${id}`,
			at,
			details,
		};
		await tx.audit.append(event);
		if (to === "refused") await tellAdministrators(ctx, tx, event);
		return ok(to);
	});
}

/** What an approved change made, for whoever asked for it, once. */
export async function takeSecret(ctx: Context, { id }: ById): Promise<Result<TrustSecret>> {
	const change = await ctx.db.trustChanges.find(id);
	if (change === null || change.requestedBy.id !== ctx.actor.id) return failed({ code: "APPROVAL_OVER" });
	return ctx.db.transaction(async (tx) => {
		const secret = await tx.trustChanges.takeSecret(id);
		if (secret === null) return failed({ code: "APPROVAL_OVER" });
		await tx.audit.append({
			actor: ctx.actor,
			action: "trust-change.secret-fetched",
			subject: `trust-change:${id}`,
			at: ctx.now(),
			details: { what: secret.label },
		});
		return ok(secret);
	});
}
