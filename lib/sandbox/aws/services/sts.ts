import { decideAssumeRole } from "#lib/domain/trust-policy.ts";
import { type Caller, denialOf, documentsOf, organizationDeniesFor } from "../caller.ts";
import { AwsError, accessDenied, validationError } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import { isInactive } from "../organization.ts";
import { evaluate } from "../policy/evaluate.ts";
import { isOptInRegion } from "../regions.ts";
import { type Call, type QueryAction, type QueryParams, recordsParam } from "../service.ts";
import { issueCredentials } from "../session-token.ts";
import type { Role } from "../state.ts";
import { accountOf, findRole, uniqueId } from "../world.ts";

/** Actions of STS: https://docs.aws.amazon.com/STS/latest/APIReference/ */
export const stsActions: Readonly<Record<string, QueryAction>> = {
	GetCallerIdentity: ({ caller }) => ({ UserId: caller.userId, Account: caller.accountId, Arn: caller.arn }),
	AssumeRole: assumeRole,
};

type Input = {
	readonly roleArn: string;
	readonly partition: string;
	readonly accountId: string;
	readonly roleName: string;
	readonly sessionName: string;
	readonly externalId: string | undefined;
	readonly durationSeconds: number;
	readonly sourceIdentity: string | undefined;
	readonly hasTags: boolean;
};

function constraint(value: string, name: string, rule: string): AwsError {
	return validationError(
		`1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: ${rule}`,
	);
}

export function readInput(params: QueryParams): Input {
	const roleArn = params.get("RoleArn") ?? "";
	const sessionName = params.get("RoleSessionName") ?? "";
	const externalId = params.get("ExternalId");
	const durationSeconds = Number(params.get("DurationSeconds") ?? 3600);
	if (roleArn.length < 20)
		throw constraint(roleArn, "roleArn", "Member must have length greater than or equal to 20");
	const arn = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:[\w+=,.@/-]*\/)?([\w+=,.@-]{1,64})$/.exec(roleArn);
	if (arn === null) throw validationError(`${roleArn} is invalid`);
	if (!/^[\w+=,.@-]{2,64}$/.test(sessionName))
		throw constraint(
			sessionName,
			"roleSessionName",
			"Member must satisfy regular expression pattern: [\\w+=,.@-]* and have length between 2 and 64",
		);
	if (externalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId))
		throw constraint(
			externalId,
			"externalId",
			"Member must satisfy regular expression pattern: [\\w+=,.@:\\/-]* and have length between 2 and 1224",
		);
	if (!Number.isInteger(durationSeconds) || durationSeconds < 900 || durationSeconds > 43_200)
		throw constraint(String(durationSeconds), "durationSeconds", "Member must be between 900 and 43200");
	return {
		roleArn,
		partition: arn[1] ?? "",
		accountId: arn[2] ?? "",
		roleName: arn[3] ?? "",
		sessionName,
		externalId,
		durationSeconds,
		sourceIdentity: params.get("SourceIdentity"),
		hasTags: recordsParam(params, "Tags").length > 0,
	};
}

function assumeRole(call: Call, params: QueryParams): ReturnType<QueryAction> {
	const { world, caller } = call;
	const input = readInput(params);
	const sessionPolicies = readSessionPolicies(call, input, params);
	requireActiveSts(call, input.accountId);
	const refusal = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.roleArn}`;
	if (input.partition !== caller.partition) throw accessDenied(refusal);
	const account = accountOf(world, caller.partition, input.accountId);
	const role = findRole(account, input.roleName);
	const limits = organizationDeniesFor(world, account, "RESOURCE_CONTROL_POLICY");
	if (denies(limits)) throw accessDenied(`${refusal} with an explicit deny in a resource control policy`);
	// The account's own service control policies are about its principals, yet people meet them as
	// "denied by the organization" on this call: the sandbox's switch plays that message for either side.
	if (denies(organizationDeniesFor(world, account)))
		throw accessDenied(`${refusal} with an explicit deny in a service control policy`);
	requireIdentityPolicy(call, input, role);
	if (isInactive(world, account)) throw accessDenied(refusal);
	if (role === undefined || role.arn !== input.roleArn || !isTrusted(call, role, input))
		throw accessDenied(refusal);
	if (caller.isSession && input.durationSeconds > 3600)
		throw validationError(
			"The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
		);
	if (input.durationSeconds > role.maxSessionSeconds)
		throw validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
	return openSession(call, role, input, sessionPolicies);
}

function denies(patterns: readonly string[]): boolean {
	const decision = evaluate(
		{ identity: [], organizationDenies: patterns },
		{ action: "sts:AssumeRole", resource: "*", context: {} },
	);
	return decision.kind === "explicitDeny";
}

/** Across accounts the caller's own policies must allow the call; within one the trust policy may suffice. */
function requireIdentityPolicy(call: Call, input: Input, role: Role | undefined): void {
	const { world, caller } = call;
	const denial = denialOf(world, caller, "sts:AssumeRole", input.roleArn, {
		"sts:externalid": input.externalId,
		"sts:rolesessionname": input.sessionName,
		"aws:resourceaccount": input.accountId,
	});
	if (denial === null) return;
	const isOwnAccount = input.accountId === caller.accountId && caller.partition === input.partition;
	const isImplicit = denial.includes("because no identity-based policy");
	if (isOwnAccount && isImplicit && role !== undefined && isNamedInTrust(role.trustPolicy, caller)) return;
	throw accessDenied(denial);
}

function isNamedInTrust(policy: JsonObject, caller: Caller): boolean {
	return JSON.stringify(policy).includes(JSON.stringify(caller.principalArn));
}

function isTrusted(call: Call, role: Role, input: Input): boolean {
	const isPropagated = call.world.now() >= role.trustEffectiveAt;
	const policy = isPropagated ? role.trustPolicy : role.previousTrustPolicy;
	if (policy === null) return false;
	const { decision } = decideAssumeRole({
		policy,
		principalArn: call.caller.principalArn,
		...(input.externalId === undefined ? {} : { externalId: input.externalId }),
		sessionName: input.sessionName,
	});
	return decision === "allowed" && allowsExtras(policy, input);
}

/** Session tags and a source identity need their own actions in the trust policy. */
function allowsExtras(policy: JsonObject, input: Input): boolean {
	const text = JSON.stringify(policy);
	const allows = (action: string) => text.includes(`"${action}"`) || text.includes('"sts:*"');
	if (input.hasTags && !allows("sts:TagSession")) return false;
	return input.sourceIdentity === undefined || allows("sts:SetSourceIdentity");
}

function readSessionPolicies(call: Call, input: Input, params: QueryParams): JsonObject[] | undefined {
	const inline = params.get("Policy");
	const arns = recordsParam(params, "PolicyArns").map((record) => record.arn ?? "");
	if (inline === undefined && arns.length === 0) return undefined;
	const account = accountOf(call.world, call.caller.partition, input.accountId);
	const managed = documentsOf(account, arns);
	return inline === undefined ? managed : [parseSessionPolicy(inline), ...managed];
}

function parseSessionPolicy(text: string): JsonObject {
	if (text.length > 2048)
		throw new AwsError("PackedPolicyTooLarge", "Packed size of session tags consumes more than allowed.");
	try {
		const policy: unknown = JSON.parse(text);
		if (isObject(policy) && policy.Statement !== undefined) return policy;
	} catch {
		// Falls through to the refusal below: AWS does not say where the JSON breaks.
	}
	throw new AwsError("MalformedPolicyDocument", "Syntax errors in policy.");
}

/** STS must be active in the region for the caller's account and for the role's. */
function requireActiveSts(call: Call, targetAccountId: string): void {
	const { world, caller, region } = call;
	const target = accountOf(world, caller.partition, targetAccountId);
	const isOff = world.state.faults.disabledRegions.some(
		(entry) =>
			entry.region === region &&
			(entry.account === undefined ||
				entry.account === targetAccountId ||
				entry.account === caller.accountId),
	);
	if (!isOff && (!isOptInRegion(region) || target.enabledRegions.includes(region))) return;
	throw new AwsError(
		"RegionDisabledException",
		`STS is not activated in this region for account:${targetAccountId}. Your account administrator can activate STS in this region using the IAM Console.`,
		403,
	);
}

export function openSession(
	call: Call,
	role: Role,
	input: Input,
	sessionPolicies: JsonObject[] | undefined,
): ReturnType<QueryAction> {
	const arn = `arn:${call.caller.partition}:sts::${input.accountId}:assumed-role/${role.name}/${input.sessionName}`;
	const session: Caller = {
		kind: "role",
		partition: call.caller.partition,
		accountId: input.accountId,
		arn,
		userId: `${role.id}:${input.sessionName}`,
		principalArn: role.arn,
		...(sessionPolicies === undefined ? {} : { sessionPolicies }),
		isSession: true,
	};
	const expiresAt = call.world.now() + input.durationSeconds * 1000;
	const issued = issueCredentials(session, expiresAt, uniqueId("ASIA").slice(0, 20));
	return {
		Credentials: {
			AccessKeyId: issued.accessKeyId,
			SecretAccessKey: issued.secretAccessKey,
			SessionToken: issued.sessionToken,
			Expiration: new Date(expiresAt),
		},
		AssumedRoleUser: { AssumedRoleId: session.userId, Arn: arn },
		...(sessionPolicies === undefined ? {} : { PackedPolicySize: 6 }),
		...(input.sourceIdentity === undefined ? {} : { SourceIdentity: input.sourceIdentity }),
	};
}
