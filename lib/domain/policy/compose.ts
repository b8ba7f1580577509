import type { Partition } from "../partition.ts";
import { ok, type Result } from "../result.ts";
import { hasWildcard } from "../wildcard.ts";
import { type ChoiceFacts, resolveEntry } from "./entry-statements.ts";
import { type ComposeProblem, type ReadChoice, readChoice } from "./library-choice.ts";
import { mergePolicies } from "./merge.ts";
import { type BucketPolicy, otherAccountBucketPolicy } from "./other-account-bucket.ts";
import type { Policy } from "./policy.ts";
import { type PolicyRisk, policyRisks } from "./risks.ts";
import { MANAGED_POLICIES_PER_ROLE, policySize, splitPolicy } from "./split.ts";
import { explainWildcard, type WildcardUse } from "./wildcards.ts";

export type { ComposeProblem } from "./library-choice.ts";
export type { BucketPolicy } from "./other-account-bucket.ts";
export type { WildcardUse } from "./wildcards.ts";

/** `bucketNames`: instead of the choice's; an empty list: every bucket, where the task allows that. */
export type ChosenEntry = { readonly id: string; readonly bucketNames?: readonly string[] };

export type LibraryChoice = {
	/** DescribeRegions comes with every choice and need not be named. */
	readonly entries: readonly ChosenEntry[];
	readonly partition: Partition;
	readonly bucketNames: readonly string[];
	/** Empty: every region. */
	readonly regions: readonly string[];
	/** Accounts whose buckets and repositories may be used, 12 digits each. Empty: not limited. */
	readonly accountIds: readonly string[];
	/** Who owns the buckets of "s3-other-account". */
	readonly otherAccountId?: string | null;
	/** The role that will carry the policy; the bucket's owner has to name it. */
	readonly roleArn?: string | null;
	/** Where Harness copies cost reports to; absent: the bucket of its US cluster. */
	readonly harnessBucketName?: string;
};

/** One managed policy that IAM takes: its size is what IAM counts, at most 6,144. */
export type NamedPolicy = { readonly name: string; readonly policy: Policy; readonly size: number };

export type ComposedPolicy = {
	/** Everything in one document, however long. */
	readonly merged: Policy;
	/** The same in as many managed policies as IAM's limit makes necessary. */
	readonly policies: readonly NamedPolicy[];
	/** False: a role cannot hold so many managed policies. */
	readonly fitsRole: boolean;
	/** About this composition; each entry has notes of its own. */
	readonly notes: readonly string[];
	readonly wildcards: readonly WildcardUse[];
	readonly risks: readonly PolicyRisk[];
	readonly bucketPolicies: readonly BucketPolicy[];
	/** AWS managed policies that the sources attach for these tasks. */
	readonly managedPolicyArns: readonly string[];
};

/** IAM takes letters, digits and `_+=,.@-`; a number follows where one policy is not enough. */
export const COMPOSED_POLICY_NAME = "HarnessPlatformPolicy";

/**
 * One merged policy for the chosen tasks on the named resources, with everything there is to know of it. Regions
 * become a condition where an action acts in a region; accounts limit buckets and repositories.
 *
 * @example composePolicy({ entries: [{ id: "s3-write" }], partition: "aws", bucketNames: ["acme"], regions: [], accountIds: [] })
 */
export function composePolicy(choice: LibraryChoice): Result<ComposedPolicy, ComposeProblem> {
	const read = readChoice(choice);
	if (!read.ok) return read;
	const { entries, facts, roleArn } = read.value;
	const merged = mergePolicies([
		{
			Version: "2012-10-17",
			Statement: entries.flatMap(({ entry, bucketNames }) => resolveEntry(entry, { ...facts, bucketNames })),
		},
	]);
	const policies = named(splitPolicy(merged));
	const fitsRole = policies.length <= MANAGED_POLICIES_PER_ROLE;
	return ok({
		merged,
		policies,
		fitsRole,
		notes: notesOf(read.value, policies.length),
		wildcards: wildcardsOf(merged),
		risks: policyRisks(merged),
		bucketPolicies: bucketPoliciesOf(read.value, roleArn),
		managedPolicyArns: managedPolicyArnsOf(read.value),
	});
}

function named(policies: readonly Policy[]): readonly NamedPolicy[] {
	return policies.map((policy, index) => ({
		name: policies.length === 1 ? COMPOSED_POLICY_NAME : `${COMPOSED_POLICY_NAME}${index + 1}`,
		policy,
		size: policySize(policy),
	}));
}

function notesOf({ facts, entries, roleArn }: ReadChoice, policies: number): readonly string[] {
	const hasOtherAccount = entries.some(({ entry }) => entry.needs.includes("otherAccountId"));
	const notes: readonly (readonly [boolean, string])[] = [
		[facts.regions.length > 0, regionsNote(facts)],
		[facts.accountIds.length > 0, ACCOUNTS_NOTE],
		[
			policies > 1,
			`IAM takes 6,144 characters a policy, so this is ${policies} policies. Attach all of them.`,
		],
		[policies > MANAGED_POLICIES_PER_ROLE, TOO_MANY_NOTE],
		[
			hasOtherAccount && roleArn === null,
			"Give the role's ARN, and the bucket policy for the bucket's owner is made too.",
		],
	];
	return notes.filter(([isTrue]) => isTrue).map(([, note]) => note);
}

const ACCOUNTS_NOTE =
	"The accounts limit buckets that are named, and ECR repositories. Everything else acts in the role's own account anyway.";
const TOO_MANY_NOTE = `A role holds ${MANAGED_POLICIES_PER_ROLE} managed policies; AWS raises that to 20 on request. Choose fewer tasks, or give them to two roles.`;

function regionsNote({ regions }: ChoiceFacts): string {
	return `Actions that act in a region are held to ${regions.join(", ")}. Not so IAM, S3, billing and other services without regions, nor DescribeRegions, which Harness asks in its test region.`;
}

function wildcardsOf({ Statement }: Policy): readonly WildcardUse[] {
	const actions = new Set(Statement.flatMap(({ Action }) => Action).filter(hasWildcard));
	return [...actions].map(explainWildcard);
}

function bucketPoliciesOf({ entries }: ReadChoice, roleArn: string | null): readonly BucketPolicy[] {
	if (roleArn === null) return [];
	const elsewhere = entries.filter(({ entry }) => entry.needs.includes("otherAccountId"));
	const names = new Set(elsewhere.flatMap(({ bucketNames }) => bucketNames));
	return [...names].flatMap((name) => otherAccountBucketPolicy(name, roleArn) ?? []);
}

function managedPolicyArnsOf({ entries, facts }: ReadChoice): readonly string[] {
	const arns = entries.flatMap(({ entry }) => entry.managedPolicyArn ?? []);
	return [...new Set(arns)].map((arn) => arn.replaceAll("{partition}", facts.partition));
}
