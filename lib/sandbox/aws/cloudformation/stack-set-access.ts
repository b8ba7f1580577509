import type { Caller } from "../caller.ts";
import { AwsError, validationError } from "../errors.ts";
import { findOrganization, type InOrganization } from "../organization.ts";
import { STACK_SETS_PRINCIPAL } from "../organization-state.ts";
import type { StackSet } from "../stack-set-state.ts";
import { accountKey, accountOf, type World } from "../world.ts";

/** The account that a call is made for: the caller's own, or the management account by its delegated administrator. */
export type CallAs = "SELF" | "DELEGATED_ADMIN";

function administeredBy(world: World, caller: Caller, callAs: CallAs): InOrganization | null {
	const account = accountOf(world, caller.partition, caller.accountId);
	const found = findOrganization(world, account);
	if (found === null) return null;
	if (callAs === "SELF") return found.management === account ? found : null;
	const isDelegated = found.organization.delegatedAdministrators.some(
		({ accountId, principal }) => accountId === caller.accountId && principal === STACK_SETS_PRINCIPAL,
	);
	return isDelegated ? found : null;
}

export function isAccessActive({ organization }: InOrganization): boolean {
	return (
		organization.isStackSetsActivated &&
		organization.trustedServices.some(({ principal }) => principal === STACK_SETS_PRINCIPAL)
	);
}

/** Who may make and change service-managed stack sets: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html */
export function requireAdministration(world: World, caller: Caller, callAs: CallAs): InOrganization {
	const found = administeredBy(world, caller, callAs);
	if (found === null)
		throw validationError(
			"You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set",
		);
	if (!isAccessActive(found))
		throw validationError("You must enable organizations access to operate a service managed stack set");
	return found;
}

/** The key of the account that the stack sets are in, which a call is about. */
export function stackSetAccountKey(world: World, caller: Caller, callAs: CallAs): string {
	if (callAs === "SELF") return accountKey(caller.partition, caller.accountId);
	const found = administeredBy(world, caller, callAs);
	if (found === null)
		throw validationError(
			"You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set",
		);
	return accountKey(found.management.partition, found.management.id);
}

export function stackSetsIn(world: World, key: string, region: string): StackSet[] {
	return Object.values(world.state.stackSets).filter(
		(set) => set.accountKey === key && set.region === region,
	);
}

/** By name (those that still exist) or by id. */
export function requireStackSet(world: World, key: string, region: string, nameOrId: string): StackSet {
	const found = stackSetsIn(world, key, region).find(
		({ id, name, status }) => id === nameOrId || (name === nameOrId && status === "ACTIVE"),
	);
	if (found === undefined)
		throw new AwsError("StackSetNotFoundException", `StackSet ${nameOrId} not found`, 404);
	return found;
}

export function stackSetArn({
	accountKey: key,
	region,
	id,
}: Pick<StackSet, "accountKey" | "region" | "id">): string {
	const [partition, account] = key.split("/");
	return `arn:${partition}:cloudformation:${region}:${account}:stackset/${id}`;
}
