import { followAccount, followedBy } from "./cloudformation/stack-set-follow.ts";
import { AwsError } from "./errors.ts";
import {
	addMember,
	findOrganization,
	type InOrganization,
	moveMember,
	removeMember,
} from "./organization.ts";
import type { Member } from "./organization-state.ts";
import type { Account } from "./state.ts";
import { accountOf, type World } from "./world.ts";

/** What changes in an organization while time goes on; stack sets follow. */
function followed(world: World, account: Account, change: () => void): void {
	const before = followedBy(world, account);
	change();
	followAccount(world, account, before);
	world.changed();
}

export function joinOrganization(world: World, found: InOrganization, member: Member): void {
	const account = accountOf(world, found.management.partition, member.id);
	if (account.organization !== null)
		throw new AwsError("BadRequest", "A management account cannot join another organization.");
	followed(world, account, () => addMember(world, found, member));
}

function memberOf(world: World, account: Account): Member {
	const member = findOrganization(world, account)?.organization.members[account.id];
	if (member === undefined)
		throw new AwsError("BadRequest", `${account.id} is not a member account of an organization.`);
	return member;
}

export function leaveOrganization(world: World, account: Account): void {
	memberOf(world, account);
	followed(world, account, () => removeMember(world, account));
}

export function moveAccount(world: World, account: Account, parentId: string): void {
	const member = memberOf(world, account);
	const organization = findOrganization(world, account)?.organization;
	if (organization !== undefined) followed(world, account, () => moveMember(organization, member, parentId));
}

/** `State`: a suspended or closed account keeps its stacks, and lets nobody in. */
export function setAccountState(world: World, account: Account, state: string): void {
	memberOf(world, account).state = state;
	world.changed();
}
