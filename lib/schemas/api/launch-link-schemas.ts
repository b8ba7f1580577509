import * as z from "zod/mini";
import {
	CONNECTOR_LINK_KINDS,
	DEFAULT_LINK_DAYS,
	LONGEST_LINK_DAYS,
	LONGEST_NOTE,
} from "#lib/domain/launch-link.ts";
import { FeatureSchema, IdSchema, InstantSchema, MaybeInstantSchema } from "./common.ts";

export const CreateLaunchLinkSchema = z.strictObject({
	kind: z._default(z.enum(CONNECTOR_LINK_KINDS), "connect"),
	note: z._default(
		z.string().check(z.trim(), z.maxLength(LONGEST_NOTE)).check(z.describe("Plain text for the receiver.")),
		"",
	),
	expiresInDays: z._default(z.int().check(z.minimum(1), z.maximum(LONGEST_LINK_DAYS)), DEFAULT_LINK_DAYS),
});

const link = {
	id: IdSchema,
	connectorId: IdSchema,
	kind: z.enum(CONNECTOR_LINK_KINDS),
	state: z.enum(["open", "acted", "done", "declined", "revoked", "expired"]),
	note: z.string(),
	createdBy: z.string(),
	createdAt: InstantSchema,
	expiresAt: InstantSchema,
	openings: z.int(),
	lastOpenedAt: MaybeInstantSchema,
	actedAt: MaybeInstantSchema,
	completedAt: MaybeInstantSchema,
	revokedAt: MaybeInstantSchema,
	declinedAt: MaybeInstantSchema,
	declineMessage: z.string().check(z.describe("Empty: declined without a word, or not declined.")),
	checkWords: z
		.array(z.string())
		.check(z.describe("Sender and receiver see the same words while both look at the same request.")),
	offer: z
		.nullable(
			z.object({
				features: z.array(FeatureSchema),
				message: z.string(),
				offeredAt: InstantSchema,
				answer: z.nullable(z.enum(["accepted", "refused"])),
			}),
		)
		.check(z.describe("Less than asked, as the receiver would grant it; null: nothing was offered.")),
};
export const ApiLaunchLinkSchema = z.object(link);
export type ApiLaunchLink = z.infer<typeof ApiLaunchLinkSchema>;

export const CreatedLaunchLinkSchema = z.object({
	...link,
	url: z
		.string()
		.check(
			z.describe("Hand it to the account's administrator. It is shown this once: only its hash is kept."),
		),
});
export const ApiLaunchLinksSchema = z.object({ items: z.array(ApiLaunchLinkSchema) });
