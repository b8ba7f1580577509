import type { Partition } from "../partition.ts";
import type { LibraryEntry } from "./library-types.ts";
import type { PolicyConditions, PolicyStatement } from "./policy.ts";
import { isRegionalAction } from "./regional-actions.ts";

/** What fills the placeholders of an entry. Everything here went through its parser. */
export type ChoiceFacts = {
	readonly partition: Partition;
	readonly bucketNames: readonly string[];
	readonly regions: readonly string[];
	readonly accountIds: readonly string[];
	readonly otherAccountId: string | null;
	readonly harnessBucketName: string;
};

/**
 * An entry's statements on real resources, held to the regions and accounts of the choice where that can be.
 *
 * @example resolveEntry(entry, facts)[0]?.Resource // ["arn:aws:s3:::acme/*"]
 */
export function resolveEntry(entry: LibraryEntry, facts: ChoiceFacts): readonly PolicyStatement[] {
	return publishedOrNarrowed(entry, facts)
		.map((statement) => filled(heldToAccounts(statement, facts), facts))
		.flatMap((statement) => heldToRegions(statement, facts.regions));
}

function publishedOrNarrowed(entry: LibraryEntry, facts: ChoiceFacts): readonly PolicyStatement[] {
	if (facts.bucketNames.length > 0 && entry.narrowedToBuckets !== undefined) return entry.narrowedToBuckets;
	if (facts.accountIds.length > 0 && entry.narrowedToAccounts !== undefined) return entry.narrowedToAccounts;
	return entry.statements;
}

/** A bucket's name belongs to whoever has it now; the account says whose it has to be. */
function heldToAccounts(statement: PolicyStatement, { accountIds }: ChoiceFacts): PolicyStatement {
	const isOnBuckets = statement.Resource.every((resource) => resource.includes("{bucket}"));
	if (accountIds.length === 0 || !isOnBuckets || statement.Condition !== undefined) return statement;
	return { ...statement, Condition: withEquals(undefined, "aws:ResourceAccount", accountIds) };
}

function heldToRegions(statement: PolicyStatement, regions: readonly string[]): readonly PolicyStatement[] {
	if (regions.length === 0) return [statement];
	const regional = statement.Action.filter(isRegionalAction);
	const others = statement.Action.filter((action) => !isRegionalAction(action));
	const Condition = withEquals(statement.Condition, "aws:RequestedRegion", regions);
	return [
		...(others.length === 0 ? [] : [{ ...statement, Action: others }]),
		...(regional.length === 0 ? [] : [{ ...statement, Action: regional, Condition }]),
	];
}

function withEquals(
	condition: PolicyConditions | undefined,
	key: string,
	values: readonly string[],
): PolicyConditions {
	return { ...condition, StringEquals: { ...condition?.StringEquals, [key]: values } };
}

function filled(statement: PolicyStatement, facts: ChoiceFacts): PolicyStatement {
	const { Condition } = statement;
	const Resource = statement.Resource.flatMap((resource) => expanded(resource, facts));
	if (Condition === undefined) return { ...statement, Resource };
	const operators = Object.entries(Condition).map(([operator, keys]) => {
		const entries = Object.entries(keys).map(([key, values]) => [
			key,
			values.flatMap((value) => expanded(value, facts)),
		]);
		return [operator, Object.fromEntries(entries)];
	});
	return { ...statement, Resource, Condition: Object.fromEntries(operators) };
}

/** One text for each bucket and account; an account that is not named is any. */
function expanded(template: string, facts: ChoiceFacts): readonly string[] {
	const fixed = template
		.replaceAll("{partition}", facts.partition)
		.replaceAll("{harnessBucket}", facts.harnessBucketName)
		.replaceAll("{otherAccountId}", facts.otherAccountId ?? "");
	const accounts = facts.accountIds.length === 0 ? ["*"] : facts.accountIds;
	return each(fixed, "{bucket}", facts.bucketNames).flatMap((text) => each(text, "{accountId}", accounts));
}

function each(text: string, placeholder: string, values: readonly string[]): readonly string[] {
	return text.includes(placeholder) ? values.map((value) => text.replaceAll(placeholder, value)) : [text];
}
