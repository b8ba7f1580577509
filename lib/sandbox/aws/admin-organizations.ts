import { randomUUID } from "node:crypto";
import { accountIn } from "./admin-resources.ts";
import { AwsError } from "./errors.ts";
import { isObject, type JsonObject, listOf, objectOf, stringOf, stringsOf, textOf } from "./json.ts";
import {
	addMember,
	addUnit,
	findOrganization,
	findParent,
	type InOrganization,
	newOrganization,
	setOrganization,
} from "./organization.ts";
import { joinOrganization, leaveOrganization, moveAccount, setAccountState } from "./organization-changes.ts";
import { type Member, type OrganizationPolicy, STACK_SETS_PRINCIPAL } from "./organization-state.ts";
import type { Account } from "./state.ts";
import type { World } from "./world.ts";

/** An organization's tree as a test or a seed describes it. */
type Tree = {
	readonly name: string;
	readonly tags: JsonObject;
	readonly accounts: unknown;
	readonly units: readonly unknown[];
};

const STATES = ["PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"];

/** Twelve digits after the management account's, one after the other. */
function accountNumbers(management: Account, first: string | undefined): () => string {
	let next = Number(first ?? Number(management.id) + 1);
	return () => {
		const id = String(next).padStart(12, "0");
		next += 1;
		if (id.length > 12) throw new AwsError("BadRequest", "There are no more account numbers of 12 digits.");
		return id;
	};
}

function memberFrom(world: World, raw: unknown, id: string, name: string, parentId: string): Member {
	const body = objectOf(raw);
	const state = stringOf(body.state) ?? "ACTIVE";
	if (!STATES.includes(state)) throw new AwsError("BadRequest", `state must be one of ${STATES.join(", ")}.`);
	const given = textOf(body.id) ?? textOf(body.account) ?? id;
	if (!/^\d{12}$/.test(given)) throw new AwsError("BadRequest", "An account's id must have 12 digits.");
	return {
		id: given,
		name: stringOf(body.name) ?? name,
		email: stringOf(body.email) ?? `aws+${given}@example.com`,
		state,
		joinedAt: world.now(),
		parentId,
	};
}

function tagsFrom(tags: unknown): Record<string, string> {
	return Object.fromEntries(Object.entries(objectOf(tags)).map(([key, value]) => [key, textOf(value) ?? ""]));
}

function treeFrom(raw: unknown): Tree {
	const body = objectOf(raw);
	return {
		name: stringOf(body.name) ?? "Unit",
		tags: objectOf(body.tags),
		accounts: body.accounts,
		units: listOf(body.units),
	};
}

/** `accounts`: how many, or a list of `{id?, name?, tags?, state?}` or of names. */
function addAccounts(
	world: World,
	found: InOrganization,
	tree: Tree,
	parentId: string,
	number: () => string,
) {
	const slug = tree.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
	const list =
		typeof tree.accounts === "number"
			? Array.from({ length: tree.accounts }, () => ({}))
			: listOf(tree.accounts);
	list.forEach((entry, index) => {
		const body = typeof entry === "string" ? { name: entry } : objectOf(entry);
		const id = textOf(body.id) ?? number();
		const member = memberFrom(world, body, id, `${slug}-${index + 1}`, parentId);
		addMember(world, found, member);
		if (isObject(body.tags)) found.organization.tags[member.id] = tagsFrom(body.tags);
	});
}

function addTree(
	world: World,
	found: InOrganization,
	tree: Tree,
	parentId: string,
	number: () => string,
): void {
	addAccounts(world, found, tree, parentId, number);
	for (const raw of tree.units) {
		const below = treeFrom(raw);
		const unitId = addUnit(found.organization, parentId, below.name);
		found.organization.tags[unitId] = tagsFrom(below.tags);
		addTree(world, found, below, unitId, number);
	}
}

/** Makes the account the management account of a new organization, instead of any it had. */
export function putOrganization(world: World, body: JsonObject): unknown {
	const management = accountIn(world, body);
	management.name = stringOf(body.name) ?? management.name;
	const organization = newOrganization(stringOf(body.id) ?? `o-${management.id.slice(-10)}`);
	setOrganization(world, management, organization);
	const found = { management, organization };
	const number = accountNumbers(management, textOf(body.firstAccount));
	addTree(world, found, treeFrom({ name: "account", ...body }), organization.rootId, number);
	if (body.isTrusted !== false) setTrust(world, found, true);
	return organizationView(found);
}

export function organizationView({ management, organization }: InOrganization) {
	return {
		id: organization.id,
		rootId: organization.rootId,
		managementAccountId: management.id,
		units: Object.values(organization.units),
		accounts: [
			{
				id: management.id,
				name: management.name,
				state: "ACTIVE",
				parentId: organization.managementParentId,
			},
			...Object.values(organization.members).map(({ id, name, state, parentId }) => ({
				id,
				name,
				state,
				parentId,
			})),
		],
	};
}

function setTrust(world: World, { organization }: InOrganization, isTrusted: boolean): void {
	organization.isStackSetsActivated = isTrusted;
	organization.trustedServices = organization.trustedServices.filter(
		({ principal }) => principal !== STACK_SETS_PRINCIPAL,
	);
	if (isTrusted)
		organization.trustedServices.push({ principal: STACK_SETS_PRINCIPAL, enabledAt: world.now() });
}

function managedBy(world: World, body: JsonObject): InOrganization {
	const management = accountIn(world, { ...body, account: body.management });
	if (management.organization === null)
		throw new AwsError("BadRequest", `${management.id} manages no organization.`);
	return { management, organization: management.organization };
}

function parentFrom({ organization }: InOrganization, unit: unknown): string {
	if (unit === undefined) return organization.rootId;
	const parentId = findParent(organization, textOf(unit) ?? "");
	if (parentId === null) throw new AwsError("BadRequest", `There is no unit ${String(unit)}.`);
	return parentId;
}

/** `{management, account, unit?, name?, tags?, state?}` */
export function postJoin(world: World, body: JsonObject): void {
	const found = managedBy(world, body);
	const { id } = accountIn(world, body);
	joinOrganization(world, found, memberFrom(world, body, id, `Account ${id}`, parentFrom(found, body.unit)));
	if (isObject(body.tags)) found.organization.tags[id] = tagsFrom(body.tags);
}

/** `{account}` */
export function postLeave(world: World, body: JsonObject): void {
	leaveOrganization(world, accountIn(world, body));
}

/** `{account, unit}` */
export function postMove(world: World, body: JsonObject): void {
	const account = accountIn(world, body);
	const found = findOrganization(world, account);
	if (found === null) throw new AwsError("BadRequest", `${account.id} is in no organization.`);
	moveAccount(world, account, parentFrom(found, body.unit));
}

/** `{account, state}`: suspends, closes or brings back. */
export function postState(world: World, body: JsonObject): void {
	const state = stringOf(body.state) ?? "";
	if (!STATES.includes(state)) throw new AwsError("BadRequest", `state must be one of ${STATES.join(", ")}.`);
	setAccountState(world, accountIn(world, body), state);
}

/** `{management, isTrusted}`: CloudFormation's trusted access. */
export function putTrust(world: World, body: JsonObject): void {
	setTrust(world, managedBy(world, body), body.isTrusted !== false);
}

/** `{management, account, isDelegated?}`: the delegated administrator of stack sets. */
export function putDelegate(world: World, body: JsonObject): void {
	const { organization } = managedBy(world, body);
	const accountId = accountIn(world, body).id;
	organization.delegatedAdministrators = organization.delegatedAdministrators.filter(
		(one) => one.accountId !== accountId,
	);
	if (body.isDelegated !== false)
		organization.delegatedAdministrators.push({
			accountId,
			principal: STACK_SETS_PRINCIPAL,
			enabledAt: world.now(),
		});
}

/** `{management, name, type?, targets?, denies?}`: a policy of that name on roots, units and accounts. */
export function putPolicy(world: World, body: JsonObject): unknown {
	const found = managedBy(world, body);
	const { organization } = found;
	const name = stringOf(body.name) ?? "Policy";
	organization.policies = organization.policies.filter((policy) => policy.name !== name);
	const targets = stringsOf(body.targets ?? organization.rootId).map((target) =>
		/^\d{12}$/.test(target) ? target : parentFrom(found, target),
	);
	const policy: OrganizationPolicy = {
		id: `p-${randomUUID().slice(0, 8)}`,
		name,
		type: body.type === "RESOURCE_CONTROL_POLICY" ? body.type : "SERVICE_CONTROL_POLICY",
		targets,
		denies: stringsOf(body.denies),
	};
	organization.policies.push(policy);
	return policy;
}
