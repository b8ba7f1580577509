import * as z from "zod/mini";
import { FEATURES } from "#lib/domain/features.ts";
import { CONNECTOR_LINK_KINDS, LONGEST_LINK_DAYS, LONGEST_NOTE } from "#lib/domain/launch-link.ts";
import { ConnectorIdSchema } from "./step-input.ts";

/** Plain text on a page and in an e-mail: no control characters but line ends and tabs. */
const NoteSchema = z.string().check(
	z.trim(),
	z.maxLength(LONGEST_NOTE, `Use at most ${LONGEST_NOTE} characters.`),
	z.refine(
		(text) => text.isWellFormed() && !/[^\P{Cc}\n\r\t]/u.test(text),
		"This holds characters that are no text.",
	),
);

const SendShape = {
	note: NoteSchema,
	expiresInDays: z
		.int("Enter a whole number of days.")
		.check(
			z.minimum(1, "A link works for at least a day."),
			z.maximum(LONGEST_LINK_DAYS, `A link works for at most ${LONGEST_LINK_DAYS} days.`),
		),
};

const CreateShape = { kind: z.enum(CONNECTOR_LINK_KINDS), ...SendShape };

/** The form on the role step and on a connector's page. */
export const LaunchLinkFormSchema = z.object(CreateShape);
export const CreateLaunchLinkSchema = z.strictObject({ connectorId: ConnectorIdSchema, ...CreateShape });

const LinkTargetShape = { connectorId: ConnectorIdSchema, linkId: ConnectorIdSchema };
export const LinkTargetSchema = z.strictObject(LinkTargetShape);

export const CreateRolloutLinkSchema = z.strictObject({ rolloutId: ConnectorIdSchema, ...SendShape });
export const RevokeLinkSchema = z.union([
	LinkTargetSchema,
	z.strictObject({ rolloutId: ConnectorIdSchema, linkId: ConnectorIdSchema }),
]);
export const OfferTargetSchema = z.strictObject({
	...LinkTargetShape,
	/** Of the offer as it was on screen. Milliseconds since 1970. */
	offeredAt: z.int().check(z.positive()),
});

/** What the receiver's page posts. */
export const OpenLinkSchema = z.strictObject({ secret: z.string().check(z.maxLength(100)) });
export const ActedSchema = z.object({ way: z._default(z.enum(["console", "cli", "terraform"]), "console") });
export const DeclineSchema = z.strictObject({ message: z._default(NoteSchema, "") });
export const OfferSchema = z.strictObject({
	features: z.array(z.enum(FEATURES)).check(z.minLength(1), z.maxLength(FEATURES.length)),
	message: z._default(NoteSchema, ""),
});
