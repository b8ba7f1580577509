import { shellQuote } from "../aws-cli.ts";
import type { RolloutLaunch } from "../rollout.ts";
import { ORGANIZATION_CAPABILITIES, type PlacedStack } from "./organization-link.ts";
import type { Parameters } from "./stack-set.ts";
import { begunUnits, WAVE_UNIT_LIMIT } from "./waves.ts";

/** A stack set as the AWS CLI takes it. */
export type CliStackSet = {
	readonly launch: RolloutLaunch;
	/** Of the role template. */
	readonly templateUrl: string;
	/** In full, of `fullStackSetParameters`. */
	readonly parameters: Parameters;
};

/** So many account IDs fit one argument of a shell, and one request. */
const ACCOUNTS_AT_ONCE = 1000;

/**
 * Makes the organization's stack, in the account that administers stack sets. For a POSIX shell; parameters go as
 * JSON, for the CLI's shorthand would read a comma or an equals sign in a value as its own.
 *
 * @example createOrganizationStackCommand({ region: "us-east-1", stackName: "harness-ccm-organization", templateUrl, parameters })
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudformation/create-stack.html
 */
export function createOrganizationStackCommand(stack: PlacedStack): string {
	return command("create-stack", [
		...option("--region", stack.region),
		...option("--stack-name", stack.stackName),
		...option("--template-url", stack.templateUrl),
		`--capabilities ${ORGANIZATION_CAPABILITIES.join(" ")}`,
		...option("--parameters", parameterList(stack.parameters)),
	]);
}

/**
 * Updates the organization's stack and keeps every value that does not change: how the next wave begins. A parameter
 * that is not named would fall back to its default, so each kept one is named with UsePreviousValue.
 *
 * @param known the parameters that the stack's template has
 * @example updateOrganizationStackCommand(stack, { OrganizationalUnitIds: "r-ab12" }, ORGANIZATION_TEMPLATE_PARAMETERS)
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudformation/update-stack.html
 */
export function updateOrganizationStackCommand(
	stack: Pick<PlacedStack, "region" | "stackName">,
	changes: Parameters,
	known: readonly string[],
): string {
	const kept = known
		.filter((name) => !Object.hasOwn(changes, name))
		.map((name) => ({ ParameterKey: name, UsePreviousValue: true }));
	return command("update-stack", [
		...option("--region", stack.region),
		...option("--stack-name", stack.stackName),
		"--use-previous-template",
		`--capabilities ${ORGANIZATION_CAPABILITIES.join(" ")}`,
		...option("--parameters", JSON.stringify([...entries(changes), ...kept])),
	]);
}

/**
 * Makes the stack set without the organization's stack: first the set itself, then the stacks of the waves that have
 * begun. Each is one operation of AWS's; the second may be started at once.
 *
 * @example createStackSetCommands({ launch, templateUrl, parameters }).join("\n")
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudformation/create-stack-set.html
 */
export function createStackSetCommands(set: CliStackSet): readonly string[] {
	const { launch, templateUrl, parameters } = set;
	const create = command("create-stack-set", [
		...place(launch),
		...option("--template-url", templateUrl),
		"--permission-model SERVICE_MANAGED",
		"--auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false",
		"--managed-execution Active=true",
		"--capabilities CAPABILITY_NAMED_IAM",
		...option("--parameters", parameterList(parameters)),
	]);
	return [create, ...addUnitsCommands(launch, begunUnits(launch))];
}

/**
 * Adds stacks in the accounts of more units: how the next wave begins for a stack set that was made by itself. One
 * command for as many units as AWS takes at once.
 *
 * @example addUnitsCommands(launch, ["ou-ab12-34cd56ef"])
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudformation/create-stack-instances.html
 */
export function addUnitsCommands(launch: RolloutLaunch, units: readonly string[]): readonly string[] {
	return chunksOf(units, WAVE_UNIT_LIMIT).map((OrganizationalUnitIds) =>
		command("create-stack-instances", [
			...place(launch),
			...option("--deployment-targets", JSON.stringify({ OrganizationalUnitIds })),
			...option("--regions", JSON.stringify([launch.region])),
			...option("--operation-preferences", preferences(launch)),
		]),
	);
}

/**
 * Updates the stack set that is there to our template, in place: its logical ids are Harness's, so each account keeps
 * its role.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudformation/update-stack-set.html
 */
export function updateStackSetCommand({ launch, templateUrl, parameters }: CliStackSet): string {
	return command("update-stack-set", [
		...place(launch),
		...option("--template-url", templateUrl),
		"--capabilities CAPABILITY_NAMED_IAM",
		...option("--parameters", parameterList(parameters)),
		...option("--operation-preferences", preferences(launch)),
	]);
}

/** Whose stacks get other values: a unit with all below it, or accounts by name within the units of the set. */
export type OverrideTarget =
	| { readonly kind: "unit"; readonly unitId: string }
	| { readonly kind: "accounts"; readonly accountIds: readonly string[] };

/**
 * Gives the stacks of some accounts other values. AWS applies them to the accounts that are there now: those that
 * join a unit later get the stack set's own values until this is run again. An exception replaces what an earlier
 * command gave the same stacks, so run the last of the list first (`overrideSteps`).
 *
 * @example overrideCommands(launch, { kind: "unit", unitId: "ou-ab12-34cd56ef" }, { OptimizationEnabled: "true" })
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackInstances.html
 */
export function overrideCommands(
	launch: RolloutLaunch,
	target: OverrideTarget,
	overrides: Parameters,
): readonly string[] {
	return targetsOf(launch, target).map((targets) =>
		command("update-stack-instances", [
			...place(launch),
			...option("--deployment-targets", JSON.stringify(targets)),
			...option("--regions", JSON.stringify([launch.region])),
			...option("--parameter-overrides", parameterList(overrides)),
			...option("--operation-preferences", preferences(launch)),
		]),
	);
}

function targetsOf(launch: RolloutLaunch, target: OverrideTarget): readonly object[] {
	if (target.kind === "unit") return [{ OrganizationalUnitIds: [target.unitId] }];
	const chunks = chunksOf(target.accountIds, ACCOUNTS_AT_ONCE);
	// A service-managed stack set takes accounts only as a part of units.
	return chunksOf(begunUnits(launch), WAVE_UNIT_LIMIT).flatMap((OrganizationalUnitIds) =>
		chunks.map((Accounts) => ({ OrganizationalUnitIds, Accounts, AccountFilterType: "INTERSECTION" })),
	);
}

function place({ region, stackSetName, delegatedAdministratorId }: RolloutLaunch): readonly string[] {
	return [
		...option("--region", region),
		...option("--stack-set-name", stackSetName),
		...(delegatedAdministratorId === null ? [] : ["--call-as DELEGATED_ADMIN"]),
	];
}

function preferences({ failureTolerancePercent, maxConcurrentPercent }: RolloutLaunch): string {
	return JSON.stringify({
		RegionConcurrencyType: "SEQUENTIAL",
		FailureTolerancePercentage: failureTolerancePercent,
		MaxConcurrentPercentage: maxConcurrentPercent,
	});
}

function parameterList(parameters: Parameters): string {
	return JSON.stringify(entries(parameters));
}

function entries(parameters: Parameters) {
	return Object.keys(parameters).map((name) => ({
		ParameterKey: name,
		ParameterValue: parameters[name] ?? "",
	}));
}

function option(name: string, value: string): readonly string[] {
	return [`${name} ${shellQuote(value)}`];
}

function command(verb: string, words: readonly string[]): string {
	return [`aws cloudformation ${verb}`, ...words].join(" \\\n  ");
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
	const count = Math.ceil(items.length / size);
	return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
