import { randomUUID } from "node:crypto";
import { AwsError, validationError } from "../errors.ts";
import type { InOrganization } from "../organization.ts";
import type { AutoDeployment, Overrides, StackSet, StackSetOperation } from "../stack-set-state.ts";
import { accountKey, type World } from "../world.ts";
import { type GivenParameter, settleParameters } from "./parameters.ts";
import { stackSetsIn } from "./stack-set-access.ts";
import { type Run, requireIdle, startOperation } from "./stack-set-queue.ts";
import {
	addTargets,
	instancesIn,
	isCovered,
	newInstance,
	placeKey,
	placesToCreate,
	removeTargets,
	type TargetRequest,
} from "./stack-set-targets.ts";
import { requireCapabilities } from "./stacks.ts";
import type { Template } from "./template.ts";
import { keepTemplate, templateOf } from "./template-store.ts";

export type Definition = {
	readonly description: string;
	readonly templateBody: string;
	readonly parameters: readonly GivenParameter[];
	readonly capabilities: readonly string[];
	readonly tags: Readonly<Record<string, string>>;
	readonly autoDeployment: AutoDeployment | null;
	readonly isManagedExecutionOn: boolean;
};

function requireDeployable(template: Template, capabilities: readonly string[]): void {
	if (template.resources.some(({ type }) => type.startsWith("AWS::CloudFormation::Stack")))
		throw validationError(
			"StackSets with SERVICE_MANAGED permission model do not support templates with nested stacks",
		);
	requireCapabilities(template, capabilities);
}

export function createStackSet(
	world: World,
	{ management }: InOrganization,
	input: Definition & {
		readonly name: string;
		readonly region: string;
		readonly owner?: StackSet["owner"];
	},
): StackSet {
	const { name, region } = input;
	if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name))
		throw validationError(
			`1 validation error detected: Value '${name}' at 'stackSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]{0,127}`,
		);
	const key = accountKey(management.partition, management.id);
	const isTaken = stackSetsIn(world, key, region).some((set) => set.name === name && set.status === "ACTIVE");
	if (isTaken) throw new AwsError("NameAlreadyExistsException", `StackSet ${name} already exists`, 409);
	const templateDigest = keepTemplate(world, input.templateBody);
	const template = templateOf(world, { templateDigest });
	requireDeployable(template, input.capabilities);
	const set: StackSet = {
		id: `${name}:${randomUUID()}`,
		name,
		accountKey: key,
		region,
		createdAt: world.now(),
		status: "ACTIVE",
		description: input.description,
		templateDigest,
		parameters: settleParameters(template, input.parameters, {}),
		capabilities: [...input.capabilities],
		tags: { ...input.tags },
		autoDeployment: input.autoDeployment,
		isManagedExecutionOn: input.isManagedExecutionOn,
		targets: [],
		instances: {},
		operations: [],
		owner: input.owner ?? null,
	};
	world.state.stackSets[set.id] = set;
	world.changed();
	return set;
}

function requireKnownParameters(world: World, set: StackSet, overrides: Overrides | null): void {
	const known = templateOf(world, set).parameters.map(({ key }) => key);
	const unknown = [...Object.keys(overrides?.values ?? {}), ...(overrides?.kept ?? [])].filter(
		(key) => !known.includes(key),
	);
	if (unknown.length > 0)
		throw validationError(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
}

export function createInstances(
	world: World,
	found: InOrganization,
	set: StackSet,
	request: TargetRequest,
	run: Run & { readonly overrides: Overrides | null },
): StackSetOperation {
	const places = placesToCreate(found, request);
	requireKnownParameters(world, set, run.overrides);
	requireIdle(set);
	addTargets(set, request);
	const instances = places.map((place) => {
		const key = placeKey(place);
		set.instances[key] ??= newInstance(place);
		return set.instances[key];
	});
	return startOperation(world, set, { ...run, action: "CREATE", instances, unitIds: request.unitIds });
}

export function updateInstances(
	world: World,
	found: InOrganization,
	set: StackSet,
	request: TargetRequest,
	run: Run & { readonly overrides: Overrides | null },
): StackSetOperation {
	requireKnownParameters(world, set, run.overrides);
	const instances = instancesIn(found, set, request);
	return startOperation(world, set, { ...run, action: "UPDATE", instances, unitIds: request.unitIds });
}

export function deleteInstances(
	world: World,
	found: InOrganization,
	set: StackSet,
	request: TargetRequest,
	run: Run & { readonly retainsStacks: boolean },
): StackSetOperation {
	const named = instancesIn(found, set, request);
	requireIdle(set);
	const isByUnit = request.accounts.length === 0;
	if (isByUnit) removeTargets(set, request);
	// What another target covers still, such as the unit above, stays.
	const instances = isByUnit ? named.filter((one) => !isCovered(found, set, one)) : named;
	return startOperation(world, set, { ...run, action: "DELETE", instances, unitIds: request.unitIds });
}

/** `targets`: only these instances follow now, the others are outdated; null: all. */
export function updateStackSet(
	world: World,
	found: InOrganization,
	set: StackSet,
	definition: Definition,
	run: Run & { readonly targets: TargetRequest | null },
): StackSetOperation {
	requireIdle(set);
	const templateDigest = keepTemplate(world, definition.templateBody);
	const template = templateOf(world, { templateDigest });
	requireDeployable(template, definition.capabilities);
	const parameters = settleParameters(template, definition.parameters, set.parameters);
	const all = Object.values(set.instances);
	const instances = run.targets === null ? all : instancesIn(found, set, run.targets);
	Object.assign(set, {
		templateDigest,
		parameters,
		description: definition.description,
		capabilities: [...definition.capabilities],
		tags: { ...definition.tags },
		autoDeployment: definition.autoDeployment,
		isManagedExecutionOn: definition.isManagedExecutionOn,
	});
	const left = new Set(instances);
	for (const instance of all)
		if (!left.has(instance) && instance.status === "CURRENT")
			Object.assign(instance, { status: "OUTDATED", detail: "PENDING" });
	const unitIds = run.targets?.unitIds ?? set.targets.map(({ unitId }) => unitId);
	return startOperation(world, set, { ...run, action: "UPDATE", instances, unitIds });
}

export function deleteStackSet(world: World, set: StackSet): void {
	requireIdle(set);
	if (Object.keys(set.instances).length > 0)
		throw new AwsError("StackSetNotEmptyException", "StackSet is not empty", 409);
	set.status = "DELETED";
	world.changed();
}
