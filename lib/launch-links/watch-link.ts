import { watchRefusal } from "#lib/connectors/offboard/prove-refusal.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { requestCheck, watchRole } from "#lib/health/request-check.ts";
import { askNow } from "#lib/lifecycle/ask-now.ts";
import { type Held, type HeldLink, isOfRollout } from "./held-link.ts";
import { linkFacts } from "./link-facts.ts";
import { watchRolloutLink } from "./rollout/watch-rollout-link.ts";
import { settleLinks } from "./settle-links.ts";

/** The heartbeat of an open receiver's page: while it lasts, the worker looks whether the request is done. */
export async function watchLink(ctx: Context, held: Held): Promise<void> {
	if (isOfRollout(held)) return watchRolloutLink(ctx, held);
	await settleLinks(ctx, { connectorId: held.connector.id });
	await nudge(ctx, held);
}

/** Has the worker look once. What was looked at a moment ago is not looked at again. */
export async function nudge(ctx: Context, { link, connector, state }: HeldLink): Promise<void> {
	if (state === "done") return;
	const connectorId = connector.id;
	switch (link.kind) {
		case "connect":
			return askForConnection(ctx, connector);
		case "change-features":
		case "rotate":
			return void (await askNow(ctx, { connectorId }));
		case "upgrade":
			// Nothing to look for before anybody went to AWS.
			return void (link.actedAt !== null && (await askAnew(ctx, connectorId)));
		case "remove":
			return watchRefusal(ctx, connector);
		default:
			return link.kind satisfies never;
	}
}

/** First whether the role answers, then whether it holds what was promised. */
async function askForConnection(ctx: Context, connector: Connector): Promise<void> {
	if (connector.proof === "harness") return;
	if (connector.roleFoundAt === null) return void (await watchRole(ctx, { connectorId: connector.id }));
	if (!(await linkFacts(ctx, connector)).isProven) await askAnew(ctx, connector.id);
}

const SECONDS_BETWEEN = 15;

async function askAnew(ctx: Context, connectorId: string): Promise<void> {
	const latest = await ctx.db.checks.latestRun(connectorId, "full");
	const ageMs = latest === null ? null : ctx.now().getTime() - latest.requestedAt.getTime();
	if (ageMs !== null && ageMs < SECONDS_BETWEEN * 1_000) return;
	await requestCheck(ctx, { connectorId });
}
