import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../json.ts";
import type { Stack, StackResource } from "../state.ts";
import type { World } from "../world.ts";
import { requireAllowed } from "./organization-check.ts";
import { orderedResources, resolveOutputs, resolveProperties, scopeOf } from "./plan.ts";
import { HalfMade } from "./resource-failure.ts";
import type { ResourceType } from "./resource-type.ts";
import type { TemplateResource } from "./template.ts";
import { templateOf } from "./template-store.ts";

/** Runs stack operations step by step, with the events a person would see. */
export type Operation = {
	readonly world: World;
	readonly stack: Stack;
	/** The first resource that failed. */
	failed?: { readonly logicalId: string; readonly type: string; readonly reason: string };
};
type Undo = () => void | Promise<void>;

/** A stack set's stacks keep the newest events only, and what failed. */
const EVENTS_OF_INSTANCES = 4;

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function record(
	{ world, stack }: Operation,
	entry: { logicalId: string; physicalId: string; type: string; status: string; reason?: string | null },
): void {
	const { logicalId, physicalId, type, status, reason = null } = entry;
	stack.events.unshift({ logicalId, physicalId, type, status, reason, id: randomUUID(), at: world.now() });
	if (stack.madeBy?.kind === "stack-set") trimEvents(stack);
	world.changed();
}

function trimEvents(stack: Stack): void {
	if (stack.events.length <= EVENTS_OF_INSTANCES) return;
	const oldest = stack.events.findLastIndex(({ status }) => !status.endsWith("_FAILED"));
	stack.events.splice(oldest, 1);
}

export function setStackStatus(operation: Operation, status: string, reason: string | null = null): void {
	const { stack } = operation;
	stack.status = status;
	stack.statusReason = reason;
	record(operation, {
		logicalId: stack.name,
		physicalId: stack.id,
		type: "AWS::CloudFormation::Stack",
		status,
		reason,
	});
}

function setStatus(
	operation: Operation,
	resource: StackResource,
	status: string,
	reason: string | null = null,
): void {
	resource.status = status;
	resource.reason = reason;
	resource.updatedAt = operation.world.now();
	record(operation, resource);
}

async function step({ world, stack }: Operation): Promise<void> {
	const { stackStepMs } = world.state.faults;
	// A stack set's own pace decides about its stacks.
	if (stackStepMs > 0 && stack.madeBy?.kind !== "stack-set")
		await sleep(stackStepMs, undefined, { ref: false });
}

function typeOf({ world }: Operation, name: string): ResourceType {
	const type = world.resourceTypes[name];
	if (type === undefined) throw new Error(`No such resource type: ${name}`);
	return type;
}

function envOf({ world, stack }: Operation, logicalId: string) {
	return { world, stack, logicalId };
}

function fail(operation: Operation, entry: StackResource, status: string, error: unknown): void {
	const reason = reasonOf(error);
	operation.failed ??= { logicalId: entry.logicalId, type: entry.type, reason };
	setStatus(operation, entry, status, reason);
}

async function createResource(
	operation: Operation,
	resource: TemplateResource,
	properties: JsonObject,
	undo: Undo[],
): Promise<Undo> {
	const { logicalId, type } = resource;
	const entry: StackResource = {
		logicalId,
		type,
		physicalId: "",
		attributes: {},
		properties,
		deletionPolicy: resource.deletionPolicy,
		status: "",
		reason: null,
		updatedAt: 0,
	};
	setStatus(operation, entry, "CREATE_IN_PROGRESS");
	await step(operation);
	const { resources } = operation.stack;
	const previous = resources[logicalId];
	const takeBack = async () => {
		await removeNow(operation, entry, true);
		if (previous === undefined) delete resources[logicalId];
		else resources[logicalId] = previous;
	};
	try {
		requireAllowed(operation.world, operation.stack, type, properties);
		Object.assign(entry, await typeOf(operation, type).create(envOf(operation, logicalId), properties));
	} catch (error) {
		if (error instanceof HalfMade) {
			Object.assign(entry, error.made);
			resources[logicalId] = entry;
			undo.unshift(takeBack);
		}
		fail(operation, entry, "CREATE_FAILED", error);
		throw error;
	}
	resources[logicalId] = entry;
	setStatus(operation, entry, "CREATE_COMPLETE");
	return takeBack;
}

/** `isUndone`: it was made by the operation that is taken back. */
async function removeNow(operation: Operation, entry: StackResource, isUndone = false): Promise<void> {
	const { deletionPolicy } = entry;
	if (deletionPolicy === "Retain" || (deletionPolicy === "RetainExceptOnCreate" && !isUndone)) {
		setStatus(operation, entry, "DELETE_SKIPPED");
		return;
	}
	setStatus(operation, entry, "DELETE_IN_PROGRESS");
	try {
		const env = envOf(operation, entry.logicalId);
		await typeOf(operation, entry.type).remove(env, entry.physicalId, entry.properties);
		setStatus(operation, entry, "DELETE_COMPLETE");
	} catch (error) {
		fail(operation, entry, "DELETE_FAILED", error);
		throw error;
	}
}

async function updateResource(
	operation: Operation,
	entry: StackResource,
	properties: JsonObject,
	undo: Undo[],
): Promise<Undo> {
	const before = entry.properties;
	const env = envOf(operation, entry.logicalId);
	setStatus(operation, entry, "UPDATE_IN_PROGRESS");
	await step(operation);
	const type = typeOf(operation, entry.type);
	const takeBack = async () => {
		Object.assign(entry, await type.update(env, entry.physicalId, properties, before), {
			properties: before,
		});
		setStatus(operation, entry, "UPDATE_COMPLETE");
	};
	try {
		Object.assign(entry, await type.update(env, entry.physicalId, before, properties), { properties });
	} catch (error) {
		if (error instanceof HalfMade) undo.unshift(takeBack);
		fail(operation, entry, "UPDATE_FAILED", error);
		throw error;
	}
	setStatus(operation, entry, "UPDATE_COMPLETE");
	return takeBack;
}

function mustReplace(
	operation: Operation,
	entry: StackResource,
	type: string,
	properties: JsonObject,
): boolean {
	if (entry.type !== type) return true;
	return typeOf(operation, type).replacedBy.some(
		(name) => JSON.stringify(entry.properties[name]) !== JSON.stringify(properties[name]),
	);
}

/** Brings the stack's resources to the template; says what was replaced or is no longer wanted. */
async function converge(operation: Operation, undo: Undo[]): Promise<StackResource[]> {
	const { world, stack } = operation;
	const template = templateOf(world, stack);
	const scope = scopeOf(world, stack, template, stack.parameters);
	const ordered = orderedResources(template, scope, world.resourceTypes);
	const leftovers = Object.values(stack.resources).filter(
		(entry) => !ordered.some((resource) => resource.logicalId === entry.logicalId),
	);
	for (const resource of ordered) {
		const properties = resolveProperties(resource, scope);
		const entry = stack.resources[resource.logicalId];
		if (entry !== undefined) entry.deletionPolicy = resource.deletionPolicy;
		if (entry === undefined) undo.unshift(await createResource(operation, resource, properties, undo));
		else if (mustReplace(operation, entry, resource.type, properties)) {
			undo.unshift(await createResource(operation, resource, properties, undo));
			leftovers.unshift(entry);
		} else if (JSON.stringify(entry.properties) !== JSON.stringify(properties))
			undo.unshift(await updateResource(operation, entry, properties, undo));
	}
	stack.outputs = resolveOutputs(template, scope);
	return leftovers;
}

/** Creates what the stack lacks; on failure everything made is removed again, unless told to stay. */
export async function runCreate(operation: Operation): Promise<void> {
	const { stack } = operation;
	const undo: Undo[] = [];
	try {
		await converge(operation, undo);
		setStackStatus(operation, "CREATE_COMPLETE");
	} catch (error) {
		const failed = stack.events
			.filter((event) => event.status === "CREATE_FAILED")
			.map((event) => event.logicalId);
		const summary = `The following resource(s) failed to create: [${failed.join(", ")}].`;
		if (stack.onFailure === "DO_NOTHING")
			return setStackStatus(operation, "CREATE_FAILED", failed.length > 0 ? summary : reasonOf(error));
		setStackStatus(
			operation,
			"ROLLBACK_IN_PROGRESS",
			`${failed.length > 0 ? summary : reasonOf(error)} Rollback requested by user.`,
		);
		await step(operation);
		for (const entry of Object.values(stack.resources).reverse()) {
			await removeNow(operation, entry, true);
			delete stack.resources[entry.logicalId];
		}
		if (stack.onFailure === "DELETE") {
			stack.deletedAt = operation.world.now();
			return setStackStatus(operation, "DELETE_COMPLETE");
		}
		setStackStatus(operation, "ROLLBACK_COMPLETE");
	}
}

export async function runUpdate(
	operation: Operation,
	before: Pick<Stack, "templateDigest" | "parameters" | "outputs" | "tags">,
): Promise<void> {
	const { stack } = operation;
	const undo: Undo[] = [];
	try {
		const leftovers = await converge(operation, undo);
		setStackStatus(operation, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
		for (const entry of leftovers.reverse()) {
			if (stack.resources[entry.logicalId] === entry) delete stack.resources[entry.logicalId];
			await removeNow(operation, entry);
		}
		setStackStatus(operation, "UPDATE_COMPLETE");
	} catch (error) {
		setStackStatus(operation, "UPDATE_ROLLBACK_IN_PROGRESS", reasonOf(error));
		await step(operation);
		Object.assign(stack, before);
		for (const revert of undo) await revert();
		setStackStatus(operation, "UPDATE_ROLLBACK_COMPLETE");
	}
}

export async function runDelete(operation: Operation): Promise<void> {
	const { stack } = operation;
	try {
		for (const entry of Object.values(stack.resources).reverse()) {
			await step(operation);
			await removeNow(operation, entry);
			delete stack.resources[entry.logicalId];
		}
		stack.deletedAt = operation.world.now();
		setStackStatus(operation, "DELETE_COMPLETE");
	} catch (error) {
		setStackStatus(operation, "DELETE_FAILED", reasonOf(error));
	}
}
