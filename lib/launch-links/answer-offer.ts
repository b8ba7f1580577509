import { saveRequirements } from "#lib/connectors/save-requirements.ts";
import type { Context } from "#lib/context.ts";
import type { ConnectorLink } from "#lib/db/launch-links-port.ts";
import type { Db } from "#lib/db/port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { decideRequirements } from "#lib/domain/decide-requirements.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { Requirements } from "#lib/domain/features.ts";
import { requestedNow } from "#lib/domain/launch-link.ts";
import { isSameRequirements } from "#lib/domain/requirements.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { cancelFeatures } from "#lib/lifecycle/cancel-features.ts";
import { editableTemplate } from "#lib/lifecycle/editable-template.ts";
import { requestFeatures } from "#lib/lifecycle/request-features.ts";
import { findOwnLink, type LinkTarget } from "./find-own-link.ts";

export type OfferTarget = LinkTarget & {
	/** Of the offer as it was on screen: one that came since is not answered with it. Milliseconds since 1970. */
	readonly offeredAt: number;
};

/** Takes less than was asked: from now on that is what the connector wants, and what the link asks for. */
export async function acceptOffer(ctx: Context, target: OfferTarget): Promise<Result<true>> {
	const found = await openOffer(ctx, target);
	if (!found.ok) return found;
	const { link, connector, features } = found.value;
	const smaller = await smallerRequest(ctx, link, connector, features);
	if (!smaller.ok) return smaller;
	const request = { ...link.request, requirements: smaller.value };
	return together(ctx, async (joined) => {
		// The link first: of those who answer at once one gets on, and the others see that it was answered.
		const answered = await answer(joined, link, "accepted", { request });
		if (!answered.ok) return answered;
		const saved = await save(joined, connector, smaller.value);
		return saved.ok ? answered : saved;
	});
}

/** Says no to the offer: the link goes on asking for what it asked. */
export async function refuseOffer(ctx: Context, target: OfferTarget): Promise<Result<true>> {
	const found = await openOffer(ctx, target);
	return found.ok ? answer(ctx, found.value.link, "refused", {}) : found;
}

async function openOffer(ctx: Context, { offeredAt, ...target }: OfferTarget) {
	const found = await findOwnLink(ctx, target);
	if (!found.ok) return found;
	const { link, connector } = found.value;
	if (link.offer === null || link.offerAnswer !== null || link.offeredAt?.getTime() !== offeredAt)
		return failed({ code: "LAUNCH_LINK_OFFER_OVER" as const });
	return ok({ link, connector, features: link.offer.features });
}

async function smallerRequest(
	ctx: Context,
	{ kind }: ConnectorLink,
	connector: Connector,
	features: Requirements["features"],
): Promise<Result<Requirements>> {
	const asked = requestedNow(kind, connector);
	if (asked === null) return failed({ code: "CONNECTOR_INCOMPLETE" });
	// Asked for less in the meantime: what was taken out stays out.
	const kept = asked.features.filter((feature) => features.includes(feature));
	const decision = decideRequirements(
		{ ...asked, features: kept },
		{
			partition: connector.partition,
			hasOwnReport: connector.costReport?.kind === "own",
			requiresAutoStopping: connector.requiresAutoStopping && connector.status === "draft",
			template: await editableTemplate(ctx, connector),
		},
	);
	if (decision.ok && decision.value.features.length === kept.length) return decision;
	return failed({ code: "LAUNCH_LINK_OFFER_OVER", ...(!decision.ok && { detail: decision.failure.detail }) });
}

async function save(
	ctx: Context,
	connector: Connector,
	requirements: Requirements,
): Promise<Result<unknown>> {
	const target = { connectorId: connector.id, version: connector.version };
	if (connector.status === "draft") return saveRequirements(ctx, { ...target, requirements });
	// Nothing more than it has: the change is over.
	if (connector.requirements !== null && isSameRequirements(connector.requirements, requirements))
		return cancelFeatures(ctx, target);
	return requestFeatures(ctx, { ...target, requirements });
}

async function answer(
	ctx: Context,
	link: ConnectorLink,
	offerAnswer: "accepted" | "refused",
	also: { readonly request?: ConnectorLink["request"] },
): Promise<Result<true>> {
	const { offeredAt } = link;
	if (offeredAt === null) return failed({ code: "LAUNCH_LINK_OFFER_OVER" });
	const now = ctx.now();
	return ctx.db.transaction(async (tx) => {
		if (!(await tx.launchLinks.change(link.id, { ...also, offerAnswer }, { now, offeredAt })))
			return failed({ code: "LAUNCH_LINK_OFFER_OVER" });
		await tx.audit.append({
			actor: ctx.actor,
			action: `launch-link.offer-${offerAnswer}`,
			subject: link.connectorId,
			at: now,
			details: { link: link.id, kind: link.kind, features: link.offer?.features ?? [] },
		});
		return ok(true);
	});
}

class NotAll extends Error {
	readonly failure: Failure;
	constructor(failure: Failure) {
		super(failure.code);
		this.failure = failure;
	}
}

/** All that `run` does by its context is one transaction; a failure undoes what came before it. */
async function together(
	ctx: Context,
	run: (joined: Context) => Promise<Result<true>>,
): Promise<Result<true>> {
	try {
		return await ctx.db.transaction(async (tx) => {
			const db: Db = { ...tx, transaction: (inner) => inner(tx), seenBy: ctx.db.seenBy };
			const result = await run({ ...ctx, db });
			if (!result.ok) throw new NotAll(result.failure);
			return result;
		});
	} catch (error) {
		if (error instanceof NotAll) return failed(error.failure);
		throw error;
	}
}
