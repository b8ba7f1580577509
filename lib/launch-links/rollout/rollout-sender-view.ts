import type { Context } from "#lib/context.ts";
import type { RolloutLink } from "#lib/db/launch-links-port.ts";
import { isRolloutGone, linkState } from "#lib/domain/launch-link.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { timesOf } from "../sender-view.ts";
import type { RolloutSenderLink } from "../view.ts";
import { rolloutWords } from "./rollout-words.ts";

/** A link to a whole organization's request, for those who may make such links. */
export function rolloutSenderView(ctx: Context, link: RolloutLink, rollout: Rollout): RolloutSenderLink {
	const { id, kind, rolloutId, note, openings, declineMessage, request } = link;
	const isGone = isRolloutGone(request, rollout);
	return {
		...{ id, kind, rolloutId, note, openings, declineMessage },
		connectorId: null,
		state: linkState(link, { isGone, now: ctx.now() }),
		name: rollout.name,
		awsAccountId: request.awsAccountId,
		...timesOf(link),
		checkWords: rolloutWords(ctx, link, rollout),
		offer: null,
	};
}
