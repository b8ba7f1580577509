import { randomUUID } from "node:crypto";
import type { Caller } from "../caller.ts";
import { AwsError, validationError } from "../errors.ts";
import type { Stack, StackMaker } from "../state.ts";
import { accountKey, type World } from "../world.ts";
import { type Operation, runCreate, runDelete, runUpdate, setStackStatus } from "./engine.ts";
import { checkRules, type GivenParameter, settleParameters } from "./parameters.ts";
import { orderedResources, resolveProperties, scopeOf } from "./plan.ts";
import { addStack, findStack, requireStack } from "./stack-index.ts";
import { capabilitiesOf, type Template } from "./template.ts";
import { keepTemplate, templateOf } from "./template-store.ts";

export type StackRequest = {
	readonly name: string;
	readonly region: string;
	readonly templateBody: string;
	readonly parameters: readonly GivenParameter[];
	readonly capabilities: readonly string[];
	readonly tags: Readonly<Record<string, string>>;
	readonly onFailure: string;
	readonly madeBy?: StackMaker;
};

/** A stack's operation under way; `done` never rejects, and gives the resource that failed, if one did. */
export type Running = { readonly stack: Stack; readonly done: Promise<Operation["failed"]> };

/** Refuses a template whose acknowledgements are missing. */
export function requireCapabilities(template: Template, given: readonly string[]): void {
	const missing = capabilitiesOf(template).filter(
		(needed) =>
			!given.includes(needed) && !(needed === "CAPABILITY_IAM" && given.includes("CAPABILITY_NAMED_IAM")),
	);
	if (missing.length === 0) return;
	throw new AwsError("InsufficientCapabilitiesException", `Requires capabilities : [${missing.join(", ")}]`);
}

/** A rollback that fails itself leaves the stack in the matching failed state, as with the real one. */
async function run(
	operation: Operation,
	work: (operation: Operation) => Promise<void>,
): Promise<Operation["failed"]> {
	try {
		await work(operation);
	} catch (error) {
		const status = operation.stack.status.startsWith("UPDATE") ? "UPDATE_ROLLBACK_FAILED" : "ROLLBACK_FAILED";
		setStackStatus(operation, status, error instanceof Error ? error.message : String(error));
	}
	return operation.failed;
}

/** Everything that CloudFormation refuses before a stack exists. */
function check(world: World, stack: Stack): void {
	const template = templateOf(world, stack);
	const scope = scopeOf(world, stack, template, stack.parameters);
	requireCapabilities(template, stack.capabilities);
	checkRules(scope);
	orderedResources(template, scope, world.resourceTypes);
}

export function openStack(world: World, caller: Caller, request: StackRequest): Running {
	const { name, region } = request;
	if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name))
		throw validationError(
			`1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
		);
	if (findStack(world, caller, region, name) !== undefined)
		throw new AwsError("AlreadyExistsException", `Stack [${name}] already exists`);
	const templateDigest = keepTemplate(world, request.templateBody);
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
		templateDigest,
		parameters: settleParameters(templateOf(world, { templateDigest }), request.parameters, {}),
		capabilities: [...request.capabilities],
		tags: { ...request.tags },
		onFailure: request.onFailure,
		madeBy: request.madeBy ?? null,
		resources: {},
		outputs: [],
		events: [],
	};
	check(world, stack);
	addStack(world, stack);
	setStackStatus({ world, stack }, "CREATE_IN_PROGRESS", "User Initiated");
	return { stack, done: run({ world, stack }, runCreate) };
}

export function createStack(world: World, caller: Caller, request: StackRequest): Stack {
	return openStack(world, caller, request).stack;
}

function requireSettled(stack: Stack): void {
	const isSettled =
		/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(stack.status) && stack.deletedAt === null;
	if (!isSettled)
		throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}

export type UpdateRequest = Omit<StackRequest, "templateBody" | "onFailure" | "madeBy"> & {
	readonly templateBody: string | undefined;
};

export const NO_UPDATES = "No updates are to be performed.";

export function changeStack(world: World, caller: Caller, request: UpdateRequest): Running {
	const stack = requireStack(world, caller, request.region, request.name);
	requireSettled(stack);
	const { templateDigest: digestBefore, parameters: parametersBefore, outputs, tags: tagsBefore } = stack;
	const before = { templateDigest: digestBefore, parameters: parametersBefore, outputs, tags: tagsBefore };
	const templateDigest =
		request.templateBody === undefined ? digestBefore : keepTemplate(world, request.templateBody);
	const template = templateOf(world, { templateDigest });
	const parameters = settleParameters(template, request.parameters, parametersBefore);
	const tags = Object.keys(request.tags).length > 0 ? { ...request.tags } : tagsBefore;
	const next = { ...stack, templateDigest, parameters, capabilities: [...request.capabilities], tags };
	check(world, next);
	if (!isChange(world, stack, next)) throw validationError(NO_UPDATES);
	Object.assign(stack, { templateDigest, parameters, tags, capabilities: next.capabilities });
	stack.updatedAt = world.now();
	setStackStatus({ world, stack }, "UPDATE_IN_PROGRESS", "User Initiated");
	return { stack, done: run({ world, stack }, (operation) => runUpdate(operation, before)) };
}

export function updateStack(world: World, caller: Caller, request: UpdateRequest): Stack {
	return changeStack(world, caller, request).stack;
}

/** Whether any resource, tag or output would differ. */
function isChange(world: World, from: Stack, to: Stack): boolean {
	return JSON.stringify(outline(world, from)) !== JSON.stringify(outline(world, to));
}

function outline(world: World, stack: Stack): unknown {
	const template = templateOf(world, stack);
	const scope = scopeOf(world, stack, template, stack.parameters);
	const resources = orderedResources(template, scope, world.resourceTypes).map((resource) => {
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

/** Null where there is nothing to delete any more. */
export function closeStack(world: World, caller: Caller, region: string, nameOrId: string): Running | null {
	const stack = findStack(world, caller, region, nameOrId);
	if (stack === undefined || stack.deletedAt !== null) return null;
	if (stack.status.endsWith("_IN_PROGRESS") && stack.status !== "DELETE_IN_PROGRESS")
		throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be deleted.`);
	setStackStatus({ world, stack }, "DELETE_IN_PROGRESS", "User Initiated");
	return { stack, done: run({ world, stack }, runDelete) };
}

export function deleteStack(world: World, caller: Caller, region: string, nameOrId: string): void {
	closeStack(world, caller, region, nameOrId);
}

/** Operations that a restart cut off start again where they stood. */
export function resumeStacks(world: World): void {
	for (const stack of Object.values(world.state.stacks)) {
		// Another stack waits for it and takes it up again itself.
		if (stack.madeBy?.kind === "stack" && stack.status === "CREATE_IN_PROGRESS") continue;
		if (stack.status === "CREATE_IN_PROGRESS") resumeCreate(world, stack);
		else if (stack.status === "DELETE_IN_PROGRESS") void run({ world, stack }, runDelete);
		else if (stack.status.endsWith("_IN_PROGRESS"))
			setStackStatus(
				{ world, stack },
				stack.status.startsWith("UPDATE") ? "UPDATE_ROLLBACK_FAILED" : "ROLLBACK_FAILED",
				"The sandbox stopped during the operation.",
			);
	}
}

export function resumeCreate(world: World, stack: Stack): Running {
	return { stack, done: run({ world, stack }, runCreate) };
}
