import { findOrganization, type InOrganization } from "../organization.ts";
import type { StackSet, StackSetTarget } from "../stack-set-state.ts";
import type { Account } from "../state.ts";
import { accountKey, type World } from "../world.ts";
import { isAccessActive } from "./stack-set-access.ts";
import { DEFAULT_PREFERENCES, startOperation } from "./stack-set-queue.ts";
import { newInstance, placeKey, targetOver } from "./stack-set-targets.ts";

/** Automatic deployment pays no heed to an operation's preferences. */
const AUTOMATIC = {
	preferences: {
		...DEFAULT_PREFERENCES,
		failureTolerance: { kind: "percent", percent: 100 },
		maxConcurrent: { kind: "percent", percent: 100 },
	},
	operationId: null,
	isAutomatic: true,
} as const;

type Followed = { readonly set: StackSet; readonly target: StackSetTarget };

/** The stack sets that an account falls under where it is now, with the target that covers it. */
export function followedBy(world: World, account: Account): readonly Followed[] {
	const found = findOrganization(world, account);
	const member = found?.organization.members[account.id];
	if (found === null || member === undefined || !isAccessActive(found)) return [];
	return followingSets(world, found).flatMap((set) => {
		const target = targetOver(found, set, account.id, member.parentId);
		return target === null ? [] : { set, target };
	});
}

function followingSets(world: World, { management }: InOrganization): StackSet[] {
	const key = accountKey(management.partition, management.id);
	return Object.values(world.state.stackSets).filter(
		(set) => set.accountKey === key && set.status === "ACTIVE" && set.autoDeployment?.isOn === true,
	);
}

/** After an account joined, moved or left: its instances go from where it was and come to where it is. */
export function followAccount(world: World, account: Account, before: readonly Followed[]): void {
	const after = followedBy(world, account);
	for (const one of before) if (!after.some(({ set }) => set === one.set)) leave(world, account, one);
	for (const one of after) {
		if (before.some(({ set }) => set === one.set)) relabel(account, one);
		else join(world, account, one);
	}
}

/** Moved from one target to another of the same stack set: the stack stays as it is. */
function relabel(account: Account, { set, target }: Followed): void {
	for (const instance of Object.values(set.instances))
		if (instance.accountId === account.id) instance.unitId = target.unitId;
}

function leave(world: World, account: Account, { set, target }: Followed): void {
	const instances = target.regions.flatMap(
		(region) => set.instances[placeKey({ accountId: account.id, region })] ?? [],
	);
	if (instances.length === 0) return;
	startOperation(world, set, {
		...AUTOMATIC,
		action: "DELETE",
		instances,
		unitIds: [target.unitId],
		retainsStacks: set.autoDeployment?.retainsStacks ?? false,
	});
}

function join(world: World, account: Account, { set, target }: Followed): void {
	const instances = target.regions.map((region) => {
		const fresh = newInstance({ accountId: account.id, region, unitId: target.unitId });
		// One that is about to be deleted stays until then; the operation makes its own after that.
		set.instances[placeKey(fresh)] ??= fresh;
		return fresh;
	});
	startOperation(world, set, { ...AUTOMATIC, action: "CREATE", instances, unitIds: [target.unitId] });
}
