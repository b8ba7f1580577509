import type { OrganizationReader, StackInstanceFacts } from "#lib/aws/port.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { Rollout, SeenStackSet, StackInstance } from "#lib/domain/rollout.ts";
import { refused } from "./read-organization.ts";

export type ReadStackSet = {
	readonly stackSet: SeenStackSet;
	readonly instances: ReadonlyMap<string, StackInstance>;
};

/** The stack set, its instances by account, and what it did last. */
export async function readStackSet(
	reader: OrganizationReader,
	launch: NonNullable<Rollout["launch"]>,
	{ now, signal }: { readonly now: Date; readonly signal: AbortSignal },
): Promise<Result<ReadStackSet>> {
	const call = {
		stackSetName: launch.stackSetName,
		region: launch.region,
		isDelegatedAdministrator: launch.delegatedAdministratorId !== null,
	};
	const set = await reader.stackSet(call, signal);
	if (set.kind !== "answered") return refused(set);
	const instances = await reader.stackInstances(call, signal);
	if (instances.kind !== "answered") return refused(instances);
	const operation = await reader.newestOperation(call, signal);
	if (operation.kind !== "answered") return refused(operation);
	const { name, status, isAutoDeploymentOn, isManagedExecutionOn } = set.value;
	return ok({
		stackSet: {
			name,
			status,
			isAutoDeploymentOn,
			isManagedExecutionOn,
			operation: operation.value && {
				id: operation.value.id,
				action: operation.value.action,
				status: operation.value.status,
				reason: operation.value.reason,
				startedAt: operation.value.startedAt?.toISOString() ?? null,
			},
		},
		instances: byAccount(instances.value, now),
	});
}

const FROM_WORST = ["INOPERABLE", "OUTDATED", "CURRENT"];

/** An account that has a stack in several regions is as well off as the worst of them. */
function byAccount(
	instances: readonly StackInstanceFacts[],
	seenAt: Date,
): ReadonlyMap<string, StackInstance> {
	const worst = new Map<string, StackInstance>();
	for (const { accountId, status, detail, reason } of instances) {
		const known = worst.get(accountId);
		if (known !== undefined && rank(known.status) <= rank(status)) continue;
		worst.set(accountId, { status, detail, reason: reason?.slice(0, LONGEST_REASON) ?? null, seenAt });
	}
	return worst;
}

const LONGEST_REASON = 2_000;

function rank(status: string): number {
	return FROM_WORST.includes(status) ? FROM_WORST.indexOf(status) : FROM_WORST.length;
}
