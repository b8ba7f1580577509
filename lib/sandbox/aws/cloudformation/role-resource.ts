import { isObject, type JsonObject, listOf, objectOf, stringOf, stringsOf, textOf } from "../json.ts";
import { awsManagedPolicy } from "../policy/aws-managed.ts";
import type { Account, Role } from "../state.ts";
import { accountByKey, findRole, uniqueId } from "../world.ts";
import { generatedName, ResourceFailure } from "./resource-failure.ts";
import type { Made, ResourceEnv, ResourceType } from "./resource-type.ts";

const LENGTH_LIMIT = 2048;
const MAX_ATTACHED = 10;

function fail(message: string, code: string, status: number): never {
	throw new ResourceFailure(message, "Iam", code, status);
}

function requirePolicy(account: Account, arn: string): void {
	if (account.policies[arn] !== undefined || awsManagedPolicy(arn) !== undefined) return;
	fail(`Policy ${arn} does not exist or is not attachable.`, "NotFound", 404);
}

export function attach(account: Account, role: Role, arn: string): void {
	requirePolicy(account, arn);
	if (role.attached.includes(arn)) return;
	if (role.attached.length >= MAX_ATTACHED)
		fail(`Cannot exceed quota for PoliciesPerRole: ${MAX_ATTACHED}`, "ServiceLimitExceeded", 409);
	role.attached.push(arn);
}

export function requireRole(account: Account, name: string): Role {
	return findRole(account, name) ?? fail(`The role with name ${name} cannot be found.`, "NotFound", 404);
}

function trustPolicyOf(properties: JsonObject): JsonObject {
	const policy = properties.AssumeRolePolicyDocument;
	if (!isObject(policy) || listOf(policy.Statement).length === 0)
		fail("Missing required field Statement", "InvalidRequest", 400);
	if (JSON.stringify(policy).length > LENGTH_LIMIT)
		fail(`Cannot exceed quota for ACLSizePerRole: ${LENGTH_LIMIT}`, "ServiceLimitExceeded", 409);
	checkPrincipals(policy);
	return policy;
}

/** IAM refuses a trust policy whose AWS principals are no ARNs or account ids. */
function checkPrincipals(policy: JsonObject): void {
	for (const statement of listOf(policy.Statement)) {
		const principal = objectOf(statement).Principal;
		for (const entry of isObject(principal) ? stringsOf(principal.AWS) : [])
			if (!/^(\*|\d{12}|arn:[a-z-]+:(iam|sts)::\d{12}:.+)$/.test(entry))
				fail(`Invalid principal in policy: "AWS":"${entry}"`, "InvalidRequest", 400);
	}
}

function inlineOf(properties: JsonObject): Record<string, JsonObject> {
	return Object.fromEntries(
		listOf(properties.Policies).map((entry) => {
			const policy = objectOf(entry);
			return [stringOf(policy.PolicyName) ?? "", objectOf(policy.PolicyDocument)];
		}),
	);
}

function tagsOf(env: ResourceEnv, properties: JsonObject): Record<string, string> {
	const own = listOf(properties.Tags).map((entry) => {
		const tag = objectOf(entry);
		return [stringOf(tag.Key) ?? "", textOf(tag.Value) ?? ""];
	});
	return { ...env.stack.tags, ...Object.fromEntries(own) };
}

function applyProperties(
	env: ResourceEnv,
	account: Account,
	role: Role,
	from: JsonObject,
	to: JsonObject,
): void {
	const boundary = textOf(to.PermissionsBoundary);
	if (boundary !== undefined) requirePolicy(account, boundary);
	role.description = textOf(to.Description) ?? "";
	role.maxSessionSeconds = Number(textOf(to.MaxSessionDuration) ?? 3600);
	role.boundaryArn = boundary ?? null;
	role.tags = tagsOf(env, to);
	for (const name of Object.keys(inlineOf(from))) delete role.inline[name];
	Object.assign(role.inline, inlineOf(to));
	const wanted = stringsOf(to.ManagedPolicyArns);
	const dropped = stringsOf(from.ManagedPolicyArns).filter((arn) => !wanted.includes(arn));
	role.attached = role.attached.filter((arn) => !dropped.includes(arn));
	for (const arn of wanted) attach(account, role, arn);
}

function made(role: Role): Made {
	return { physicalId: role.name, attributes: { Arn: role.arn, RoleId: role.id } };
}

function createRole(env: ResourceEnv, properties: JsonObject): Made {
	const account = accountByKey(env.world, env.stack.accountKey);
	const name = textOf(properties.RoleName) ?? generatedName(env.stack.name, env.logicalId, 64);
	const path = textOf(properties.Path) ?? "/";
	if (!/^[\w+=,.@-]{1,64}$/.test(name))
		fail(
			`The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
			"InvalidRequest",
			400,
		);
	if (!/^\/(?:[!-~]+\/)?$/.test(path))
		fail(
			"The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
			"InvalidRequest",
			400,
		);
	if (findRole(account, name) !== undefined)
		fail(`Role with name ${name} already exists.`, "AlreadyExists", 409);
	const now = env.world.now();
	const role: Role = {
		name,
		path,
		arn: `arn:${account.partition}:iam::${account.id}:role${path}${name}`,
		id: uniqueId("AROA"),
		createdAt: now,
		description: "",
		maxSessionSeconds: 3600,
		trustPolicy: trustPolicyOf(properties),
		previousTrustPolicy: null,
		trustEffectiveAt: now + env.world.state.faults.propagationDelayMs,
		inline: {},
		attached: [],
		boundaryArn: null,
		tags: {},
	};
	applyProperties(env, account, role, {}, properties);
	account.roles[name] = role;
	return made(role);
}

/** A changed trust policy reaches STS after the propagation delay; until then the old one decides. */
export function changeTrust(role: Role, policy: JsonObject, now: number, delayMs: number): void {
	if (JSON.stringify(role.trustPolicy) === JSON.stringify(policy)) return;
	if (now >= role.trustEffectiveAt) role.previousTrustPolicy = role.trustPolicy;
	role.trustPolicy = policy;
	role.trustEffectiveAt = now + delayMs;
}

export const roleType: ResourceType = {
	replacedBy: ["RoleName", "Path"],
	create: createRole,
	update(env, physicalId, from, to) {
		const account = accountByKey(env.world, env.stack.accountKey);
		const role = requireRole(account, physicalId);
		const { propagationDelayMs } = env.world.state.faults;
		changeTrust(role, trustPolicyOf(to), env.world.now(), propagationDelayMs);
		applyProperties(env, account, role, from, to);
		return made(role);
	},
	remove(env, physicalId, properties) {
		const account = accountByKey(env.world, env.stack.accountKey);
		const role = findRole(account, physicalId);
		if (role === undefined) return;
		const own = stringsOf(properties.ManagedPolicyArns);
		if (role.attached.some((arn) => !own.includes(arn)))
			fail("Cannot delete entity, must detach all policies first.", "InvalidRequest", 409);
		delete account.roles[role.name];
	},
};
