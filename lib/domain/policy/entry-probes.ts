import { PARTITION_FACTS } from "../partition.ts";
import type { ChosenEntry, LibraryChoice } from "./compose.ts";
import { resolveEntry } from "./entry-statements.ts";
import { type PreparedPolicies, preparePolicies, type RequestDecision } from "./evaluate.ts";
import { findEntry, LIBRARY } from "./library.ts";
import { DEFAULT_HARNESS_BUCKET } from "./library-choice.ts";
import type { LibraryEntry } from "./library-types.ts";

/** One question for a simulation: a concrete action on one ARN, or on "*". */
export type EntryProbe = { readonly action: string; readonly resource: string };

/** Null: which buckets, or which accounts, is not known. An empty list: every one, where the task allows that. */
export type ProbeResources = Pick<LibraryChoice, "partition" | "otherAccountId" | "harnessBucketName"> & {
	readonly bucketNames: readonly string[] | null;
	readonly accountIds: readonly string[] | null;
};

export type ProbeAnswer = EntryProbe & RequestDecision;

export type EntryJudgement = {
	readonly id: string;
	readonly title: string;
	/** Allowed: every probe is. Denied: one is, at least. */
	readonly verdict: RequestDecision["decision"];
	readonly allowed: readonly ProbeAnswer[];
	readonly denied: readonly ProbeAnswer[];
	readonly unknown: readonly ProbeAnswer[];
};

type Context = Readonly<Record<string, readonly string[]>>;

/**
 * What to ask, to learn whether a task is possible: each action of the entry, wildcards as concrete actions, on a
 * resource that it acts on. What needs a bucket or an account that is not named is not asked.
 *
 * Names are null where they are not known: then nothing is asked that a role held to some of them would be refused.
 *
 * @example probesOf(entry, { partition: "aws", bucketNames: ["acme"], accountIds: [] })[0]
 * // { action: "s3:GetObject", resource: "arn:aws:s3:::acme/rolebridge-probe" }
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export function probesOf(entry: LibraryEntry, resources: ProbeResources): readonly EntryProbe[] {
	const facts = {
		...resources,
		bucketNames: resources.bucketNames ?? [],
		accountIds: resources.accountIds ?? [],
		regions: [],
		otherAccountId: resources.otherAccountId ?? null,
		harnessBucketName: resources.harnessBucketName ?? DEFAULT_HARNESS_BUCKET,
	};
	const probes = resolveEntry(asFarAsKnown(entry, resources), facts).flatMap((statement) =>
		statement.Action.flatMap((written) => entry.probes[written] ?? [written]).flatMap((action) =>
			askable(action, statement.Resource, resources).map((resource) => ({ action, resource })),
		),
	);
	return [...new Map(probes.map((probe) => [`${probe.action} ${probe.resource}`, probe])).values()];
}

/** A role may be held to buckets or accounts that nobody named here: then only what such a role has too is asked. */
function asFarAsKnown(entry: LibraryEntry, { bucketNames, accountIds }: ProbeResources): LibraryEntry {
	const byBucket = bucketNames === null ? entry.narrowedToBuckets : undefined;
	const byAccount = accountIds === null ? entry.narrowedToAccounts : undefined;
	return { ...entry, statements: byBucket ?? byAccount ?? entry.statements };
}

function askable(
	action: string,
	patterns: readonly string[],
	{ partition }: ProbeResources,
): readonly string[] {
	if (patterns.includes("*")) return ["*"];
	const region = PARTITION_FACTS[partition].defaultRegion;
	return patterns
		.filter((pattern) => !pattern.includes(":s3:::") || isObjectAction(action) === pattern.includes("/"))
		.flatMap((pattern) => concrete(pattern, region) ?? []);
}

/** `s3:GetObject` acts on what lies in a bucket, `s3:ListBucket` on the bucket. */
function isObjectAction(action: string): boolean {
	return /object/i.test(action) && !/bucket/i.test(action);
}

/** One resource that the pattern stands for; null where that takes an account nobody named. */
function concrete(pattern: string, region: string): string | null {
	const [arn = "", partition = "", service = "", at = "", account = "", ...rest] = pattern.split(":");
	if (account === "*") return null;
	const name = rest.join(":");
	// A star behind a bucket's name stands for nothing as well, which is the bucket itself.
	const resource =
		service === "s3" ? name.replace(/\*?\/\*$/, `/${PROBE}`).replace(/\*$/, "") : name.replaceAll("*", PROBE);
	return [arn, partition, service, at === "*" ? region : at, account, resource].join(":");
}

const PROBE = "rolebridge-probe";

/**
 * Whether policies that were pasted allow what the chosen tasks take, by our own evaluator. DescribeRegions is judged
 * with every choice. With several regions each has to be allowed.
 *
 * @param context what else is known of Harness's requests, e.g. `aws:userid`
 * @example judgeEntries([policy], choice).find(({ id }) => id === "s3-write")?.verdict // "denied"
 */
export function judgeEntries(
	policies: readonly unknown[],
	choice: LibraryChoice,
	context: Context = {},
): readonly EntryJudgement[] {
	const decide = preparePolicies(policies);
	const always = LIBRARY.filter(({ isAlwaysIn }) => isAlwaysIn).map(({ id }): ChosenEntry => ({ id }));
	const chosen = new Map([...always, ...choice.entries].map((entry) => [entry.id, entry]));
	return [...chosen.values()].flatMap(({ id, bucketNames = choice.bucketNames }) => {
		const entry = findEntry(id);
		if (entry === null) return [];
		const resources = { ...choice, bucketNames };
		const contexts = contextsOf(entry, choice).map((known) => ({ ...known, ...context }));
		const answers = probesOf(entry, resources).map((probe) => ({
			...probe,
			...worst(decide, probe, contexts),
		}));
		return [judgement(entry, answers)];
	});
}

/** One for each region that was chosen; none: the region is not known. */
function contextsOf(entry: LibraryEntry, choice: LibraryChoice): readonly Context[] {
	const account = entry.needs.includes("otherAccountId") ? choice.otherAccountId : onlyOne(choice.accountIds);
	const known: Context = {
		...ownContext(entry),
		...(account != null && { "aws:ResourceAccount": [account] }),
	};
	if (choice.regions.length === 0) return [known];
	return choice.regions.map((region) => ({ ...known, "aws:RequestedRegion": [region] }));
}

/** What the entry itself says of its requests: the service a linked role is created for. */
function ownContext({ statements }: LibraryEntry): Context {
	const equals = statements.flatMap(({ Condition }) => Object.entries(Condition?.StringEquals ?? {}));
	return Object.fromEntries(
		equals
			.filter(([, [value = ""]]) => !value.includes("{"))
			.map(([key, values]) => [key, values.slice(0, 1)]),
	);
}

function onlyOne(values: readonly string[]): string | undefined {
	return values.length === 1 ? values[0] : undefined;
}

const SEVERITY = { denied: 2, unknown: 1, allowed: 0 } as const satisfies Record<
	RequestDecision["decision"],
	number
>;

function worst(decide: PreparedPolicies, probe: EntryProbe, contexts: readonly Context[]): RequestDecision {
	return contexts
		.map((context) => decide({ ...probe, context }))
		.reduce((a, b) => (SEVERITY[b.decision] > SEVERITY[a.decision] ? b : a));
}

function judgement({ id, title }: LibraryEntry, answers: readonly ProbeAnswer[]): EntryJudgement {
	const of = (wanted: RequestDecision["decision"]) => answers.filter(({ decision }) => decision === wanted);
	const [allowed, denied, unknown] = [of("allowed"), of("denied"), of("unknown")];
	const isAllowed = answers.length > 0 && allowed.length === answers.length;
	const verdict = denied.length > 0 ? "denied" : isAllowed ? "allowed" : "unknown";
	return { id, title, verdict, allowed, denied, unknown };
}
