import type { Context } from "#lib/context.ts";
import type { Held } from "./held-link.ts";

/** The audit entry of what a link's holder did. Nobody knows who they are: the link stands for them. */
export function auditHolder(
	ctx: Context,
	{ link }: Pick<Held, "link">,
	action: string,
	details: Readonly<Record<string, unknown>> = {},
) {
	return {
		actor: ctx.actor,
		action,
		subject: link.kind === "roll-out" ? link.rolloutId : link.connectorId,
		at: ctx.now(),
		details: { link: link.id, kind: link.kind, ...details },
	};
}
