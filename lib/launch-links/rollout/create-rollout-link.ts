import type { Context } from "#lib/context.ts";
import { administratorAccountId, type RolloutRequest } from "#lib/domain/launch-link.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { OPEN_LINKS, storeLink } from "../create-launch-link.ts";
import type { CreatedLaunchLink } from "../view.ts";
import { rolloutSenderView } from "./rollout-sender-view.ts";

export type CreateRolloutLink = {
	readonly rolloutId: string;
	/** Plain text for the receiver; may be empty. */
	readonly note: string;
	readonly expiresInDays: number;
	/** Where people reach us, e.g. `https://rolebridge.example`. */
	readonly baseUrl: string;
};

/** Makes a link for a whole organization, to whoever owns its management account. Its secret is shown this once. */
export async function createRolloutLink(
	ctx: Context,
	{ rolloutId, note, expiresInDays, baseUrl }: CreateRolloutLink,
): Promise<Result<CreatedLaunchLink>> {
	const rollout = await ctx.db.rollouts.find(rolloutId);
	if (rollout === null) return failed({ code: "ROLLOUT_NOT_FOUND" });
	const request = requestOf(rollout);
	if (request === null) return failed({ code: "LAUNCH_LINK_NOT_POSSIBLE" });
	if ((await ctx.db.launchLinks.openOfRollout(rolloutId, ctx.now())).length >= OPEN_LINKS) {
		const detail = `${OPEN_LINKS} links of this rollout are open. Revoke one first.`;
		return failed({ code: "LAUNCH_LINK_NOT_POSSIBLE", detail });
	}
	const { id, url } = await storeLink(
		ctx,
		{ kind: "roll-out", connectorId: null, rolloutId, request },
		{ note, expiresInDays, baseUrl, details: {} },
	);
	const stored = await ctx.db.launchLinks.find(id);
	if (stored?.kind !== "roll-out") return failed({ code: "LAUNCH_LINK_NOT_FOUND" });
	return ok({ link: rolloutSenderView(ctx, stored, rollout), url });
}

/** Null while a step is missing, of a list of accounts, and of a rollout that is over. */
function requestOf(rollout: Rollout): RolloutRequest | null {
	const { kind, features, launch, status } = rollout;
	const awsAccountId = administratorAccountId(rollout);
	const unitIds = launch?.waves[0] ?? [];
	if (kind !== "organization" || status === "ended" || features === null || awsAccountId === null)
		return null;
	if (unitIds.length === 0) return null;
	const payerRequirements = features.payer?.requirements ?? null;
	return { awsAccountId, requirements: features.member, payerRequirements, unitIds };
}
