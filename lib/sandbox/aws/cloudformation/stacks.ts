import { randomUUID } from "node:crypto";
import type { Caller } from "../caller.ts";
import { AwsError, validationError } from "../errors.ts";
import type { Stack } from "../state.ts";
import { accountKey, type World } from "../world.ts";
import { type Operation, runCreate, runDelete, runUpdate, setStackStatus } from "./engine.ts";
import { checkRules, type GivenParameter, settleParameters } from "./parameters.ts";
import { orderedResources, resolveProperties, scopeOf } from "./plan.ts";
import { capabilityOf, parseTemplate, type Template } from "./template.ts";

type StackRequest = {
	readonly name: string;
	readonly region: string;
	readonly templateBody: string;
	readonly parameters: readonly GivenParameter[];
	readonly capabilities: readonly string[];
	readonly tags: Readonly<Record<string, string>>;
	readonly onFailure: string;
};

/** By name (stacks that still exist) or by id (any), in the caller's account and region. */
export function findStack(world: World, caller: Caller, region: string, nameOrId: string): Stack | undefined {
	const key = accountKey(caller.partition, caller.accountId);
	return Object.values(world.state.stacks).find(
		(stack) =>
			stack.accountKey === key &&
			stack.region === region &&
			(stack.id === nameOrId || (stack.name === nameOrId && stack.deletedAt === null)),
	);
}

export function requireStack(world: World, caller: Caller, region: string, nameOrId: string): Stack {
	const stack = findStack(world, caller, region, nameOrId);
	if (stack === undefined) throw validationError(`Stack with id ${nameOrId} does not exist`);
	return stack;
}

function requireCapability(template: Template, given: readonly string[]): void {
	const needed = capabilityOf(template);
	if (needed === null || given.includes(needed) || given.includes("CAPABILITY_NAMED_IAM")) return;
	throw new AwsError("InsufficientCapabilitiesException", `Requires capabilities : [${needed}]`);
}

/** A rollback that fails itself leaves the stack in the matching failed state, as with the real one. */
function inBackground(operation: Operation, run: (operation: Operation) => Promise<void>): void {
	run(operation).catch((error: unknown) => {
		const status = operation.stack.status.startsWith("UPDATE") ? "UPDATE_ROLLBACK_FAILED" : "ROLLBACK_FAILED";
		setStackStatus(operation, status, error instanceof Error ? error.message : String(error));
	});
}

/** Everything that CloudFormation refuses before a stack exists. */
function check(world: World, stack: Stack): void {
	const template = parseTemplate(stack.templateBody);
	const scope = scopeOf(world, stack, template, stack.parameters);
	requireCapability(template, stack.capabilities);
	checkRules(scope);
	orderedResources(template, scope);
}

export function createStack(world: World, caller: Caller, request: StackRequest): Stack {
	const { name, region } = request;
	if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name))
		throw validationError(
			`1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
		);
	if (findStack(world, caller, region, name) !== undefined)
		throw new AwsError("AlreadyExistsException", `Stack [${name}] already exists`);
	const stack: Stack = {
		id: `arn:${caller.partition}:cloudformation:${region}:${caller.accountId}:stack/${name}/${randomUUID()}`,
		name,
		accountKey: accountKey(caller.partition, caller.accountId),
		region,
		createdAt: world.now(),
		updatedAt: null,
		deletedAt: null,
		status: "CREATE_IN_PROGRESS",
		statusReason: null,
		templateBody: request.templateBody,
		parameters: settleParameters(parseTemplate(request.templateBody), request.parameters, {}),
		capabilities: [...request.capabilities],
		tags: { ...request.tags },
		onFailure: request.onFailure,
		resources: {},
		outputs: [],
		events: [],
	};
	check(world, stack);
	world.state.stacks[stack.id] = stack;
	setStackStatus({ world, stack }, "CREATE_IN_PROGRESS", "User Initiated");
	inBackground({ world, stack }, runCreate);
	return stack;
}

function requireSettled(stack: Stack): void {
	const isSettled =
		/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(stack.status) && stack.deletedAt === null;
	if (!isSettled)
		throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}

type UpdateRequest = Omit<StackRequest, "templateBody" | "onFailure"> & {
	readonly templateBody: string | undefined;
};

export function updateStack(world: World, caller: Caller, request: UpdateRequest): Stack {
	const stack = requireStack(world, caller, request.region, request.name);
	requireSettled(stack);
	const before = {
		templateBody: stack.templateBody,
		parameters: stack.parameters,
		outputs: stack.outputs,
		tags: stack.tags,
	};
	const templateBody = request.templateBody ?? stack.templateBody;
	const parameters = settleParameters(parseTemplate(templateBody), request.parameters, stack.parameters);
	const tags = Object.keys(request.tags).length > 0 ? { ...request.tags } : stack.tags;
	const next = { ...stack, templateBody, parameters, capabilities: [...request.capabilities], tags };
	check(world, next);
	if (!isChange(world, stack, next)) throw validationError("No updates are to be performed.");
	Object.assign(stack, { templateBody, parameters, tags, capabilities: next.capabilities });
	stack.updatedAt = world.now();
	setStackStatus({ world, stack }, "UPDATE_IN_PROGRESS", "User Initiated");
	inBackground({ world, stack }, (operation) => runUpdate(operation, before));
	return stack;
}

/** Whether any resource, tag or output would differ. */
function isChange(world: World, from: Stack, to: Stack): boolean {
	return JSON.stringify(outline(world, from)) !== JSON.stringify(outline(world, to));
}

function outline(world: World, stack: Stack): unknown {
	const template = parseTemplate(stack.templateBody);
	const scope = scopeOf(world, stack, template, stack.parameters);
	const resources = orderedResources(template, scope).map((resource) => {
		const isKnown = (id: string) => stack.resources[id] !== undefined;
		try {
			return [resource.logicalId, resource.type, resolveProperties(resource, scope)];
		} catch {
			// It refers to something that does not exist yet, so it is new itself or changes with it.
			return [resource.logicalId, resource.type, isKnown(resource.logicalId)];
		}
	});
	return [resources, template.outputs, stack.tags];
}

export function deleteStack(world: World, caller: Caller, region: string, nameOrId: string): void {
	const stack = findStack(world, caller, region, nameOrId);
	if (stack === undefined || stack.deletedAt !== null) return;
	if (stack.status.endsWith("_IN_PROGRESS") && stack.status !== "DELETE_IN_PROGRESS")
		throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be deleted.`);
	setStackStatus({ world, stack }, "DELETE_IN_PROGRESS", "User Initiated");
	inBackground({ world, stack }, runDelete);
}

/** Operations that a restart cut off start again where they stood. */
export function resumeStacks(world: World): void {
	for (const stack of Object.values(world.state.stacks)) {
		if (stack.status === "CREATE_IN_PROGRESS") inBackground({ world, stack }, runCreate);
		else if (stack.status === "DELETE_IN_PROGRESS") inBackground({ world, stack }, runDelete);
		else if (stack.status.endsWith("_IN_PROGRESS"))
			setStackStatus(
				{ world, stack },
				stack.status.startsWith("UPDATE") ? "UPDATE_ROLLBACK_FAILED" : "ROLLBACK_FAILED",
				"The sandbox stopped during the operation.",
			);
	}
}
