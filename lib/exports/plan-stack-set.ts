import type { ExportHarness, ExportStackSet } from "#lib/domain/exports/export-plan.ts";
import type { ExternalId } from "#lib/domain/external-id.ts";
import { overrideSteps } from "#lib/domain/rollout/exceptions.ts";
import type { FeatureAccount } from "#lib/domain/rollout/features-of.ts";
import { fullStackSetParameters, stackSetParameters } from "#lib/domain/rollout/stack-set.ts";
import {
	createOrganizationStackCommand,
	createStackSetCommands,
	overrideCommands,
} from "#lib/domain/rollout/stack-set-cli.ts";
import { begunUnits } from "#lib/domain/rollout/waves.ts";
import type { OrganizationUnit, Rollout, RolloutFeatures, RolloutLaunch } from "#lib/domain/rollout.ts";
import { type LaunchFacts, payerCommand, placedStack } from "#lib/organizations/launch-view.ts";

/** Everything that a rollout's export follows from, beside its accounts. */
export type RolloutFacts = LaunchFacts & {
	readonly harness: ExportHarness;
	readonly harnessExternalId: ExternalId;
	readonly units: ReadonlyMap<string, OrganizationUnit>;
	readonly makesRoles: boolean;
};

type Member = FeatureAccount & { readonly accountId: string };
type Command = ExportStackSet["commands"][number];

/** The stack set of a rollout, in every way that a file can say it. */
export function planStackSet(facts: RolloutFacts, accounts: readonly Member[]): ExportStackSet {
	const { rollout, launch, input, template } = facts;
	const ownStack = placedStack(facts, false)?.placed ?? null;
	const overrides = exceptionCommands(facts, accounts);
	const set = { launch, templateUrl: template.url, parameters: stackSetParameters(input) };
	return {
		name: launch.stackSetName,
		region: launch.region,
		templateUrl: template.url,
		parameters: fullStackSetParameters(input),
		unitIds: begunUnits(launch),
		failureTolerancePercent: launch.failureTolerancePercent,
		maxConcurrentPercent: launch.maxConcurrentPercent,
		callAs: launch.delegatedAdministratorId === null ? "SELF" : "DELEGATED_ADMIN",
		administratorAccountId: launch.delegatedAdministratorId ?? rollout.managementAccountId,
		ownStack,
		isOwnStackThere: rollout.readerFoundAt !== null,
		madeBy: madeBy(rollout, launch),
		hasExceptions: overrides.length > 0,
		commands: [
			...createStackSetCommands(set).map((command, index) => ({
				what: SET_WORDS[Math.min(index, 1)] ?? "",
				command,
			})),
			...ownCommands(facts, ownStack),
			...overrides,
		],
		organizationStack: placedStack(facts, true)?.placed ?? null,
	};
}

const SET_WORDS = ["The stack set itself.", "Its stacks, in every account of these units."];

function madeBy({ stackSet }: Rollout, { way }: RolloutLaunch): ExportStackSet["madeBy"] {
	if (stackSet === null || stackSet.status === "DELETED") return "nobody";
	return way === "stack" ? "stack" : "else";
}

/** What the administrator's account gets for itself. */
function ownCommands(facts: RolloutFacts, ownStack: ExportStackSet["ownStack"]): readonly Command[] {
	const payer = payerCommand(facts);
	return [
		...(ownStack === null
			? []
			: [
					{
						what: "What no stack set makes: this account's own role where it gets one, and the role that reads the organization.",
						command: createOrganizationStackCommand(ownStack),
					},
				]),
		...(payer === null
			? []
			: [{ what: "In the management account, with its credentials: its own role.", command: payer }]),
	];
}

/** In the order in which they must run. */
function exceptionCommands({ input, launch }: RolloutFacts, accounts: readonly Member[]): readonly Command[] {
	const members = accounts.filter(({ isManagement }) => !isManagement);
	return overrideSteps(input, members).flatMap(({ target, overrides, match }) =>
		overrideCommands(launch, target, overrides).map((command) => ({
			what: `Once its stacks are there: what is otherwise ${matchWords(match)}.`,
			command,
		})),
	);
}

function matchWords(match: RolloutFeatures["exceptions"][number]["match"]): string {
	return match.kind === "unit"
		? `in ${match.unitId}`
		: `in accounts with the tag ${match.key} = ${match.value}`;
}
