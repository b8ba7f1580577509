import { parseAccountId } from "../account-id.ts";
import { parseRoleArn } from "../arn.ts";
import { isRegionOf, type Partition } from "../partition.ts";
import { failed, ok, type Result } from "../result.ts";
import { parseBucketName } from "../s3-names.ts";
import type { LibraryChoice } from "./compose.ts";
import type { ChoiceFacts } from "./entry-statements.ts";
import { findEntry, LIBRARY } from "./library.ts";
import type { LibraryEntry, LibraryNeed } from "./library-types.ts";

export type ComposeProblem = {
	readonly kind: "unknown-entry" | "missing" | "bucket-name" | "region" | "account-id" | "role-arn";
	/** Which part of the choice is meant. */
	readonly field: "entries" | LibraryNeed | "regions" | "accountIds" | "roleArn";
	/** One plain sentence. */
	readonly message: string;
};

/** A choice whose every name went through its parser. */
export type ReadChoice = {
	/** Those that are always in come first. */
	readonly entries: readonly { readonly entry: LibraryEntry; readonly bucketNames: readonly string[] }[];
	/** `bucketNames`: those of the whole choice. */
	readonly facts: ChoiceFacts;
	readonly roleArn: string | null;
};

export const DEFAULT_HARNESS_BUCKET = "ce-customer-billing-data-prod";

/**
 * Reads a choice; the first thing that is wrong with it is the problem.
 *
 * @example readChoice({ …, entries: [{ id: "s3-write" }], bucketNames: [] })
 * // failure: { kind: "missing", field: "bucketNames", message: "Write to S3 needs a bucket's name." }
 */
export function readChoice(choice: LibraryChoice): Result<ReadChoice, ComposeProblem> {
	const { partition } = choice;
	const buckets = readAll(choice.bucketNames, readBucket);
	if (!buckets.ok) return buckets;
	const regions = readAll(choice.regions, (region) => readRegion(region, partition));
	if (!regions.ok) return regions;
	const accountIds = readAll(choice.accountIds, (text) => readAccount(text, "accountIds"));
	if (!accountIds.ok) return accountIds;
	const other = readOptional(choice.otherAccountId, (text) => readAccount(text, "otherAccountId"));
	if (!other.ok) return other;
	const roleArn = readOptional(choice.roleArn, (text) => readRole(text, partition));
	if (!roleArn.ok) return roleArn;
	const harnessBucket = readBucket(choice.harnessBucketName ?? DEFAULT_HARNESS_BUCKET);
	if (!harnessBucket.ok) return harnessBucket;
	const entries = readEntries(choice, buckets.value, other.value);
	if (!entries.ok) return entries;
	const facts: ChoiceFacts = {
		partition,
		bucketNames: buckets.value,
		regions: regions.value,
		accountIds: accountIds.value,
		otherAccountId: other.value,
		harnessBucketName: harnessBucket.value,
	};
	return ok({ entries: entries.value, facts, roleArn: roleArn.value });
}

type Read<T> = Result<T, ComposeProblem>;

function readEntries(
	{ entries }: LibraryChoice,
	shared: readonly string[],
	otherAccountId: string | null,
): Read<ReadChoice["entries"]> {
	const always = LIBRARY.filter(({ isAlwaysIn }) => isAlwaysIn).map((entry) => ({ entry, bucketNames: [] }));
	const chosen = readAll(entries, ({ id, bucketNames }): Read<ReadChoice["entries"][number]> => {
		const entry = findEntry(id);
		if (entry === null) {
			return problem("unknown-entry", "entries", `The library has no entry ${JSON.stringify(id)}.`);
		}
		const own = bucketNames === undefined ? ok(shared) : readAll(bucketNames, readBucket);
		if (!own.ok) return own;
		if (entry.needs.includes("bucketNames") && own.value.length === 0) {
			return problem("missing", "bucketNames", `${entry.title} needs a bucket's name.`);
		}
		if (entry.needs.includes("otherAccountId") && otherAccountId === null) {
			return problem("missing", "otherAccountId", `${entry.title} needs the ID of the account that owns it.`);
		}
		return ok({ entry, bucketNames: own.value });
	});
	return chosen.ok ? ok([...always, ...chosen.value.filter(({ entry }) => !entry.isAlwaysIn)]) : chosen;
}

function readBucket(text: string): Read<string> {
	const name = parseBucketName(text);
	return name.ok ? name : problem("bucket-name", "bucketNames", name.failure.message);
}

function readRegion(text: string, partition: Partition): Read<string> {
	if (isRegionOf(partition, text)) return ok(text);
	return problem("region", "regions", `${JSON.stringify(text)} is not a region of this partition.`);
}

function readAccount(text: string, field: "accountIds" | "otherAccountId"): Read<string> {
	const id = parseAccountId(text);
	return id.ok ? id : problem("account-id", field, id.failure.message);
}

function readRole(text: string, partition: Partition): Read<string> {
	const role = parseRoleArn(text);
	if (!role.ok) return problem("role-arn", "roleArn", role.failure.message);
	if (role.value.partition === partition) return ok(role.value.arn);
	return problem("role-arn", "roleArn", "This role lies in another partition.");
}

function readOptional(
	text: string | null | undefined,
	read: (text: string) => Read<string>,
): Read<string | null> {
	return text === null || text === undefined || text.trim() === "" ? ok(null) : read(text);
}

/** All of them, none twice; or the first problem. */
function readAll<From, To>(items: readonly From[], read: (item: From) => Read<To>): Read<readonly To[]> {
	const values: To[] = [];
	for (const item of items) {
		const value = read(item);
		if (!value.ok) return value;
		values.push(value.value);
	}
	return ok([...new Set(values)]);
}

function problem(kind: ComposeProblem["kind"], field: ComposeProblem["field"], message: string): Read<never> {
	return failed({ kind, field, message });
}
