import type { Context } from "#lib/context.ts";
import type { HeldLink } from "./held-link.ts";

/** The audit entry of what a link's holder did. Nobody knows who they are: the link stands for them. */
export function auditHolder(
	ctx: Context,
	{ link, connector }: Pick<HeldLink, "link" | "connector">,
	action: string,
	details: Readonly<Record<string, unknown>> = {},
) {
	return {
		actor: ctx.actor,
		action,
		subject: connector.id,
		at: ctx.now(),
		details: { link: link.id, kind: link.kind, ...details },
	};
}
