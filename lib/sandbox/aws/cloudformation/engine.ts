import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../json.ts";
import type { Stack, StackResource } from "../state.ts";
import type { World } from "../world.ts";
import { orderedResources, resolveOutputs, resolveProperties, scopeOf } from "./plan.ts";
import { resourceType } from "./resource-types.ts";
import { parseTemplate, type TemplateResource } from "./template.ts";

/** Runs stack operations step by step, with the events a person would see. */
export type Operation = { readonly world: World; readonly stack: Stack };
type Undo = () => void;

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function record(
	{ world, stack }: Operation,
	entry: { logicalId: string; physicalId: string; type: string; status: string; reason?: string | null },
): void {
	stack.events.unshift({ ...entry, id: randomUUID(), reason: entry.reason ?? null, at: world.now() });
	world.changed();
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

async function step({ world }: Operation): Promise<void> {
	const { stackStepMs } = world.state.faults;
	if (stackStepMs > 0) await sleep(stackStepMs, undefined, { ref: false });
}

function typeOf(name: string) {
	const type = resourceType(name);
	if (type === undefined) throw new Error(`No such resource type: ${name}`);
	return type;
}

function envOf({ world, stack }: Operation, logicalId: string) {
	return { world, stack, logicalId };
}

async function createResource(
	operation: Operation,
	resource: TemplateResource,
	properties: JsonObject,
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
	try {
		Object.assign(entry, typeOf(type).create(envOf(operation, logicalId), properties));
	} catch (error) {
		setStatus(operation, entry, "CREATE_FAILED", reasonOf(error));
		throw error;
	}
	operation.stack.resources[logicalId] = entry;
	setStatus(operation, entry, "CREATE_COMPLETE");
	return () => {
		removeNow(operation, entry);
		delete operation.stack.resources[logicalId];
	};
}

function removeNow(operation: Operation, entry: StackResource): void {
	if (entry.deletionPolicy === "Retain") {
		setStatus(operation, entry, "DELETE_SKIPPED");
		return;
	}
	setStatus(operation, entry, "DELETE_IN_PROGRESS");
	try {
		typeOf(entry.type).remove(envOf(operation, entry.logicalId), entry.physicalId, entry.properties);
		setStatus(operation, entry, "DELETE_COMPLETE");
	} catch (error) {
		setStatus(operation, entry, "DELETE_FAILED", reasonOf(error));
		throw error;
	}
}

async function updateResource(
	operation: Operation,
	entry: StackResource,
	properties: JsonObject,
): Promise<Undo> {
	const before = entry.properties;
	const env = envOf(operation, entry.logicalId);
	setStatus(operation, entry, "UPDATE_IN_PROGRESS");
	await step(operation);
	try {
		Object.assign(entry, typeOf(entry.type).update(env, entry.physicalId, before, properties), {
			properties,
		});
	} catch (error) {
		setStatus(operation, entry, "UPDATE_FAILED", reasonOf(error));
		throw error;
	}
	setStatus(operation, entry, "UPDATE_COMPLETE");
	return () => {
		Object.assign(entry, typeOf(entry.type).update(env, entry.physicalId, properties, before), {
			properties: before,
		});
		setStatus(operation, entry, "UPDATE_COMPLETE");
	};
}

function mustReplace(entry: StackResource, type: string, properties: JsonObject): boolean {
	if (entry.type !== type) return true;
	return typeOf(type).replacedBy.some(
		(name) => JSON.stringify(entry.properties[name]) !== JSON.stringify(properties[name]),
	);
}

/** Brings the stack's resources to the template; says what was replaced or is no longer wanted. */
async function converge(operation: Operation, undo: Undo[]): Promise<StackResource[]> {
	const { world, stack } = operation;
	const template = parseTemplate(stack.templateBody);
	const scope = scopeOf(world, stack, template, stack.parameters);
	const ordered = orderedResources(template, scope);
	const leftovers = Object.values(stack.resources).filter(
		(entry) => !ordered.some((resource) => resource.logicalId === entry.logicalId),
	);
	for (const resource of ordered) {
		const properties = resolveProperties(resource, scope);
		const entry = stack.resources[resource.logicalId];
		if (entry !== undefined) entry.deletionPolicy = resource.deletionPolicy;
		if (entry === undefined) undo.unshift(await createResource(operation, resource, properties));
		else if (mustReplace(entry, resource.type, properties)) {
			const undoCreate = await createResource(operation, resource, properties);
			undo.unshift(() => {
				undoCreate();
				stack.resources[resource.logicalId] = entry;
			});
			leftovers.unshift(entry);
		} else if (JSON.stringify(entry.properties) !== JSON.stringify(properties))
			undo.unshift(await updateResource(operation, entry, properties));
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
			removeNow(operation, entry);
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
	before: Pick<Stack, "templateBody" | "parameters" | "outputs" | "tags">,
): Promise<void> {
	const { stack } = operation;
	const undo: Undo[] = [];
	try {
		const leftovers = await converge(operation, undo);
		setStackStatus(operation, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
		for (const entry of leftovers.reverse()) {
			if (stack.resources[entry.logicalId] === entry) delete stack.resources[entry.logicalId];
			removeNow(operation, entry);
		}
		setStackStatus(operation, "UPDATE_COMPLETE");
	} catch (error) {
		setStackStatus(operation, "UPDATE_ROLLBACK_IN_PROGRESS", reasonOf(error));
		await step(operation);
		Object.assign(stack, before);
		for (const revert of undo) revert();
		setStackStatus(operation, "UPDATE_ROLLBACK_COMPLETE");
	}
}

export async function runDelete(operation: Operation): Promise<void> {
	const { stack } = operation;
	try {
		for (const entry of Object.values(stack.resources).reverse()) {
			await step(operation);
			removeNow(operation, entry);
			delete stack.resources[entry.logicalId];
		}
		stack.deletedAt = operation.world.now();
		setStackStatus(operation, "DELETE_COMPLETE");
	} catch (error) {
		setStackStatus(operation, "DELETE_FAILED", reasonOf(error));
	}
}
