import { isObject, type JsonObject, listOf, stringOf, stringsOf, textOf } from "../json.ts";
import type { Account, ManagedPolicy } from "../state.ts";
import { accountByKey, findRole, uniqueId } from "../world.ts";
import { generatedName, ResourceFailure } from "./resource-failure.ts";
import type { Made, ResourceEnv, ResourceType } from "./resource-type.ts";
import { attach, requireRole } from "./role-resource.ts";

const MANAGED_LIMIT = 6144;
const INLINE_LIMIT = 10_240;
const MAX_VERSIONS = 5;

function fail(message: string, code: string, status: number): never {
	throw new ResourceFailure(message, "Iam", code, status);
}

/** IAM counts a document without white space. */
function documentOf(properties: JsonObject, limit: number): JsonObject {
	const document = properties.PolicyDocument;
	if (!isObject(document) || listOf(document.Statement).length === 0)
		fail("Syntax errors in policy.", "InvalidRequest", 400);
	if (JSON.stringify(document).replace(/\s/g, "").length > limit)
		fail(`Cannot exceed quota for PolicySize: ${limit}`, "ServiceLimitExceeded", 409);
	return document;
}

function attachToRoles(account: Account, arn: string, from: readonly string[], to: readonly string[]): void {
	for (const name of from.filter((candidate) => !to.includes(candidate))) {
		const role = findRole(account, name);
		if (role !== undefined) role.attached = role.attached.filter((attached) => attached !== arn);
	}
	for (const name of to) attach(account, requireRole(account, name), arn);
}

function createManagedPolicy(env: ResourceEnv, properties: JsonObject): Made {
	const account = accountByKey(env.world, env.stack.accountKey);
	const name = textOf(properties.ManagedPolicyName) ?? generatedName(env.stack.name, env.logicalId, 128);
	const path = textOf(properties.Path) ?? "/";
	const arn = `arn:${account.partition}:iam::${account.id}:policy${path}${name}`;
	const document = documentOf(properties, MANAGED_LIMIT);
	if (account.policies[arn] !== undefined)
		fail(`A policy called ${name} already exists. Duplicate names are not allowed.`, "AlreadyExists", 409);
	const now = env.world.now();
	const policy: ManagedPolicy = {
		arn,
		name,
		path,
		id: uniqueId("ANPA"),
		createdAt: now,
		description: textOf(properties.Description) ?? "",
		versions: [{ id: "v1", document, createdAt: now }],
		defaultVersionId: "v1",
	};
	account.policies[arn] = policy;
	try {
		attachToRoles(account, arn, [], stringsOf(properties.Roles));
	} catch (error) {
		delete account.policies[arn];
		throw error;
	}
	return { physicalId: arn, attributes: { PolicyArn: arn, PolicyId: policy.id } };
}

function addVersion(policy: ManagedPolicy, document: JsonObject, now: number): void {
	const newest = policy.versions.at(-1);
	if (JSON.stringify(newest?.document) === JSON.stringify(document)) return;
	const id = `v${Number((newest?.id ?? "v0").slice(1)) + 1}`;
	policy.versions = [...policy.versions, { id, document, createdAt: now }].slice(-MAX_VERSIONS);
	policy.defaultVersionId = id;
}

export const managedPolicyType: ResourceType = {
	replacedBy: ["ManagedPolicyName", "Path", "Description"],
	create: createManagedPolicy,
	update(env, physicalId, from, to) {
		const account = accountByKey(env.world, env.stack.accountKey);
		const policy = account.policies[physicalId];
		if (policy === undefined) fail(`Policy ${physicalId} was not found.`, "NotFound", 404);
		addVersion(policy, documentOf(to, MANAGED_LIMIT), env.world.now());
		attachToRoles(account, physicalId, stringsOf(from.Roles), stringsOf(to.Roles));
		return { physicalId, attributes: { PolicyArn: physicalId, PolicyId: policy.id } };
	},
	remove(env, physicalId) {
		const account = accountByKey(env.world, env.stack.accountKey);
		for (const role of Object.values(account.roles))
			role.attached = role.attached.filter((attached) => attached !== physicalId);
		delete account.policies[physicalId];
	},
};

function putInline(env: ResourceEnv, properties: JsonObject): Made {
	const account = accountByKey(env.world, env.stack.accountKey);
	const name = stringOf(properties.PolicyName) ?? fail("Missing PolicyName", "InvalidRequest", 400);
	const document = documentOf(properties, INLINE_LIMIT);
	const roles = stringsOf(properties.Roles).map((role) => requireRole(account, role));
	for (const role of roles) role.inline[name] = document;
	return { physicalId: name, attributes: { Id: name } };
}

function dropInline(env: ResourceEnv, properties: JsonObject): void {
	const account = accountByKey(env.world, env.stack.accountKey);
	for (const name of stringsOf(properties.Roles))
		delete findRole(account, name)?.inline[stringOf(properties.PolicyName) ?? ""];
}

export const inlinePolicyType: ResourceType = {
	replacedBy: [],
	create: putInline,
	update(env, _physicalId, from, to) {
		dropInline(env, from);
		return putInline(env, to);
	},
	remove: (env, _physicalId, properties) => dropInline(env, properties),
};

/** Only its name and its roles' existence matter here: nothing in the sandbox runs on an instance. */
function makeInstanceProfile(env: ResourceEnv, properties: JsonObject): Made {
	const account = accountByKey(env.world, env.stack.accountKey);
	const name = textOf(properties.InstanceProfileName) ?? generatedName(env.stack.name, env.logicalId, 128);
	for (const role of stringsOf(properties.Roles)) requireRole(account, role);
	const path = textOf(properties.Path) ?? "/";
	const arn = `arn:${account.partition}:iam::${account.id}:instance-profile${path}${name}`;
	return { physicalId: name, attributes: { Arn: arn } };
}

export const instanceProfileType: ResourceType = {
	replacedBy: ["InstanceProfileName", "Path"],
	create: makeInstanceProfile,
	update: (env, physicalId, _from, to) =>
		makeInstanceProfile(env, { ...to, InstanceProfileName: physicalId }),
	remove() {},
};
