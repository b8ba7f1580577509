import * as z from "zod/mini";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { parseConnectorIdentifier, parseConnectorName } from "#lib/domain/connector-name.ts";
import { TAG_LIMIT } from "#lib/domain/connector-tags.ts";
import type { Destination } from "#lib/domain/destination.ts";
import { parseConnectionName } from "#lib/domain/destinations/cloudzero/connection-name.ts";
import { parsed } from "./parsed.ts";

export const TagKeySchema = z
	.string()
	.check(
		z.trim(),
		z.minLength(1, "A tag needs a name."),
		z.maxLength(128, "A tag's name has at most 128 characters."),
	);
export const TagValueSchema = z
	.string()
	.check(z.trim(), z.maxLength(128, "A tag's value has at most 128 characters."));

/** Step 1. */
export const OverviewSchema = z.object({
	name: parsed(parseConnectorName, 512),
	identifier: parsed(parseConnectorIdentifier, 512),
	awsAccountId: parsed(parseAccountId, 128),
	description: z.string().check(z.trim(), z.maxLength(1_024, "A description has at most 1,024 characters.")),
	tags: z
		.record(TagKeySchema, TagValueSchema)
		.check(
			z.refine((tags) => Object.keys(tags).length <= TAG_LIMIT, `A connector has at most ${TAG_LIMIT} tags.`),
		),
	isGovCloud: z.boolean(),
});

const tagRows = z.pipe(
	z.array(z.object({ key: z.string(), value: z.string() })),
	z.pipe(
		z.transform((rows: { key: string; value: string }[]) =>
			Object.fromEntries(
				rows
					.filter((row) => row.key.trim() !== "" || row.value.trim() !== "")
					.map((row) => [row.key.trim(), row.value.trim()]),
			),
		),
		OverviewSchema.shape.tags,
	),
);

/** The same as it is typed: tags in rows. */
export const OverviewFormSchema = z.object({ ...OverviewSchema.shape, tags: tagRows });

/** The same by whom the account is connected to: vendors take other names. */
export const OVERVIEW_FORM_SCHEMAS = {
	"harness-ccm": OverviewFormSchema,
	"harness-platform": OverviewFormSchema,
	cloudzero: z.object({ ...OverviewFormSchema.shape, name: parsed(parseConnectionName, 512) }),
} as const satisfies Record<Destination, typeof OverviewFormSchema>;
