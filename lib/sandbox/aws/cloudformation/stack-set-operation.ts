import { setTimeout as sleep } from "node:timers/promises";
import type {
	Amount,
	OperationPreferences,
	StackSet,
	StackSetInstance,
	StackSetOperation,
} from "../stack-set-state.ts";
import type { World } from "../world.ts";
import { deleteInstance, deployInstance, type InstanceOutcome } from "./stack-set-instance.ts";
import { newInstance } from "./stack-set-targets.ts";

/** Works one operation off: regions in their order, accounts as many at once as the preferences say. */
export type Work = { readonly world: World; readonly set: StackSet; readonly operation: StackSetOperation };

const TOLERANCE_EXCEEDED = "Cancelled since failure tolerance has exceeded";
const ACCOUNT_SUSPENDED = "ACCOUNT_SUSPENDED";

/** Stacks are run one after another with a breath between, so that calls are answered meanwhile. */
const turns = new WeakMap<World, Promise<void>>();

async function inTurn<T>(world: World, work: () => Promise<T>): Promise<T> {
	const before = turns.get(world) ?? Promise.resolve();
	let end = () => {};
	turns.set(
		world,
		new Promise((resolve) => {
			end = resolve;
		}),
	);
	await before;
	await new Promise((resolve) => setImmediate(resolve));
	try {
		return await work();
	} finally {
		end();
	}
}

/** False after a reset: what the operation works on is gone. */
export function isThere({ world, set }: Pick<Work, "world" | "set">): boolean {
	return world.state.stackSets[set.id] === set;
}

function countOf(amount: Amount, accounts: number): number {
	return amount.kind === "count" ? amount.count : Math.floor((accounts * amount.percent) / 100);
}

/** How many accounts may run now: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html */
function concurrencyOf(
	preferences: OperationPreferences,
	accounts: number,
	failures: number,
	cap: number,
): number {
	const most = Math.max(1, countOf(preferences.maxConcurrent, accounts));
	const tolerated = countOf(preferences.failureTolerance, accounts) + 1 - failures;
	const wanted = preferences.isSoft ? most : Math.min(most, tolerated);
	return cap > 0 ? Math.min(cap, wanted) : wanted;
}

/** The account may have left and come back: then the earlier operation took its instance away. */
function instanceOf({ set, operation }: Work, key: string): StackSetInstance | undefined {
	const known = set.instances[key];
	const unitId = operation.results[key]?.unitId;
	if (known !== undefined || unitId === undefined || operation.action !== "CREATE") return known;
	const [accountId = "", region = ""] = key.split("/");
	const made = { ...newInstance({ accountId, region, unitId }), lastOperationId: operation.id };
	set.instances[key] = made;
	return made;
}

function applyOverrides(instance: StackSetInstance, operation: StackSetOperation): void {
	const { overrides } = operation;
	if (overrides === null) return;
	const kept = Object.entries(instance.overrides).filter(([key]) => overrides.kept.includes(key));
	instance.overrides = { ...Object.fromEntries(kept), ...overrides.values };
}

async function runInstance(work: Work, key: string, instance: StackSetInstance): Promise<InstanceOutcome> {
	const { world, set, operation } = work;
	const result = operation.results[key];
	if (result !== undefined) result.status = "RUNNING";
	instance.detail = "RUNNING";
	const { stackSetStepMs } = world.state.faults;
	if (stackSetStepMs > 0) await sleep(stackSetStepMs, undefined, { ref: false });
	return inTurn(world, async () => {
		if (!isThere(work)) return { kind: "skipped" };
		if (operation.action === "DELETE") return deleteInstance(world, set, instance, operation.retainsStacks);
		applyOverrides(instance, operation);
		return deployInstance(world, set, instance);
	});
}

function conclude({ set, operation, world }: Work, key: string, outcome: InstanceOutcome): void {
	const [instance, result] = [set.instances[key], operation.results[key]];
	if (instance === undefined || result === undefined) return;
	const isDelete = operation.action === "DELETE";
	switch (outcome.kind) {
		case "done":
			Object.assign(result, { status: "SUCCEEDED", reason: null });
			Object.assign(instance, { status: "CURRENT", detail: "SUCCEEDED", reason: null });
			if (isDelete) delete set.instances[key];
			break;
		case "skipped":
			Object.assign(result, { status: "CANCELLED", reason: ACCOUNT_SUSPENDED });
			Object.assign(instance, {
				status: "OUTDATED",
				detail: "SKIPPED_SUSPENDED_ACCOUNT",
				reason: ACCOUNT_SUSPENDED,
			});
			break;
		case "failed":
			Object.assign(result, { status: "FAILED", reason: outcome.reason });
			Object.assign(instance, {
				status: isDelete ? "INOPERABLE" : "OUTDATED",
				detail: isDelete ? "INOPERABLE" : "FAILED",
				reason: outcome.reason,
			});
			break;
		default:
			outcome satisfies never;
	}
	world.changed();
}

function cancel({ set, operation }: Work, keys: readonly string[]): void {
	for (const key of keys) {
		const [instance, result] = [set.instances[key], operation.results[key]];
		if (result !== undefined) Object.assign(result, { status: "CANCELLED", reason: TOLERANCE_EXCEEDED });
		if (instance !== undefined) Object.assign(instance, { detail: "CANCELLED", reason: TOLERANCE_EXCEEDED });
	}
}

/** Gives how many failed; more than tolerated ends it, and what was not begun is cancelled. */
async function runRegion(work: Work, keys: readonly string[]): Promise<{ isExceeded: boolean }> {
	const { preferences } = work.operation;
	const tolerance = countOf(preferences.failureTolerance, keys.length);
	const waiting = keys.filter((key) => work.operation.results[key]?.status === "PENDING");
	let failures = 0;
	let running = 0;
	let next = 0;
	await new Promise<void>((resolve) => {
		const pump = () => {
			const isOver = failures > tolerance || next >= waiting.length || !isThere(work);
			if (isOver && running === 0) resolve();
			if (isOver) return;
			const cap = work.world.state.faults.stackSetConcurrency;
			const limit = Math.max(1, concurrencyOf(preferences, keys.length, failures, cap));
			while (running < limit && next < waiting.length) {
				const key = waiting[next++] ?? "";
				const instance = instanceOf(work, key);
				if (instance === undefined) continue;
				running += 1;
				void runInstance(work, key, instance).then((outcome) => {
					conclude(work, key, outcome);
					running -= 1;
					if (outcome.kind === "failed") failures += 1;
					pump();
				});
			}
			if (running === 0) resolve();
		};
		pump();
	});
	cancel(work, waiting.slice(next));
	return { isExceeded: failures > tolerance };
}

function regionsOf({ operation }: Work): string[][] {
	const { regionConcurrency, regionOrder } = operation.preferences;
	const regions = [...new Set(Object.keys(operation.results).map((key) => key.split("/")[1] ?? ""))];
	const rank = (region: string) => {
		const place = regionOrder.indexOf(region);
		return place < 0 ? regionOrder.length : place;
	};
	regions.sort((a, b) => rank(a) - rank(b));
	return regionConcurrency === "PARALLEL" ? [regions] : regions.map((region) => [region]);
}

/** Runs an operation to its end. */
export async function runOperation(work: Work): Promise<void> {
	const { world, operation } = work;
	operation.status = "RUNNING";
	world.changed();
	let isExceeded = false;
	for (const batch of regionsOf(work)) {
		const keysOf = (region: string) =>
			Object.keys(operation.results).filter((key) => key.endsWith(`/${region}`));
		if (isExceeded) batch.map(keysOf).forEach((keys) => void cancel(work, keys));
		else {
			const ends = await Promise.all(batch.map((region) => runRegion(work, keysOf(region))));
			isExceeded = ends.some((end) => end.isExceeded);
		}
	}
	operation.status = isExceeded ? "FAILED" : "SUCCEEDED";
	operation.endedAt = world.now();
	world.changed();
}
