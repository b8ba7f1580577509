import { PARTITION_FACTS } from "../partition.ts";
import type { ChosenEntry, LibraryChoice } from "./compose.ts";
import { resolveEntry } from "./entry-statements.ts";
import { preparePolicies, type RequestDecision } from "./evaluate.ts";
import { findEntry, LIBRARY } from "./library.ts";
import { DEFAULT_HARNESS_BUCKET } from "./library-choice.ts";
import type { LibraryEntry } from "./library-types.ts";

/** One question for a simulation: a concrete action on one ARN, or on "*". */
type EntryProbe = { readonly action: string; readonly resource: string };

/** Null: which buckets, or which accounts, is not known. An empty list: every one, where the task allows that. */
export type ProbeResources = Pick<LibraryChoice, "partition" | "otherAccountId" | "harnessBucketName"> & {
	readonly bucketNames: readonly string[] | null;
	readonly accountIds: readonly string[] | null;
	/** Where resources that lie in a region are asked about; absent: the partition's default. */
	readonly region?: string | undefined;
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

/** A probe to ask IAM's simulation; conditional: the task needs it under a condition alone, which no simulation is told. */
export type SimulationProbe = EntryProbe & {
	/** It is needed under a condition alone that a simulation cannot be told. */
	readonly isConditional: boolean;
	/** What the simulation is told, so that such a condition holds: one value a key. Empty: nothing. */
	readonly context: Readonly<Record<string, string>>;
};

/**
 * The same, for a simulation, with what it takes for their conditions to hold. What IAM does not allow of one whose
 * condition cannot be told is no answer: the role may allow it under just that condition.
 *
 * @example simulationProbes(entry, resources).find(({ action }) => action === "iam:CreateServiceLinkedRole")?.context
 * // { "iam:AWSServiceName": "replication.ecr.amazonaws.com" }
 */
export function simulationProbes(entry: LibraryEntry, resources: ProbeResources): readonly SimulationProbe[] {
	const conditional = conditionalActions(entry);
	return probesOf(entry, resources).map((probe) => {
		const context = conditional.has(probe.action) ? contextOf(entry, probe.action) : {};
		return { ...probe, isConditional: context === null, context: context ?? {} };
	});
}

/** One value for each key of the action's condition; null where more than equality is asked for. */
function contextOf({ statements, probes }: LibraryEntry, action: string): Record<string, string> | null {
	const statement = statements.find(({ Action }) =>
		Action.some((written) => (probes[written] ?? [written]).includes(action)),
	);
	const operators = Object.entries(statement?.Condition ?? {});
	if (operators.some(([operator]) => operator !== "StringEquals")) return null;
	return Object.fromEntries(
		operators.flatMap(([, keys]) => Object.entries(keys).map(([key, values]) => [key, values[0] ?? ""])),
	);
}

function conditionalActions({ statements, probes }: LibraryEntry): ReadonlySet<string> {
	const actionsOf = (those: typeof statements) =>
		new Set(those.flatMap(({ Action }) => Action.flatMap((written) => probes[written] ?? [written])));
	const always = actionsOf(statements.filter(({ Condition }) => Condition === undefined));
	const under = actionsOf(statements.filter(({ Condition }) => Condition !== undefined));
	return new Set([...under].filter((action) => !always.has(action)));
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
	{ partition, region = PARTITION_FACTS[partition].defaultRegion }: ProbeResources,
): readonly string[] {
	if (patterns.includes("*")) return ["*"];
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
 * with every choice. With several regions each has to be allowed; where none is chosen, what is not the same in every
 * region is unknown.
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
		const known = { ...knownOf(entry, choice), ...context };
		const asked = placesOf(entry, choice, resources).map(({ region, about }) =>
			probesOf(entry, { ...resources, region }).map((probe) => ({
				...probe,
				...decide({ ...probe, context: { ...known, ...about } }),
			})),
		);
		const [first = []] = asked;
		const settle = choice.regions.length > 0 ? worst : same;
		const answers = first.map((answer, index) =>
			settle(
				answer,
				asked.flatMap((inRegion) => inRegion[index] ?? []),
			),
		);
		return [judgement(entry, answers)];
	});
}

type Place = { readonly region: string; readonly about: Context };

/** Each region that was chosen. None: the region is not known, and a resource in one may lie in any. */
function placesOf(entry: LibraryEntry, choice: LibraryChoice, resources: ProbeResources): readonly Place[] {
	if (choice.regions.length > 0) {
		return choice.regions.map((region) => ({ region, about: { "aws:RequestedRegion": [region] } }));
	}
	const { defaultRegion, regions } = PARTITION_FACTS[choice.partition];
	const places = [...new Set([defaultRegion, ...regions])].map((region) => ({ region, about: {} }));
	const isRegional = probesOf(entry, { ...resources, region: ANY_REGION }).some(({ resource }) =>
		resource.includes(`:${ANY_REGION}:`),
	);
	return isRegional ? places : places.slice(0, 1);
}

const ANY_REGION = "rolebridge-region";

function knownOf(entry: LibraryEntry, choice: LibraryChoice): Context {
	const account = entry.needs.includes("otherAccountId") ? choice.otherAccountId : onlyOne(choice.accountIds);
	return { ...ownContext(entry), ...(account != null && { "aws:ResourceAccount": [account] }) };
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

function worst(first: ProbeAnswer, answers: readonly ProbeAnswer[]): ProbeAnswer {
	return answers.reduce((a, b) => (SEVERITY[b.decision] > SEVERITY[a.decision] ? b : a), first);
}

function same(first: ProbeAnswer, answers: readonly ProbeAnswer[]): ProbeAnswer {
	if (answers.every(({ decision }) => decision === first.decision)) return first;
	const { action, resource } = first;
	return {
		action,
		resource,
		decision: "unknown",
		reason: "It is not the same in every region; choose regions.",
	};
}

function judgement({ id, title }: LibraryEntry, answers: readonly ProbeAnswer[]): EntryJudgement {
	const of = (wanted: RequestDecision["decision"]) => answers.filter(({ decision }) => decision === wanted);
	const [allowed, denied, unknown] = [of("allowed"), of("denied"), of("unknown")];
	const isAllowed = answers.length > 0 && allowed.length === answers.length;
	const verdict = denied.length > 0 ? "denied" : isAllowed ? "allowed" : "unknown";
	return { id, title, verdict, allowed, denied, unknown };
}
