import type { PolicyStatement } from "./policy.ts";

export const LIBRARY_GROUPS = ["all", "s3", "ecr", "cloudformation", "eks", "serverless", "ccm"] as const;
export type LibraryGroup = (typeof LIBRARY_GROUPS)[number];

export const LIBRARY_GROUP_TITLES = {
	all: "All connectors",
	s3: "Amazon S3",
	ecr: "Amazon ECR",
	cloudformation: "AWS CloudFormation",
	eks: "Amazon EKS",
	serverless: "Serverless Lambda",
	ccm: "Cloud Cost Management",
} as const satisfies Record<LibraryGroup, string>;

/** What a task cannot do without: bucket names, or the account that owns a bucket elsewhere. */
export type LibraryNeed = "bucketNames" | "otherAccountId";

/**
 * One task and the policy it takes, as it is published. Resources and conditions hold the placeholders
 * {partition} {bucket} {accountId} {otherAccountId}; {bucket} and {accountId} stand for each one given.
 */
export type LibraryEntry = {
	readonly id: string;
	readonly group: LibraryGroup;
	readonly title: string;
	readonly description: string;
	readonly source: { readonly title: string; readonly url: string };
	readonly needs: readonly LibraryNeed[];
	/** Always part of the policy, whatever is chosen. */
	readonly isAlwaysIn: boolean;
	readonly statements: readonly PolicyStatement[];
	/** In their place where buckets are named although the task does not need any: never more than `statements`. */
	readonly narrowedToBuckets?: readonly PolicyStatement[];
	/** In their place where accounts are named: never more than `statements`. */
	readonly narrowedToAccounts?: readonly PolicyStatement[];
	/** The AWS managed policy that the source attaches for this task, with {partition}. */
	readonly managedPolicyArn?: string;
	/** What is odd about the published policy, or has to be known before it is used. */
	readonly notes: readonly string[];
	/** Concrete actions that stand for each wildcard of `statements`: what a simulation is asked. */
	readonly probes: Readonly<Record<string, readonly string[]>>;
};
