"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { acceptOffer, refuseOffer } from "#lib/launch-links/answer-offer.ts";
import { createLaunchLink } from "#lib/launch-links/create-launch-link.ts";
import { ownOrigin } from "#lib/launch-links/own-origin.ts";
import { revokeLaunchLink } from "#lib/launch-links/revoke-launch-link.ts";
import { createRolloutLink } from "#lib/launch-links/rollout/create-rollout-link.ts";

import {
	CreateLaunchLinkSchema,
	CreateRolloutLinkSchema,
	OfferTargetSchema,
	RevokeLinkSchema,
} from "#lib/schemas/launch-link-schemas.ts";
import { actionFor } from "./action-client.ts";

export const createLaunchLinkAction = actionFor("createLaunchLinkAction")
	.inputSchema(CreateLaunchLinkSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const baseUrl = context.config.publicUrl ?? ownOrigin(await headers());
		const created = await createLaunchLink(context, { ...parsedInput, baseUrl });
		revalidatePath("/launch-links");
		return created;
	});

export const createRolloutLinkAction = actionFor("createRolloutLinkAction")
	.inputSchema(CreateRolloutLinkSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const baseUrl = context.config.publicUrl ?? ownOrigin(await headers());
		const created = await createRolloutLink(context, { ...parsedInput, baseUrl });
		revalidatePath("/launch-links");
		return created;
	});

export const revokeLaunchLinkAction = actionFor("revokeLaunchLinkAction")
	.inputSchema(RevokeLinkSchema)
	.action(async ({ parsedInput, ctx }) => {
		const revoked = await revokeLaunchLink(ctx.context, parsedInput);
		revalidatePath("/launch-links");
		return revoked;
	});

export const acceptOfferAction = actionFor("acceptOfferAction")
	.inputSchema(OfferTargetSchema)
	.action(async ({ parsedInput, ctx }) => {
		const accepted = await acceptOffer(ctx.context, parsedInput);
		revalidatePath("/connectors", "layout");
		return accepted;
	});

export const refuseOfferAction = actionFor("refuseOfferAction")
	.inputSchema(OfferTargetSchema)
	.action(async ({ parsedInput, ctx }) => {
		const refused = await refuseOffer(ctx.context, parsedInput);
		revalidatePath("/launch-links");
		return refused;
	});
