import { atConsole, stackRegion, templateInput, templateRefusal } from "#lib/connectors/launch.ts";
import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { DestinationProfile } from "#lib/domain/destinations/profile.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import {
	parameterDefaults,
	roleParameters,
	singleStackParameters,
} from "#lib/domain/destinations/role-parameters.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { parameterChanges } from "#lib/domain/feature-change.ts";
import type { Requirements } from "#lib/domain/features.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import {
	changeSetCommands,
	type StackPlace,
	type StackUpdate,
	stackChecklist,
	stackConsoleUrl,
	stackPlaceOf,
	stackUpdateUrl,
	updateStackCommand,
} from "#lib/domain/stack-update.ts";
import {
	HARNESS_TEMPLATE_PARAMETERS,
	harnessTemplateParameters,
	type TemplateInput,
} from "#lib/domain/template-parameters.ts";
import { NEWEST_TEMPLATE_VERSION } from "#lib/domain/template-version.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";

/** Every way to bring a connector's stack to what it is to be. */
export type StackChange = {
	readonly stackName: string;
	readonly region: string;
	/** The stack was named by the role's own tag; false: it is looked for by its name. */
	readonly isKnown: boolean;
	/** Where the new template comes from; null: the stack keeps its own. */
	readonly templateUrl: string | null;
	/** The stack was made from Harness's own template, or by hand, as far as can be told. */
	readonly movesToOurs: boolean;
	readonly stackUrl: string;
	/** By a route of the console that AWS does not document; null: not without the stack's id. */
	readonly updateUrl: string | null;
	readonly cliCommand: string;
	readonly changeSet: ReturnType<typeof changeSetCommands>;
	readonly checklist: ReturnType<typeof stackChecklist>;
	/** Why the new template may not be handed out yet; null: it may. */
	readonly refusal: FailureCode | null;
};

type Wanted = {
	/** What the stack is taken to be made for now. */
	readonly from: Requirements;
	readonly to: Requirements;
	/** Explicit values on top, whatever they were before. */
	readonly set?: Readonly<Record<string, string>>;
	/** `as-needed`: a new template only where the one that the stack has could not carry the change. */
	readonly template: "as-needed" | "newest" | "keep";
	/** Names the change set. */
	readonly purpose: "features" | "upgrade" | "rotate" | "shrink";
};

export async function stackChange(
	ctx: Context,
	connector: Connector,
	wanted: Wanted,
): Promise<Result<StackChange>> {
	const own = await ownStack(ctx, connector);
	if (!own.ok) return own;
	const [from, to] = await Promise.all([
		templateInput(ctx, { ...connector, requirements: wanted.from }),
		templateInput(ctx, { ...connector, requirements: wanted.to }),
	]);
	if (!from.ok) return from;
	if (!to.ok) return to;
	const place = await stackPlace(ctx, connector);
	const template = await templateInForce(ctx, connector.partition, connector.destination);
	const isOurs = isOfOurTemplate(connector);
	const isNew = template.source === "ours" && needsNewTemplate(connector, wanted.template);
	const profile = profileOf(connector.destination);
	const parameters = parametersOf(profile, from.value.values, to.value.values, { isOurs, isNew });
	const update: StackUpdate = {
		...place,
		templateUrl: isNew ? template.url : null,
		changes: { ...parameters, ...wanted.set },
		known: knownParameters(connector),
	};
	const refusal = isNew ? await templateRefusal(ctx, connector, template, Object.keys(update.changes)) : null;
	return ok(described(ctx, update, { movesToOurs: isNew && !isOurs, purpose: wanted.purpose, refusal }));
}

/** A rollout's stacks are never made from another template, whether the role's tag was read yet or not. */
function isOfOurTemplate({ templateVersion, rolloutId, destination }: Connector): boolean {
	const hasOnlyOurs = profileOf(destination).template.sha256 !== null;
	return templateVersion !== null || rolloutId !== null || hasOnlyOurs;
}

/** What the stack has. A rollout's has those of stack sets as well; each that is left out would fall to its default. */
function knownParameters(connector: Connector): readonly string[] {
	if (!isOfOurTemplate(connector)) return HARNESS_TEMPLATE_PARAMETERS;
	const { template } = profileOf(connector.destination);
	return connector.rolloutId === null ? singleStackParameters(template) : Object.keys(template.parameters);
}

function needsNewTemplate({ templateVersion }: Connector, template: Wanted["template"]): boolean {
	if (template !== "as-needed") return template === "newest";
	return templateVersion === null || templateVersion < NEWEST_TEMPLATE_VERSION;
}

type Templates = { readonly isOurs: boolean; readonly isNew: boolean };

function parametersOf(
	profile: DestinationProfile,
	from: TemplateInput,
	to: TemplateInput,
	{ isOurs, isNew }: Templates,
) {
	const defaults = parameterDefaults(profile.template);
	if (isOurs) return parameterChanges(roleParameters(profile, from), roleParameters(profile, to), defaults);
	const before = harnessTemplateParameters(from);
	// Of Harness's template the stack has Harness's parameters; ours alone are new to it.
	const after = isNew ? roleParameters(profile, to) : harnessTemplateParameters(to);
	return parameterChanges(before, after, isNew ? defaults : {});
}

function described(
	ctx: Context,
	update: StackUpdate,
	more: {
		readonly movesToOurs: boolean;
		readonly purpose: Wanted["purpose"];
		readonly refusal: FailureCode | null;
	},
): StackChange {
	const updateUrl = stackUpdateUrl(update);
	return {
		stackName: update.stackName,
		region: update.region,
		isKnown: update.stackId !== null,
		templateUrl: update.templateUrl,
		movesToOurs: more.movesToOurs,
		stackUrl: atConsole(ctx, stackConsoleUrl(update)),
		updateUrl: updateUrl && atConsole(ctx, updateUrl),
		cliCommand: updateStackCommand(update),
		changeSet: changeSetCommands(update, `rolebridge-${more.purpose}`),
		checklist: stackChecklist(update),
		refusal: more.refusal,
	};
}

/** Where the connector's stack is: as the role's tag says, where that is of the right account, else as step 4 says. */
export async function stackPlace(ctx: Context, connector: Connector): Promise<StackPlace> {
	const { partition, overview, role } = connector;
	const results = await ctx.db.checks.latest(connector.id);
	const stackId = results.find(({ checkId }) => checkId === "template-current")?.details.stackId;
	const tagged =
		typeof stackId === "string" && overview !== null
			? stackPlaceOf(stackId, partition, overview.awsAccountId)
			: null;
	if (tagged !== null) return tagged;
	return { partition, region: await stackRegion(ctx, connector), stackName: role.stackName, stackId: null };
}
