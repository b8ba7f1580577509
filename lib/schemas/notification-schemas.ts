import * as z from "zod/mini";
import { FEATURES } from "#lib/domain/features.ts";
import { parseOutgoingUrl } from "#lib/domain/outgoing-url.ts";

const CHANNEL_KINDS = ["webhook", "slack", "email"] as const;

const text = (maxLength: number) => z.string().check(z.trim(), z.maxLength(maxLength, "This is too long."));
const EmailSchema = z.email().check(z.maxLength(254));

/** A notification channel as it is typed. An empty target keeps the stored one. */
export const ChannelSchema = z
	.object({
		name: text(100).check(z.minLength(1, "Enter a name.")),
		kind: z.enum(CHANNEL_KINDS),
		target: text(2_048),
		isEnabled: z.boolean(),
		includesDegraded: z.boolean(),
		replaceSecret: z.boolean(),
		select: z.enum(["all", "tag", "feature", "owner"]),
		tagKey: text(128),
		tagValue: text(128),
		feature: z.enum(FEATURES),
		owner: text(128),
	})
	.check(({ value, issues }) => {
		const refuse = (field: string, message: string) =>
			issues.push({ code: "custom", path: [field], message, input: value });
		const { kind, target, select } = value;
		if (target !== "" && kind === "email" && !EmailSchema.safeParse(target).success) {
			refuse("target", "Enter one e-mail address, for example ops@example.com.");
		}
		if (target !== "" && kind !== "email") {
			const url = parseOutgoingUrl(target);
			if (!url.ok) refuse("target", url.failure.message);
		}
		if (select === "tag" && value.tagKey === "") refuse("tagKey", "Enter the tag's key.");
		if (select === "owner" && value.owner === "") refuse("owner", "Enter the owner.");
	});
export type ChannelInput = z.output<typeof ChannelSchema>;

/** Ids as this program makes them. */
const IdSchema = z.string().check(z.regex(/^[\w-]{1,64}$/));

/** A channel to save: a new one, or the one that the form was filled from. */
export const SaveChannelSchema = z.object({
	existing: z.nullable(z.object({ id: IdSchema, version: z.int().check(z.nonnegative()) })),
	channel: ChannelSchema,
});
export const ChannelVersionSchema = z.object({ id: IdSchema, version: z.int().check(z.nonnegative()) });
export const ChannelIdSchema = z.object({ id: IdSchema });

/** Where a page of the delivery log begins; what is no id begins at the top. */
export const DeliveryPageSchema = z.object({ after: z.catch(z.optional(IdSchema), undefined) });
