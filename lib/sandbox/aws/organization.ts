import { createHash } from "node:crypto";
import type { Member, Organization } from "./organization-state.ts";
import type { Account } from "./state.ts";
import { accountByKey, accountKey, accountOf, type World } from "./world.ts";

/** Reads and changes one organization's tree. What follows from a change is in organization-changes.ts. */
export type InOrganization = { readonly management: Account; readonly organization: Organization };

type Index = {
	readonly accountsIn: ReadonlyMap<string, readonly string[]>;
	readonly unitsIn: ReadonlyMap<string, readonly string[]>;
};

/** Built when asked for and forgotten at every change: a list of 5,000 accounts is read page by page. */
const indexes = new WeakMap<Organization, Index>();

function grouped(entries: Iterable<readonly [parentId: string, id: string]>): Map<string, string[]> {
	const groups = new Map<string, string[]>();
	for (const [parentId, id] of entries) {
		const group = groups.get(parentId);
		if (group === undefined) groups.set(parentId, [id]);
		else group.push(id);
	}
	return groups;
}

function indexOf(organization: Organization): Index {
	const known = indexes.get(organization);
	if (known !== undefined) return known;
	const index = {
		accountsIn: grouped(Object.values(organization.members).map(({ parentId, id }) => [parentId, id])),
		unitsIn: grouped(Object.values(organization.units).map(({ parentId, id }) => [parentId, id])),
	};
	indexes.set(organization, index);
	return index;
}

/** Small letters and digits that stay the same for the same text. */
function shortHash(text: string, length: number): string {
	const digest = createHash("sha256").update(text).digest();
	return Array.from(digest.subarray(0, length), (byte) => (byte % 36).toString(36)).join("");
}

export function newOrganization(id: string): Organization {
	const rootId = `r-${shortHash(id, 4)}`;
	return {
		id,
		rootId,
		members: {},
		units: {},
		managementParentId: rootId,
		tags: {},
		trustedServices: [],
		isStackSetsActivated: false,
		delegatedAdministrators: [],
		policies: [],
	};
}

export function findOrganization(world: World, account: Account): InOrganization | null {
	if (account.memberOf === null) return null;
	const management = accountByKey(world, account.memberOf);
	return management.organization === null ? null : { management, organization: management.organization };
}

/** Makes the account the management account of this organization, instead of any it had. */
export function setOrganization(world: World, management: Account, organization: Organization): void {
	if (management.organization !== null) dissolve(world, management, management.organization);
	else if (management.memberOf !== null) removeMember(world, management);
	management.organization = organization;
	management.memberOf = accountKey(management.partition, management.id);
}

function dissolve(world: World, management: Account, organization: Organization): void {
	for (const id of Object.keys(organization.members))
		accountOf(world, management.partition, id).memberOf = null;
	management.organization = null;
	management.memberOf = null;
}

export function addUnit(organization: Organization, parentId: string, name: string): string {
	const id = `ou-${organization.rootId.slice(2)}-${shortHash(`${parentId}/${name}`, 8)}`;
	organization.units[id] = { id, name, parentId };
	indexes.delete(organization);
	return id;
}

export function addMember(world: World, { management, organization }: InOrganization, member: Member): void {
	const account = accountOf(world, management.partition, member.id);
	if (account.memberOf !== null) removeMember(world, account);
	account.name = member.name;
	account.memberOf = accountKey(management.partition, management.id);
	organization.members[member.id] = member;
	indexes.delete(organization);
}

export function removeMember(world: World, account: Account): void {
	const found = findOrganization(world, account);
	account.memberOf = null;
	if (found === null) return;
	delete found.organization.members[account.id];
	delete found.organization.tags[account.id];
	indexes.delete(found.organization);
}

export function moveMember(organization: Organization, member: Member, parentId: string): void {
	member.parentId = parentId;
	indexes.delete(organization);
}

export function isParent(organization: Organization, id: string): boolean {
	return id === organization.rootId || Object.hasOwn(organization.units, id);
}

/** The accounts directly in a root or unit, the management account too. */
export function accountsIn(
	{ management, organization }: InOrganization,
	parentId: string,
): readonly string[] {
	const members = indexOf(organization).accountsIn.get(parentId) ?? [];
	return organization.managementParentId === parentId ? [management.id, ...members] : members;
}

export function unitsIn(organization: Organization, parentId: string): readonly string[] {
	return indexOf(organization).unitsIn.get(parentId) ?? [];
}

/** Every member account below a root or unit; never the management account. */
export function membersUnder(organization: Organization, parentId: string): string[] {
	const { accountsIn: members } = indexOf(organization);
	const below = unitsIn(organization, parentId).flatMap((id) => membersUnder(organization, id));
	return [...(members.get(parentId) ?? []), ...below];
}

/** From the root or unit itself up to the root. */
export function upwardFrom(organization: Organization, parentId: string): string[] {
	const unit = organization.units[parentId];
	return unit === undefined ? [parentId] : [parentId, ...upwardFrom(organization, unit.parentId)];
}

/** A unit by its id, its name, or its names from the top, joined by " / ". */
export function findParent(organization: Organization, text: string): string | null {
	if (isParent(organization, text)) return text;
	if (text === "Root") return organization.rootId;
	const found = Object.values(organization.units).find(
		({ id, name }) => name === text || pathOf(organization, id) === text,
	);
	return found?.id ?? null;
}

function pathOf(organization: Organization, unitId: string): string {
	return upwardFrom(organization, unitId)
		.flatMap((id) => organization.units[id]?.name ?? [])
		.reverse()
		.join(" / ");
}

const INACTIVE = ["SUSPENDED", "PENDING_CLOSURE", "CLOSED"];

export function isInactive(world: World, account: Account): boolean {
	const state = findOrganization(world, account)?.organization.members[account.id]?.state;
	return state !== undefined && INACTIVE.includes(state);
}

/** Actions that the policies on the account and above it deny; the management account is never bound. */
export function policyDenies(
	world: World,
	account: Account,
	type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY",
): string[] {
	const organization = findOrganization(world, account)?.organization;
	const member = organization?.members[account.id];
	if (organization === undefined || member === undefined || organization.policies.length === 0) return [];
	const places = [account.id, ...upwardFrom(organization, member.parentId)];
	return organization.policies
		.filter((policy) => policy.type === type && policy.targets.some((target) => places.includes(target)))
		.flatMap(({ denies }) => denies);
}
