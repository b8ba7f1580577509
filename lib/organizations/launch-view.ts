import { harnessSide } from "#lib/connectors/harness-side.ts";
import { atConsole, templateRefusal } from "#lib/connectors/launch.ts";
import { organizationTemplateInForce } from "#lib/connectors/organization-template-in-force.ts";
import { type TemplateInForce, templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import { stackCliCommand } from "#lib/domain/aws-cli.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { consoleGuide, type GuideStep } from "#lib/domain/rollout/console-guide.ts";
import {
	organizationLink,
	organizationStack,
	type PlacedStack,
} from "#lib/domain/rollout/organization-link.ts";
import {
	fullStackSetParameters,
	organizationParameters,
	payerStackParameters,
	type StackSetInput,
	stackSetParameters,
} from "#lib/domain/rollout/stack-set.ts";
import {
	createOrganizationStackCommand,
	createStackSetCommands,
	updateStackSetCommand,
} from "#lib/domain/rollout/stack-set-cli.ts";
import type { Rollout, RolloutFeatures, RolloutLaunch } from "#lib/domain/rollout.ts";
import { rolloutTrust } from "#lib/exports/rollout-trust.ts";
import { type ExceptionStep, exceptionSteps } from "./exception-steps.ts";
import { type ListStack, listStacks } from "./list-stacks.ts";

/** A rollout whose first two steps and launch are saved, with everything that its ways follow from. */
export type LaunchFacts = {
	readonly rollout: Rollout;
	readonly features: RolloutFeatures;
	readonly launch: RolloutLaunch;
	readonly input: StackSetInput;
	/** Of the roles in the accounts. */
	readonly template: TemplateInForce;
	/** Of the one stack; null: it is not published, or links use Harness's. */
	readonly organizationTemplate: TemplateInForce | null;
};

/** A stack to make by hand: a link, and the command that makes the same one. */
export type StackToMake =
	| {
			readonly kind: "ready";
			/** Null: too many units for a link; the command takes any number. */
			readonly url: string | null;
			readonly command: string;
	  }
	| { readonly kind: "refused"; readonly code: FailureCode }
	/** There is no template for it here. */
	| { readonly kind: "not-published" };

export type LaunchView = {
	/** Where the stack set is administered: the management account, or the delegated administrator. */
	readonly administratorAccountId: string | null;
	readonly isDelegated: boolean;
	readonly templateSource: "ours" | "harness";
	readonly region: string;
	/** The one stack that makes everything. */
	readonly whole: StackToMake;
	/** For every other way: the administrator's own role, and the one by which we see how far it is. */
	readonly besides: StackToMake;
	/** The management account's role alone, where our template cannot make it; null: it gets none, or `besides` has it. */
	readonly payerCommand: string | null;
	readonly guide: readonly GuideStep[];
	/** Makes the stack set and its stacks. */
	readonly commands: readonly string[];
	readonly updateCommand: string;
	readonly exceptions: readonly ExceptionStep[];
	/** Of a list: what is opened or run in every account; else empty. */
	readonly listStacks: readonly ListStack[];
};

/** Everything that the ways to launch have in common, with the same values in each. */
export async function launchFacts(ctx: Context, rollout: Rollout): Promise<Result<LaunchFacts>> {
	const { features, launch, partition } = rollout;
	if (features === null || launch === null) return failed({ code: "ROLLOUT_INCOMPLETE" });
	const side = harnessSide(await ctx.db.harnessAccounts.find(rollout.harnessAccountRef), partition);
	if (!side.ok) return side;
	const trust = await rolloutTrust(ctx, rollout, side.value);
	if (!trust.ok) return trust;
	const template = await templateInForce(ctx, partition);
	const organizationTemplate = await organizationTemplateInForce(ctx, partition);
	const input = { trust: trust.value, source: template.source, features, role: launch.role };
	return ok({ rollout, features, launch, input, template, organizationTemplate });
}

/** What the launch step shows: each way with its link, commands and values, or why there is none. */
export async function launchView(ctx: Context, rollout: Rollout): Promise<Result<LaunchView>> {
	const found = await launchFacts(ctx, rollout);
	if (!found.ok) return found;
	const facts = found.value;
	const { launch, input, template } = facts;
	const isOrganization = rollout.kind === "organization";
	const set = { launch, templateUrl: template.url, parameters: stackSetParameters(input) };
	return ok({
		administratorAccountId: launch.delegatedAdministratorId ?? rollout.managementAccountId,
		isDelegated: launch.delegatedAdministratorId !== null,
		templateSource: template.source,
		region: launch.region,
		whole: isOrganization ? await stackToMake(ctx, facts, true) : { kind: "not-published" },
		besides: isOrganization ? await stackToMake(ctx, facts, false) : { kind: "not-published" },
		payerCommand: isOrganization ? payerCommand(facts) : null,
		guide: isOrganization ? guideOf(ctx, facts) : [],
		commands: isOrganization ? createStackSetCommands(set) : [],
		updateCommand: isOrganization
			? updateStackSetCommand({ ...set, parameters: fullStackSetParameters(input) })
			: "",
		exceptions: isOrganization ? await exceptionSteps(ctx, facts) : [],
		listStacks: isOrganization ? [] : await listStacks(ctx, facts),
	});
}

/** The organization's stack as a link and a command; of the accounts nothing is read for it. */
export async function stackToMake(
	ctx: Context,
	facts: LaunchFacts,
	makesStackSet: boolean,
): Promise<StackToMake> {
	const { rollout, template, input } = facts;
	const stack = placedStack(facts, makesStackSet);
	if (stack === null) return { kind: "not-published" };
	const code =
		(await templateRefusal(ctx, rollout, stack.template, Object.keys(stack.placed.parameters))) ??
		(await templateRefusal(ctx, rollout, template, Object.keys(stackSetParameters(input))));
	if (code !== null) return { kind: "refused", code };
	const link = organizationLink(rollout.partition, stack.placed);
	return {
		kind: "ready",
		url: link.kind === "link" ? atConsole(ctx, link.url) : null,
		command: createOrganizationStackCommand(stack.placed),
	};
}

/** The organization's stack, with the stack set or beside one that is made otherwise. */
export function placedStack(
	{ rollout, features, launch, input, template, organizationTemplate }: LaunchFacts,
	makesStackSet: boolean,
): { readonly placed: PlacedStack; readonly template: TemplateInForce } | null {
	if (organizationTemplate === null) return null;
	const parameters = organizationParameters({
		...{ trust: input.trust, features, launch, makesStackSet },
		role: launch.role,
		roleTemplateUrl: template.url,
		managementAccountId: rollout.managementAccountId,
	});
	return {
		placed: organizationStack(launch, organizationTemplate.url, parameters),
		template: organizationTemplate,
	};
}

/** The management account's own role, where nothing else makes it. */
export function payerCommand({
	rollout,
	launch,
	input,
	template,
	organizationTemplate,
}: LaunchFacts): string | null {
	const { managementAccountId } = rollout;
	const comesBesides = organizationTemplate !== null && launch.delegatedAdministratorId === null;
	if (managementAccountId === null || comesBesides) return null;
	const parameters = payerStackParameters(input, managementAccountId);
	if (parameters === null) return null;
	const { region } = launch;
	return stackCliCommand({ region, templateUrl: template.url, stackName: ROLE_STACK_NAME, parameters });
}

/** Harness's own, as for a single connector. */
const ROLE_STACK_NAME = "harness-ce-iam-role-stack";

function guideOf(ctx: Context, { rollout, launch, input, template }: LaunchFacts): readonly GuideStep[] {
	const parameters = stackSetParameters(input);
	const { partition } = rollout;
	const steps = consoleGuide({
		...{ partition, launch, parameters },
		templateUrl: template.url,
		source: template.source,
	});
	return steps.map((step) => ({ ...step, url: step.url === null ? null : atConsole(ctx, step.url) }));
}
