import { randomUUID } from "node:crypto";
import { AwsError } from "../errors.ts";
import type {
	OperationPreferences,
	Overrides,
	StackSet,
	StackSetInstance,
	StackSetOperation,
} from "../stack-set-state.ts";
import type { World } from "../world.ts";
import { stackSetArn } from "./stack-set-access.ts";
import { isThere, runOperation } from "./stack-set-operation.ts";
import { placeKey } from "./stack-set-targets.ts";

const OPERATIONS_KEPT = 100;

export const DEFAULT_PREFERENCES: OperationPreferences = {
	regionConcurrency: "SEQUENTIAL",
	regionOrder: [],
	failureTolerance: { kind: "count", count: 0 },
	maxConcurrent: { kind: "count", count: 1 },
	isSoft: false,
};

/** Where and how an operation runs. */
export type Run = {
	readonly preferences: OperationPreferences;
	/** Null: a new one. */
	readonly operationId: string | null;
};

/** Waiters for the ends of operations. */
const ends = new WeakMap<StackSetOperation, { promise: Promise<void>; resolve: () => void }>();

export function endOf(operation: StackSetOperation): Promise<void> {
	if (operation.endedAt !== null) return Promise.resolve();
	const known = ends.get(operation);
	if (known !== undefined) return known.promise;
	let resolve = () => {};
	const promise = new Promise<void>((done) => {
		resolve = done;
	});
	ends.set(operation, { promise, resolve });
	return promise;
}

function overlaps(a: StackSetOperation, b: StackSetOperation): boolean {
	return Object.keys(b.results).some((key) => a.results[key] !== undefined);
}

/** Begins what waits, the oldest first; operations that touch the same instances go one after another. */
function pump(world: World, set: StackSet): void {
	if (!isThere({ world, set })) return;
	const earlier: StackSetOperation[] = [];
	for (const operation of set.operations.filter(({ endedAt }) => endedAt === null).reverse()) {
		if (operation.status === "QUEUED" && !earlier.some((other) => overlaps(other, operation))) {
			void runOperation({ world, set, operation }).finally(() => {
				ends.get(operation)?.resolve();
				pump(world, set);
			});
		}
		earlier.push(operation);
	}
}

export type Start = Run & {
	readonly action: StackSetOperation["action"];
	readonly instances: readonly StackSetInstance[];
	readonly unitIds: readonly string[];
	readonly overrides?: Overrides | null;
	readonly retainsStacks?: boolean;
	/** Made by automatic deployment: it waits for its turn instead of being refused. */
	readonly isAutomatic?: boolean;
};

export function requireIdle(set: StackSet): void {
	const running = set.operations.find(({ endedAt }) => endedAt === null);
	if (running === undefined || set.isManagedExecutionOn) return;
	throw new AwsError(
		"OperationInProgressException",
		`Another Operation on StackSet ${stackSetArn(set)} is in progress: ${running.id}`,
		409,
	);
}

export function startOperation(world: World, set: StackSet, start: Start): StackSetOperation {
	if (!start.isAutomatic) requireIdle(set);
	const id = start.operationId ?? randomUUID();
	if (set.operations.some((operation) => operation.id === id))
		throw new AwsError("OperationIdAlreadyExistsException", `Operation ${id} already exists`, 409);
	const operation: StackSetOperation = {
		id,
		action: start.action,
		status: "QUEUED",
		preferences: start.preferences,
		retainsStacks: start.retainsStacks ?? false,
		unitIds: [...start.unitIds],
		overrides: start.overrides ?? null,
		createdAt: world.now(),
		endedAt: null,
		results: Object.fromEntries(
			start.instances.map((instance) => [
				placeKey(instance),
				{ status: "PENDING" as const, reason: null, unitId: instance.unitId },
			]),
		),
	};
	for (const instance of start.instances)
		Object.assign(instance, {
			status: instance.status === "INOPERABLE" ? instance.status : "OUTDATED",
			detail: "PENDING",
			reason: null,
			lastOperationId: id,
		});
	const older = set.operations.filter(
		({ endedAt }, index) => endedAt === null || index < OPERATIONS_KEPT - 1,
	);
	set.operations = [operation, ...older];
	world.changed();
	pump(world, set);
	return operation;
}

/** Operations that a restart cut off go on with the instances that were left. */
export function resumeStackSets(world: World): void {
	for (const set of Object.values(world.state.stackSets)) {
		for (const operation of set.operations.filter(({ endedAt }) => endedAt === null)) {
			operation.status = "QUEUED";
			for (const result of Object.values(operation.results))
				if (result.status === "RUNNING") result.status = "PENDING";
		}
		pump(world, set);
	}
}
