import { randomUUID } from "node:crypto";
import { administratorOf } from "../caller.ts";
import { isInactive } from "../organization.ts";
import type { StackSet, StackSetInstance } from "../stack-set-state.ts";
import type { Stack } from "../state.ts";
import { accountByKey, accountOf, type World } from "../world.ts";
import { organizationRefusal } from "./organization-check.ts";
import { changeStack, closeStack, NO_UPDATES, openStack, type Running } from "./stacks.ts";
import { bodyOf, templateOf } from "./template-store.ts";

export type InstanceOutcome =
	| { readonly kind: "done" }
	/** The account is suspended. */
	| { readonly kind: "skipped" }
	/** AWS's own words. */
	| { readonly kind: "failed"; readonly reason: string };

const DONE: InstanceOutcome = { kind: "done" };
const failed = (reason: string): InstanceOutcome => ({ kind: "failed", reason });

function accountOfInstance(world: World, set: StackSet, { accountId }: StackSetInstance) {
	return accountOf(world, accountByKey(world, set.accountKey).partition, accountId);
}

function administratorIn(world: World, set: StackSet, instance: StackSetInstance) {
	const { partition, id } = accountOfInstance(world, set, instance);
	return administratorOf(partition, id);
}

function parametersFor(world: World, set: StackSet, instance: StackSetInstance) {
	const values = { ...set.parameters, ...instance.overrides };
	return templateOf(world, set).parameters.flatMap(({ key }) => {
		const value = values[key];
		return value === undefined ? [] : { key, value, usePrevious: false };
	});
}

/** How StackSets tells of the resource that failed. */
function reasonOf({ stack }: Running, failure: Awaited<Running["done"]>): InstanceOutcome {
	if (failure === undefined) return failed(stack.statusReason ?? `The stack is in ${stack.status} state.`);
	const { logicalId, type, reason } = failure;
	return failed(
		`ResourceLogicalId:${logicalId}, ResourceType:${type}, ResourceStatusReason:${reason.replace(/\.?$/, ".")}`,
	);
}

function liveStack(world: World, { stackId }: StackSetInstance): Stack | null {
	const stack = stackId === null ? undefined : world.state.stacks[stackId];
	return stack === undefined || stack.deletedAt !== null ? null : stack;
}

/** Makes the instance's stack, or brings the one that is there to the stack set's template and values. */
export async function deployInstance(
	world: World,
	set: StackSet,
	instance: StackSetInstance,
): Promise<InstanceOutcome> {
	if (isInactive(world, accountOfInstance(world, set, instance))) return { kind: "skipped" };
	const existing = liveStack(world, instance);
	const caller = administratorIn(world, set, instance);
	const { region } = instance;
	const name = existing?.name ?? `StackSet-${set.name}-${randomUUID()}`;
	const madeBy = { kind: "stack-set", stackSetId: set.id } as const;
	const refusal = organizationRefusal(
		world,
		{ accountKey: `${caller.partition}/${caller.accountId}`, madeBy },
		`cloudformation:${existing === null ? "CreateStack" : "UpdateStack"}`,
		`arn:${caller.partition}:cloudformation:${region}:${caller.accountId}:stack/${name}/*`,
	);
	if (refusal !== null) return failed(refusal);
	const request = {
		name: existing?.id ?? name,
		region,
		templateBody: bodyOf(world, set),
		parameters: parametersFor(world, set, instance),
		capabilities: set.capabilities,
		tags: set.tags,
	};
	try {
		const running =
			existing === null
				? openStack(world, caller, { ...request, onFailure: "DELETE", madeBy })
				: changeStack(world, caller, request);
		instance.stackId = running.stack.id;
		const failure = await running.done;
		return /^(CREATE|UPDATE)_COMPLETE$/.test(running.stack.status) ? DONE : reasonOf(running, failure);
	} catch (error) {
		const words = error instanceof Error ? error.message : String(error);
		return words === NO_UPDATES ? DONE : failed(words);
	}
}

export async function deleteInstance(
	world: World,
	set: StackSet,
	instance: StackSetInstance,
	retainsStack: boolean,
): Promise<InstanceOutcome> {
	const existing = liveStack(world, instance);
	if (retainsStack || existing === null) return DONE;
	if (isInactive(world, accountOfInstance(world, set, instance))) return { kind: "skipped" };
	try {
		const running = closeStack(world, administratorIn(world, set, instance), instance.region, existing.id);
		if (running === null) return DONE;
		const failure = await running.done;
		return running.stack.status === "DELETE_COMPLETE" ? DONE : reasonOf(running, failure);
	} catch (error) {
		return failed(error instanceof Error ? error.message : String(error));
	}
}
