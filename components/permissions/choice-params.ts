import { parseAsString } from "nuqs";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import { PARTITIONS, type Partition } from "#lib/domain/partition.ts";
import type { LibraryChoice } from "#lib/domain/policy/compose.ts";

/** The choice as the address has it: lists with commas between, so that a link can be shared and read. */
export const CHOICE_PARAMS = {
	tasks: parseAsString.withDefault(""),
	buckets: parseAsString.withDefault(""),
	regions: parseAsString.withDefault(""),
	accounts: parseAsString.withDefault(""),
	owner: parseAsString.withDefault(""),
	partition: parseAsString.withDefault(""),
	role: parseAsString.withDefault(""),
	principal: parseAsString.withDefault(""),
	account: parseAsString.withDefault(""),
};
export type ChoiceTexts = { readonly [Name in keyof typeof CHOICE_PARAMS]: string };

/** What is entered as a list: commas, spaces and new lines part it. */
export function listOfText(text: string): readonly string[] {
	return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ""))];
}

export function partitionOfText(text: string): Partition {
	return PARTITIONS.find((partition) => partition === text) ?? "aws";
}

/** Account ids are often copied with dashes or in groups. */
function accountsOf(text: string): readonly string[] {
	return listOfText(text).map(accountOf);
}

function accountOf(text: string): string {
	return /^[\d-]+$/.test(text) ? text.replaceAll("-", "") : text;
}

/** The choice that the address means; what cannot be is said by whoever composes it. */
export function choiceOf(texts: ChoiceTexts): LibraryChoice {
	const owner = accountOf(texts.owner.trim());
	const partition = partitionOfText(texts.partition);
	return {
		entries: listOfText(texts.tasks).map((id) => ({ id })),
		partition,
		bucketNames: listOfText(texts.buckets),
		regions: listOfText(texts.regions),
		accountIds: accountsOf(texts.accounts),
		otherAccountId: owner === "" ? null : owner,
		roleArn: roleArnOf(texts.role.trim()),
	};
}

/** A role is named by its ARN; its name alone does not say whose it is. */
function roleArnOf(text: string): string | null {
	return text.startsWith("arn:") ? text : null;
}

/** The account that the role is made in, as entered or as the role's ARN has it; null: not known. */
export function roleAccountOf({ account, role }: Pick<ChoiceTexts, "account" | "role">): string | null {
	const entered = parseAccountId(account);
	if (entered.ok) return entered.value;
	const arn = account.trim() === "" ? parseRoleArn(role) : null;
	return arn?.ok ? arn.value.accountId : null;
}

export const DEFAULT_ROLE_NAME = "HarnessPlatformRole";

/** The name of the role that the outputs make, by its name or its ARN. */
export function roleNameOf(text: string): string {
	const name = text.trim().split("/").at(-1) ?? "";
	return /^[\w+=,.@-]{1,64}$/.test(name) ? name : DEFAULT_ROLE_NAME;
}
