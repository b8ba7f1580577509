import { administratorOf } from "../caller.ts";
import { AwsError } from "../errors.ts";
import { type JsonObject, listOf, objectOf, stringOf, stringsOf, textOf } from "../json.ts";
import type { InOrganization } from "../organization.ts";
import type { Overrides, StackSet, StackSetOperation } from "../stack-set-state.ts";
import { readTemplateUrl } from "../template-source.ts";
import { accountByKey } from "../world.ts";
import { generatedName, HalfMade, handlerMessage, ResourceFailure } from "./resource-failure.ts";
import type { Made, ResourceEnv, ResourceType } from "./resource-type.ts";
import { requireAdministration } from "./stack-set-access.ts";
import { preferencesFrom } from "./stack-set-preferences.ts";
import { endOf, startOperation } from "./stack-set-queue.ts";
import type { TargetRequest } from "./stack-set-targets.ts";
import {
	createInstances,
	createStackSet,
	type Definition,
	deleteInstances,
	deleteStackSet,
	updateInstances,
	updateStackSet,
} from "./stack-sets.ts";

/** One entry of `StackInstancesGroup`. */
type Group = { readonly targets: TargetRequest; readonly overrides: Overrides | null };

const REASONS_SHOWN = 3;

function pairs(value: unknown, keyName: string, valueName: string): [string, string][] {
	return listOf(value).map((entry) => {
		const pair = objectOf(entry);
		return [stringOf(pair[keyName]) ?? "", textOf(pair[valueName]) ?? ""];
	});
}

function groupsOf(properties: JsonObject): Group[] {
	return listOf(properties.StackInstancesGroup).map((entry) => {
		const group = objectOf(entry);
		const targets = objectOf(group.DeploymentTargets);
		const filter = textOf(targets.AccountFilterType);
		const overrides = pairs(group.ParameterOverrides, "ParameterKey", "ParameterValue");
		return {
			targets: {
				unitIds: stringsOf(targets.OrganizationalUnitIds),
				accounts: stringsOf(targets.Accounts),
				filter: filter === "INTERSECTION" || filter === "DIFFERENCE" ? filter : "NONE",
				regions: stringsOf(group.Regions),
			},
			overrides: overrides.length === 0 ? null : { values: Object.fromEntries(overrides), kept: [] },
		};
	});
}

function definitionOf(env: ResourceEnv, properties: JsonObject): Definition {
	const { partition, id } = accountByKey(env.world, env.stack.accountKey);
	const url = textOf(properties.TemplateURL);
	const autoDeployment = objectOf(properties.AutoDeployment);
	return {
		description: textOf(properties.Description) ?? "",
		templateBody:
			url === undefined
				? (stringOf(properties.TemplateBody) ?? "")
				: readTemplateUrl(env.world, administratorOf(partition, id), url),
		parameters: pairs(properties.Parameters, "ParameterKey", "ParameterValue").map(([key, value]) => ({
			key,
			value,
			usePrevious: false,
		})),
		capabilities: stringsOf(properties.Capabilities),
		tags: { ...env.stack.tags, ...Object.fromEntries(pairs(properties.Tags, "Key", "Value")) },
		autoDeployment:
			properties.AutoDeployment === undefined
				? null
				: {
						isOn: textOf(autoDeployment.Enabled) === "true",
						retainsStacks: textOf(autoDeployment.RetainStacksOnAccountRemoval) === "true",
					},
		isManagedExecutionOn: textOf(objectOf(properties.ManagedExecution).Active) === "true",
	};
}

function runOf(properties: JsonObject) {
	const preferences = objectOf(properties.OperationPreferences);
	return {
		preferences: preferencesFrom((name) => textOf(preferences[name]), stringsOf(preferences.RegionOrder)),
		operationId: null,
	};
}

function made(set: StackSet): Made {
	return { physicalId: set.id, attributes: { StackSetId: set.id } };
}

/** What the service refuses becomes the resource's reason; after something was made, that is kept. */
function refused(error: unknown, set: StackSet | null): unknown {
	if (!(error instanceof AwsError)) return error;
	const code = error.code === "NameAlreadyExistsException" ? "AlreadyExists" : "InvalidRequest";
	const failure = new ResourceFailure(error.message, "CloudFormation", code, error.status);
	return set === null ? failure : new HalfMade(failure.message, made(set));
}

function administrationOf(env: ResourceEnv, properties: JsonObject): InOrganization {
	const { partition, id } = accountByKey(env.world, env.stack.accountKey);
	if (textOf(properties.PermissionModel) !== "SERVICE_MANAGED")
		throw new AwsError("ValidationError", "The sandbox plays service-managed stack sets only.");
	const callAs = textOf(properties.CallAs) === "DELEGATED_ADMIN" ? "DELEGATED_ADMIN" : "SELF";
	return requireAdministration(env.world, administratorOf(partition, id), callAs);
}

async function idle(set: StackSet): Promise<void> {
	await Promise.all(set.operations.filter(({ endedAt }) => endedAt === null).map(endOf));
}

/** Waits for the operation; one that failed fails the resource. */
async function succeeded(set: StackSet, operation: StackSetOperation): Promise<void> {
	await endOf(operation);
	if (operation.status === "SUCCEEDED") return;
	const reasons = Object.values(operation.results)
		.flatMap(({ status, reason }) => (status === "FAILED" && reason !== null ? reason : []))
		.slice(0, REASONS_SHOWN);
	throw new HalfMade(
		handlerMessage(
			`Stack set operation [${operation.id}] was unexpectedly stopped or failed. status reason(s): [${reasons.join(", ")}]`,
			"NotStabilized",
		),
		made(set),
	);
}

function leftBehind({ world, stack, logicalId }: ResourceEnv): StackSet | null {
	const found = Object.values(world.state.stackSets).find(
		({ owner, status }) =>
			status === "ACTIVE" && owner?.stackId === stack.id && owner.logicalId === logicalId,
	);
	return found ?? null;
}

function isSent(set: StackSet, { targets }: Group): boolean {
	return targets.unitIds.every((id) => set.targets.some(({ unitId }) => unitId === id));
}

async function create(env: ResourceEnv, properties: JsonObject): Promise<Made> {
	let set = leftBehind(env);
	try {
		const found = administrationOf(env, properties);
		const name = textOf(properties.StackSetName) ?? generatedName(env.stack.name, env.logicalId, 128);
		set ??= createStackSet(env.world, found, {
			...definitionOf(env, properties),
			name,
			region: env.stack.region,
			owner: { stackId: env.stack.id, logicalId: env.logicalId },
		});
		await idle(set);
		for (const group of groupsOf(properties)) {
			if (isSent(set, group)) continue;
			const run = { ...runOf(properties), overrides: group.overrides };
			await succeeded(set, createInstances(env.world, found, set, group.targets, run));
		}
		return made(set);
	} catch (error) {
		throw refused(error, set);
	}
}

/** Everything that says where instances are, unit by unit. */
function spread(groups: readonly Group[]): Map<string, Group> {
	return new Map(
		groups.flatMap((group) =>
			group.targets.unitIds.map((unitId) => [
				unitId,
				{ ...group, targets: { ...group.targets, unitIds: [unitId] } },
			]),
		),
	);
}

/** Whether more changes than where instances are: only then does every instance follow. */
function isRedefined(from: JsonObject, to: JsonObject): boolean {
	const definition = ({ StackInstancesGroup: _, OperationPreferences: __, ...rest }: JsonObject) =>
		JSON.stringify(rest);
	return definition(from) !== definition(to);
}

async function update(env: ResourceEnv, physicalId: string, from: JsonObject, to: JsonObject): Promise<Made> {
	const { world } = env;
	const set = world.state.stackSets[physicalId];
	if (set === undefined || set.status === "DELETED")
		throw new ResourceFailure(`StackSet ${physicalId} not found`, "CloudFormation", "NotFound", 404);
	try {
		const found = administrationOf(env, to);
		const run = runOf(to);
		const [before, after] = [spread(groupsOf(from)), spread(groupsOf(to))];
		await idle(set);
		for (const [unitId, { targets }] of before)
			if (!after.has(unitId) && set.targets.some((target) => target.unitId === unitId))
				await succeeded(set, deleteInstances(world, found, set, targets, { ...run, retainsStacks: false }));
		if (isRedefined(from, to))
			await succeeded(
				set,
				updateStackSet(world, found, set, definitionOf(env, to), { ...run, targets: null }),
			);
		for (const [unitId, group] of after) {
			const { targets, overrides } = group;
			if (!isSent(set, group))
				await succeeded(set, createInstances(world, found, set, targets, { ...run, overrides }));
			else if (JSON.stringify(before.get(unitId)?.overrides ?? null) !== JSON.stringify(overrides)) {
				const next = overrides ?? { values: {}, kept: [] };
				await succeeded(set, updateInstances(world, found, set, targets, { ...run, overrides: next }));
			}
		}
		return made(set);
	} catch (error) {
		throw refused(error, set);
	}
}

/** The instances go first, as the service lets no stack set with instances be deleted. */
async function remove({ world }: ResourceEnv, physicalId: string, properties: JsonObject): Promise<void> {
	const set = world.state.stackSets[physicalId];
	if (set === undefined || set.status === "DELETED") return;
	await idle(set);
	const unitIds = set.targets.map(({ unitId }) => unitId);
	set.targets = [];
	const operation = startOperation(world, set, {
		...runOf(properties),
		action: "DELETE",
		instances: Object.values(set.instances),
		unitIds,
	});
	await succeeded(set, operation);
	deleteStackSet(world, set);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html */
export const stackSetType: ResourceType = {
	replacedBy: ["StackSetName", "PermissionModel", "CallAs"],
	create,
	update,
	remove,
};
