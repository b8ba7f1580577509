import type { Caller } from "../caller.ts";
import { validationError } from "../errors.ts";
import type { AwsState, Stack } from "../state.ts";
import { accountKey, type World } from "../world.ts";

type Index = {
	/** The newest of each name, whether it still exists or not. */
	readonly newest: Map<string, string>;
	readonly byPlace: Map<string, string[]>;
};

const indexes = new WeakMap<AwsState, Index>();

const placeOf = (key: string, region: string) => `${key}|${region}`;
const nameIn = (key: string, region: string, name: string) => `${placeOf(key, region)}|${name}`;

function put(index: Index, stack: Stack): void {
	const { accountKey: key, region, name, id } = stack;
	index.newest.set(nameIn(key, region, name), id);
	const place = placeOf(key, region);
	const there = index.byPlace.get(place);
	if (there === undefined) index.byPlace.set(place, [id]);
	else there.push(id);
}

function indexOf(state: AwsState): Index {
	const known = indexes.get(state);
	if (known !== undefined) return known;
	const index: Index = { newest: new Map(), byPlace: new Map() };
	for (const stack of Object.values(state.stacks)) put(index, stack);
	indexes.set(state, index);
	return index;
}

export function addStack(world: World, stack: Stack): void {
	const index = indexOf(world.state);
	world.state.stacks[stack.id] = stack;
	put(index, stack);
}

/** The stacks of an account in a region that still exist, the oldest first. */
export function stacksIn(world: World, key: string, region: string): Stack[] {
	const ids = indexOf(world.state).byPlace.get(placeOf(key, region)) ?? [];
	return ids.flatMap((id) => {
		const stack = world.state.stacks[id];
		return stack === undefined || stack.deletedAt !== null ? [] : stack;
	});
}

/** By name (stacks that still exist) or by id (any), in the caller's account and region. */
export function findStack(world: World, caller: Caller, region: string, nameOrId: string): Stack | undefined {
	const key = accountKey(caller.partition, caller.accountId);
	const byId = Object.hasOwn(world.state.stacks, nameOrId) ? world.state.stacks[nameOrId] : undefined;
	if (byId !== undefined) return byId.accountKey === key && byId.region === region ? byId : undefined;
	const id = indexOf(world.state).newest.get(nameIn(key, region, nameOrId));
	const newest = id === undefined ? undefined : world.state.stacks[id];
	return newest?.deletedAt === null ? newest : undefined;
}

export function requireStack(world: World, caller: Caller, region: string, nameOrId: string): Stack {
	const stack = findStack(world, caller, region, nameOrId);
	if (stack === undefined) throw validationError(`Stack with id ${nameOrId} does not exist`);
	return stack;
}
