import type { JsonObject } from "../json.ts";
import type { Stack } from "../state.ts";
import type { World } from "../world.ts";

export type Made = { readonly physicalId: string; readonly attributes: Record<string, string> };
export type ResourceEnv = { readonly world: World; readonly stack: Stack; readonly logicalId: string };

/**
 * How one type of resource is made, changed and removed. Throws ResourceFailure with AWS's reason. Those that
 * are operations themselves (stacks, stack sets) give a promise.
 */
export type ResourceType = {
	create(env: ResourceEnv, properties: JsonObject): Made | Promise<Made>;
	/** Changes in place; the physical id stays. */
	update(env: ResourceEnv, physicalId: string, from: JsonObject, to: JsonObject): Made | Promise<Made>;
	remove(env: ResourceEnv, physicalId: string, properties: JsonObject): void | Promise<void>;
	/** Properties that cannot change in place: a new resource is made and the old one removed. */
	readonly replacedBy: readonly string[];
};
