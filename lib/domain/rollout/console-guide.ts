import { consoleOrigin, type Partition } from "../partition.ts";
import type { RolloutLaunch } from "../rollout.ts";
import type { Parameters } from "./stack-set.ts";
import { begunUnits } from "./waves.ts";

/** A value to copy into the console, under the label that the console gives it. */
export type GuideValue = { readonly label: string; readonly value: string };

export type GuideStep = {
	/** As Harness's document numbers them, 1 to 16. */
	readonly number: number;
	/** What to do, with the console's labels as it writes them. */
	readonly text: string;
	/** To copy or to choose; empty values are left empty in the console. */
	readonly values: readonly GuideValue[];
	/** Why, or where Harness's document errs; null: nothing to say. */
	readonly note: string | null;
	/** A page of the console to open for it; null: one is on it. */
	readonly url: string | null;
};

export type GuideInput = {
	readonly partition: Partition;
	readonly launch: RolloutLaunch;
	/** Of the role template in force. */
	readonly templateUrl: string;
	readonly source: "ours" | "harness";
	/** What the stack set gives every account, of `stackSetParameters`. */
	readonly parameters: Parameters;
};

/** A root stands for every account. */
const ROOT = /^r-/;

/**
 * Harness's document "Create Multiple Connectors", step 1, with its 16 steps: what to press in the AWS console and
 * every value to copy. Corrected where the document errs: the parameter is `ExternalId`, Harness's external ID has
 * three parts, and the values come from what was chosen instead of one fixed choice.
 *
 * @example consoleGuide(input)[4]?.values // [{ label: "Amazon S3 URL", value: templateUrl }]
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
 */
export function consoleGuide(input: GuideInput): readonly GuideStep[] {
	const steps = [...templateSteps(input), ...detailSteps(input), ...deploymentSteps(input)];
	return steps.map((step, index) => ({ number: index + 1, values: [], note: null, url: null, ...step }));
}

type Step = Pick<GuideStep, "text"> & Partial<Pick<GuideStep, "values" | "note" | "url">>;

function templateSteps({ partition, launch, templateUrl, source }: GuideInput): readonly Step[] {
	const isDelegated = launch.delegatedAdministratorId !== null;
	return [
		{
			text: isDelegated
				? "Sign in to the delegated administrator's account and open Create StackSet."
				: "Sign in to the management account and open Create StackSet.",
			url: createStackSetUrl(partition, launch.region),
			...(isDelegated && {
				values: [{ label: "Account", value: launch.delegatedAdministratorId ?? "" }],
			}),
		},
		{ text: "Under Choose a template, Permissions, select Service-managed permissions." },
		{ text: "Under Prerequisite - Prepare template, select Template is ready." },
		{ text: "Under Specify template, Template source, select Amazon S3 URL." },
		{
			text: "Enter the Amazon S3 URL and press Next.",
			values: [{ label: "Amazon S3 URL", value: templateUrl }],
			note:
				source === "ours"
					? "Rolebridge's template: the role also trusts Rolebridge, for reading only, so that each connection is proven. Its resources have Harness's names."
					: "Harness's published template: the role trusts Harness alone, and Rolebridge can only repeat what Harness says.",
		},
	];
}

/** Exported for the other guides' sake: the console's own page for a new stack set. */
export function createStackSetUrl(partition: Partition, region: string): string {
	return `${consoleOrigin(partition, region)}/cloudformation/home?region=${region}#/stacksets/create`;
}

function detailSteps({ launch, parameters }: GuideInput): readonly Step[] {
	return [
		{
			text: "Under Specify StackSet details, enter the StackSet name.",
			values: [{ label: "StackSet name", value: launch.stackSetName }],
		},
		{
			text: "Under Parameters, set each of these. Leave every other parameter as it is.",
			values: Object.keys(parameters).map((label) => ({ label, value: parameters[label] ?? "" })),
			note: parameterNote(parameters),
		},
		{ text: "Press Next." },
		{
			text: "Under Configure StackSet options, Managed execution, select Active, and press Next.",
			note: "Operations then wait for each other instead of failing. Where AWS asks for capabilities here, select its acknowledgement.",
		},
	];
}

function parameterNote({ ExternalId, ExternalIdPerAccount }: Parameters): string {
	const parts =
		"ExternalId has three parts, harness:, Harness's AWS account and your Harness account; Harness's document shows an older form with two, and calls it ExternalID.";
	if (ExternalIdPerAccount !== "true" || ExternalId === undefined) return parts;
	return `${parts} With ExternalIdPerAccount each account appends its own ID to VerifierExternalId, so that no two share one.`;
}

function deploymentSteps({ launch }: GuideInput): readonly Step[] {
	const units = begunUnits(launch);
	const isWhole = units.length === 1 && ROOT.test(units[0] ?? "");
	return [
		{ text: "Under Set deployment options, Add stacks to stack set, select Deploy new stacks." },
		isWhole
			? {
					text: "Under Deployment targets, select Deploy to organization.",
					note: "Every account but the management account, which no stack set covers: it needs a stack of its own.",
				}
			: {
					text: "Under Deployment targets, select Deploy to organizational units (OUs), and add each of these.",
					values: units.map((value) => ({ label: "AWS OU ID", value })),
					note: "Units below them are covered too. The management account never is: it needs a stack of its own.",
				},
		{
			text: "Under Automatic deployment, select Enabled.",
			note: "Accounts that join a unit later get the role by themselves.",
		},
		{
			text: "Under Account removal behavior, select Delete stacks.",
			note: "An account that leaves loses the role, and nobody keeps access to it.",
		},
		{
			text: "Under Specify regions, select one region, and press Next.",
			values: [{ label: "Region", value: launch.region }],
			note: "IAM is global: one region is enough, and a second one would fail because the role is there already.",
		},
		{
			text: "Under Deployment options, enter these, and for Region Concurrency select Sequential.",
			values: [
				{ label: "Maximum concurrent accounts - percent", value: String(launch.maxConcurrentPercent) },
				{ label: "Failure tolerance - percent", value: String(launch.failureTolerancePercent) },
			],
			note: "With a tolerance of 100, an account whose stack fails stops nobody else.",
		},
		{
			text: "Review the details, select the acknowledgement that IAM resources with custom names may be created, and press Submit.",
		},
	];
}

/**
 * How the next wave begins in the console: the same stack set, more units.
 *
 * @example nextWaveGuide("aws", launch, ["ou-ab12-34cd56ef"]).length // 4
 */
export function nextWaveGuide(
	partition: Partition,
	launch: RolloutLaunch,
	units: readonly string[],
): readonly GuideStep[] {
	const steps: readonly Step[] = [
		{
			text: "Open the stack set, and under Actions press Add stacks to StackSet.",
			url: stackSetUrl(partition, launch),
			values: [{ label: "StackSet name", value: launch.stackSetName }],
		},
		{
			text: "Under Deployment targets, select Deploy to organizational units (OUs), and add each of these.",
			values: units.map((value) => ({ label: "AWS OU ID", value })),
		},
		{
			text: "Under Specify regions, select the region, press Next, and leave every value as it is.",
			values: [{ label: "Region", value: launch.region }],
		},
		{ text: "Review the details and press Submit." },
	];
	return steps.map((step, index) => ({ number: index + 1, values: [], note: null, url: null, ...step }));
}

/**
 * How an exception is made in the console: the same stack set, other values for some accounts.
 *
 * @param targets units, or account IDs with the units that they are in
 */
export function overrideGuide(
	partition: Partition,
	launch: RolloutLaunch,
	targets: { readonly units: readonly string[]; readonly accountIds: readonly string[] },
	overrides: Parameters,
): readonly GuideStep[] {
	const values = [
		...targets.units.map((value) => ({ label: "AWS OU ID", value })),
		...targets.accountIds.map((value) => ({ label: "Account number", value })),
	];
	const isByAccount = targets.accountIds.length > 0;
	const steps: readonly Step[] = [
		{
			text: "Open the stack set, and under Actions press Override StackSet parameters.",
			url: stackSetUrl(partition, launch),
			values: [{ label: "StackSet name", value: launch.stackSetName }],
		},
		{
			text: isByAccount
				? "Under Deployment targets, add these units, and for the account filter type select Intersection with these accounts."
				: "Under Deployment targets, add these units.",
			values,
		},
		{
			text: "Select the region, and press Next.",
			values: [{ label: "Region", value: launch.region }],
		},
		{
			text: "Under Specify Overrides, select these parameters, press Edit override value, and set each.",
			values: Object.keys(overrides).map((label) => ({ label, value: overrides[label] ?? "" })),
			note: "Accounts that join a unit later get the stack set's own values until this is done again.",
		},
		{ text: "Review the details and press Submit." },
	];
	return steps.map((step, index) => ({ number: index + 1, values: [], note: null, url: null, ...step }));
}

/**
 * The stack set in the console. AWS documents no link to one, so this opens the list.
 *
 * @example stackSetUrl("aws", launch) // "https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacksets"
 */
export function stackSetUrl(partition: Partition, { region }: Pick<RolloutLaunch, "region">): string {
	return `${consoleOrigin(partition, region)}/cloudformation/home?region=${region}#/stacksets`;
}
