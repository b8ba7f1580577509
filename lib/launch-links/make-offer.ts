import type { Context } from "#lib/context.ts";
import { FEATURES, type Feature } from "#lib/domain/features.ts";
import { type LaunchOffer, requestedNow } from "#lib/domain/launch-link.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { auditHolder } from "./audit-holder.ts";
import type { HeldLink } from "./held-link.ts";
import { offerableFeatures } from "./offerable-features.ts";

/** The receiver would grant less. A newer offer takes the place of the one before; the sender decides. */
export async function makeOffer(ctx: Context, held: HeldLink, offer: LaunchOffer): Promise<Result<true>> {
	const { link, connector } = held;
	const asked = requestedNow(link.kind, connector)?.features ?? [];
	const free = await offerableFeatures(ctx, link, connector);
	if (!isLess(offer.features, asked, free)) {
		const detail =
			"Offer some of the features that were asked for, and leave out at least one that may be left out.";
		return failed({ code: "INPUT_INVALID", field: "features", detail });
	}
	const now = ctx.now();
	const features = FEATURES.filter((feature) => offer.features.includes(feature));
	return ctx.db.transaction(async (tx) => {
		const change = { offer: { features, message: offer.message }, offeredAt: now, offerAnswer: null };
		if (!(await tx.launchLinks.change(link.id, change, { now })))
			return failed({ code: "LAUNCH_LINK_NOT_FOUND" });
		await tx.audit.append(
			auditHolder(ctx, held, "launch-link.offered", { features, message: offer.message }),
		);
		return ok(true);
	});
}

function isLess(offered: readonly Feature[], asked: readonly Feature[], free: readonly Feature[]): boolean {
	const left = asked.filter((feature) => !offered.includes(feature));
	return (
		offered.length > 0 &&
		left.length > 0 &&
		offered.every((feature) => asked.includes(feature)) &&
		left.every((feature) => free.includes(feature))
	);
}
