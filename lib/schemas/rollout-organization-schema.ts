import * as z from "zod/mini";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { parseIdentifierPattern, parseNamePattern } from "#lib/domain/rollout/naming.ts";
import { parsed } from "./parsed.ts";

/** What one save carries: 10,000 accounts with names and units fit well. */
export const LIST_TEXT_MAX_LENGTH = 800_000;

const NamingSchema = z.object({
	connectorName: parsed(parseNamePattern, 256),
	identifier: parsed(parseIdentifierPattern, 256),
});

const shared = {
	name: z
		.string()
		.check(
			z.trim(),
			z.minLength(1, "Enter a name for this rollout."),
			z.maxLength(128, "A name has at most 128 characters."),
		),
	naming: NamingSchema,
	isGovCloud: z.boolean(),
};
const managementAccountId = parsed(parseAccountId, 128);
const accounts = z
	.string()
	.check(
		z.minLength(1, "Name at least one account."),
		z.maxLength(LIST_TEXT_MAX_LENGTH, "This is too long: a rollout holds at most 10,000 accounts."),
	);

/** Step 1: what AWS Organizations knows, or what a person names. */
export const OrganizationStepSchema = z.union([
	z.object({ kind: z.literal("organization"), ...shared, managementAccountId }),
	z.object({ kind: z.literal("list"), ...shared, accounts }),
]);
export type OrganizationStep = z.output<typeof OrganizationStepSchema>;

/** As it is typed: every field is there, and the rollout's kind says which of them count. */
export type OrganizationForm = {
	readonly name: string;
	readonly managementAccountId: string;
	readonly accounts: string;
	readonly connectorName: string;
	readonly identifier: string;
	readonly isGovCloud: boolean;
};

const typed = {
	...shared,
	connectorName: NamingSchema.shape.connectorName,
	identifier: NamingSchema.shape.identifier,
};
const { naming: _, ...typedShared } = typed;

export const OrganizationFormSchema = z.pipe(
	z.object({ ...typedShared, managementAccountId, accounts: z.string() }),
	z.transform(({ connectorName, identifier, accounts: _unused, ...rest }): OrganizationStep => {
		return { kind: "organization", ...rest, naming: { connectorName, identifier } };
	}),
);

export const AccountListFormSchema = z.pipe(
	z.object({ ...typedShared, managementAccountId: z.string(), accounts }),
	z.transform(({ connectorName, identifier, managementAccountId: _unused, ...rest }): OrganizationStep => {
		return { kind: "list", ...rest, naming: { connectorName, identifier } };
	}),
);

/** What is asked about names before they are saved. */
export const NamesCheckSchema = z.object({
	naming: NamingSchema,
	/** Null: the accounts that are stored. */
	accounts: z.nullable(z.string().check(z.maxLength(LIST_TEXT_MAX_LENGTH))),
});
