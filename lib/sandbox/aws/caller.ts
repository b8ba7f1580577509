import { SANDBOX_CREDENTIALS, type SandboxCredentials } from "../credentials.ts";
import { AwsError, accessDenied } from "./errors.ts";
import type { JsonObject } from "./json.ts";
import { policyDenies } from "./organization.ts";
import { awsManagedPolicy } from "./policy/aws-managed.ts";
import type { Context } from "./policy/conditions.ts";
import { evaluate, explainDenial, type PolicySet } from "./policy/evaluate.ts";
import type { SandboxPartition } from "./regions.ts";
import type { Account, Role } from "./state.ts";
import { accountOf, findRole, stableId, type World } from "./world.ts";

/** Who makes a call. */
export type Caller = {
	/** `administrator`: the console's own person, who may do anything in the account. */
	readonly kind: "role" | "user" | "administrator";
	readonly partition: SandboxPartition;
	readonly accountId: string;
	/** What GetCallerIdentity answers. */
	readonly arn: string;
	readonly userId: string;
	/** The IAM role or user behind it. */
	readonly principalArn: string;
	/** Present on temporary credentials that were opened with a session policy. */
	readonly sessionPolicies?: readonly JsonObject[] | undefined;
	/** The credentials themselves came from AssumeRole. */
	readonly isSession: boolean;
};

export function administratorOf(partition: SandboxPartition, accountId: string): Caller {
	const arn = `arn:${partition}:iam::${accountId}:root`;
	return {
		kind: "administrator",
		partition,
		accountId,
		arn,
		userId: accountId,
		principalArn: arn,
		isSession: false,
	};
}

export function callerFor(world: World, credentials: SandboxCredentials): Caller {
	const isRole = credentials.principalArn.includes(":role/");
	const account = accountOf(world, credentials.partition, credentials.accountId);
	const role = isRole ? findRole(account, nameOf(credentials.principalArn)) : undefined;
	const id = role?.id ?? stableId(isRole ? "AROA" : "AIDA", credentials.principalArn);
	return {
		kind: isRole ? "role" : "user",
		partition: credentials.partition,
		accountId: credentials.accountId,
		arn: credentials.callerArn,
		userId: isRole ? `${id}:sandbox` : id,
		principalArn: credentials.principalArn,
		isSession: false,
	};
}

export function wellKnownCredentials(accessKeyId: string): SandboxCredentials | undefined {
	return SANDBOX_CREDENTIALS.find((known) => known.accessKeyId === accessKeyId);
}

export function nameOf(arn: string): string {
	return arn.slice(arn.lastIndexOf("/") + 1);
}

export function policyDocument(account: Account, arn: string): JsonObject | undefined {
	const policy = account.policies[arn];
	if (policy === undefined) return awsManagedPolicy(arn);
	return policy.versions.find((version) => version.id === policy.defaultVersionId)?.document;
}

/** The documents of the policies that exist. */
export function documentsOf(account: Account, arns: readonly string[]): JsonObject[] {
	return arns.map((arn) => policyDocument(account, arn)).filter((document) => document !== undefined);
}

export function organizationDeniesFor(
	world: World,
	account: Account,
	type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY" = "SERVICE_CONTROL_POLICY",
): string[] {
	const set = world.state.faults.organizationDenies
		.filter((deny) => deny.account === account.id && deny.type === type)
		.flatMap((deny) => deny.actions);
	return [...set, ...policyDenies(world, account, type)];
}

/** A role's own policies, without any session's. */
export function rolePolicySet(world: World, account: Account, role: Role): PolicySet {
	const attached = documentsOf(account, role.attached);
	const boundary =
		role.boundaryArn === null ? undefined : (policyDocument(account, role.boundaryArn) ?? { Statement: [] });
	return {
		identity: [...Object.values(role.inline), ...attached],
		...(boundary === undefined ? {} : { boundary }),
		organizationDenies: organizationDeniesFor(world, account),
	};
}

const NO_ASSUME_ROLE: JsonObject = {
	Statement: [{ Effect: "Allow", NotAction: "sts:AssumeRole", Resource: "*" }],
};

function policySetOf(world: World, caller: Caller): PolicySet {
	const account = accountOf(world, caller.partition, caller.accountId);
	const organizationDenies = organizationDeniesFor(world, account);
	if (caller.kind === "user") {
		const user = account.users[nameOf(caller.principalArn)];
		return { identity: Object.values(user?.policies ?? {}), organizationDenies };
	}
	const role = findRole(account, nameOf(caller.principalArn));
	// A session ends with its role, even when one of the same name is made again.
	const isSameRole = !caller.isSession || caller.userId.startsWith(`${role?.id}:`);
	if (role === undefined || !isSameRole) return { identity: [], organizationDenies };
	const own = rolePolicySet(world, account, role);
	const isStripped = world.state.faults.verifierNotAllowed && !caller.isSession;
	const session = caller.sessionPolicies;
	return {
		...own,
		...(isStripped ? { identity: own.identity.length > 0 ? [NO_ASSUME_ROLE] : [] } : {}),
		...(session === undefined ? {} : { session }),
	};
}

export function contextOf(caller: Caller, extra: Context = {}): Context {
	return {
		"aws:userid": caller.userId,
		"aws:principalarn": caller.principalArn,
		"aws:principalaccount": caller.accountId,
		"aws:principaltype": caller.kind === "user" ? "User" : "AssumedRole",
		"aws:username": caller.kind === "user" ? nameOf(caller.principalArn) : undefined,
		// What it plays is reached over TLS.
		"aws:securetransport": "true",
		...extra,
	};
}

/** Stops the call unless the caller's policies allow it. */
export function authorize(
	world: World,
	caller: Caller,
	action: string,
	resource: string,
	extra: Context = {},
): void {
	const denial = denialOf(world, caller, action, resource, extra);
	if (denial !== null) throw accessDenied(denial);
}

/** AWS's sentence for why the caller may not; null when it may. */
export function denialOf(
	world: World,
	caller: Caller,
	action: string,
	resource: string,
	extra: Context = {},
): string | null {
	if (caller.kind === "administrator") return null;
	const context = contextOf(caller, extra);
	const decision = evaluate(policySetOf(world, caller), { action, resource, context });
	if (decision.kind === "allowed") return null;
	const what = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`;
	return `${what} ${explainDenial(decision, action)}`;
}

export function invalidToken(): AwsError {
	return new AwsError("InvalidClientTokenId", "The security token included in the request is invalid.", 403);
}

/** The account part of an ARN. */
export function findAccountOfArn(arn: string): string | null {
	return /^arn:[a-z-]+:[a-z0-9-]*:[a-z0-9-]*:(\d{12}):/.exec(arn)?.[1] ?? null;
}
