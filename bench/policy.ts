// What a page does with every tick of a box: merge the chosen tasks and judge the result. One core; the figures are of
// this machine, the share of the limit is what counts.
import { resolveEntry } from "#lib/domain/policy/entry-statements.ts";
import { preparePolicies } from "#lib/domain/policy/evaluate.ts";
import { LIBRARY } from "#lib/domain/policy/library.ts";
import { mergePolicies } from "#lib/domain/policy/merge.ts";
import type { Policy } from "#lib/domain/policy/policy.ts";
import { policyRisks } from "#lib/domain/policy/risks.ts";
import { splitPolicy } from "#lib/domain/policy/split.ts";
import { explainWildcard } from "#lib/domain/policy/wildcards.ts";
import { median, print } from "./figures.ts";

const ENTRIES = 200;
const MERGE_LIMIT_MS = 50;
const DECISIONS_LIMIT = 20_000;
const ROUNDS = 9;
const ROUND_MS = 300;

/** Merging 200 library entries with its analysis, and decisions of the evaluator on the result. */
export function measurePolicies(): void {
	const policies = entries();
	const mergeMs = median(Array.from({ length: ROUNDS }, () => timeOf(() => analyse(policies))));
	const share = Math.round((mergeMs / MERGE_LIMIT_MS) * 100);
	print(
		`merging ${ENTRIES} library entries, analysed`,
		`${mergeMs.toFixed(1)} ms (${share} % of the limit)`,
		"limit 50 ms",
	);
	const rate = decisionsPerSecond([...policies, mergePolicies(policies)]);
	print(
		"policy decisions",
		`${rate.toLocaleString("en")} /s (${(rate / DECISIONS_LIMIT).toFixed(1)} × the limit)`,
		"limit 20,000 /s",
	);
}

/** Each entry in turn, on a bucket of its own. */
function entries(): readonly Policy[] {
	return Array.from({ length: ENTRIES }, (_, index) => {
		// The administrator's policy would swallow all the others.
		const tasks = LIBRARY.filter(({ id }) => id !== "serverless-full");
		const entry = tasks[index % tasks.length];
		const facts = {
			partition: "aws" as const,
			bucketNames: [`acme-artifacts-${index}`],
			regions: ["us-east-1", "eu-west-1"],
			accountIds: [`${100_000_000_000 + index}`],
			otherAccountId: "999988887777",
			harnessBucketName: "harness-bucket",
		};
		return { Version: "2012-10-17", Statement: entry === undefined ? [] : resolveEntry(entry, facts) };
	});
}

function analyse(policies: readonly Policy[]): number {
	const merged = mergePolicies(policies);
	const wildcards = merged.Statement.flatMap(({ Action }) => Action).filter((action) => action.includes("*"));
	return splitPolicy(merged).length + policyRisks(merged).length + wildcards.map(explainWildcard).length;
}

function timeOf(run: () => number): number {
	const startedAt = performance.now();
	if (run() === 0) throw new Error("The bench measured nothing.");
	return performance.now() - startedAt;
}

/** Against all 200 documents and their merger at once, reading them included. */
function decisionsPerSecond(policies: readonly unknown[]): number {
	const rounds = Array.from({ length: ROUNDS }, () => {
		const startedAt = performance.now();
		const decide = preparePolicies(policies, Number.POSITIVE_INFINITY);
		let turns = 0;
		let allowed = 0;
		while (performance.now() - startedAt < ROUND_MS) {
			for (const action of ACTIONS) {
				const resource = `arn:aws:s3:::acme-artifacts-${turns % 400}/x`;
				const context = { "aws:RequestedRegion": ["eu-west-1"], "aws:ResourceAccount": ["100000000000"] };
				if (decide({ action, resource, context }).decision === "allowed") allowed += 1;
				turns += 1;
			}
		}
		// What is computed is used, so that no compiler may leave it out.
		if (allowed === 0) throw new Error("The bench measured nothing.");
		return turns / ((performance.now() - startedAt) / 1_000);
	});
	return Math.round(median(rounds));
}

const ACTIONS = [
	"s3:GetObject",
	"s3:PutObject",
	"ec2:DescribeRegions",
	"eks:CreateCluster",
	"iam:PassRole",
	"sqs:SendMessage",
	"ecr:BatchGetImage",
	"lambda:CreateFunction",
] as const;
