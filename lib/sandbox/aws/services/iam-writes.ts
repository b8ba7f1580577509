import { authorize } from "../caller.ts";
import { attach, changeTrust } from "../cloudformation/role-resource.ts";
import { AwsError } from "../errors.ts";
import { isObject, type JsonObject, listOf } from "../json.ts";
import type { Call, QueryAction, QueryParams } from "../service.ts";
import { recordsParam } from "../service.ts";
import type { Account, Role } from "../state.ts";
import { findRole, uniqueId } from "../world.ts";
import { accountOfCaller, noSuchRole } from "./iam-lookup.ts";

const MANAGED_LIMIT = 6_144;
const INLINE_LIMIT = 10_240;

/** What a person does by hand in IAM: https://docs.aws.amazon.com/IAM/latest/APIReference/ */
export const iamWrites: Readonly<Record<string, QueryAction>> = {
	CreateRole: createRole,
	UpdateAssumeRolePolicy: (call, params) => {
		const role = roleOf(call, params, "iam:UpdateAssumeRolePolicy");
		const { propagationDelayMs } = call.world.state.faults;
		changeTrust(role, documentOf(params, "PolicyDocument"), call.world.now(), propagationDelayMs);
		call.world.changed();
		return {};
	},
	PutRolePolicy: (call, params) => {
		const role = roleOf(call, params, "iam:PutRolePolicy");
		role.inline[params.get("PolicyName") ?? ""] = documentOf(params, "PolicyDocument", INLINE_LIMIT);
		call.world.changed();
		return {};
	},
	CreatePolicy: createPolicy,
	AttachRolePolicy: (call, params) => {
		const role = roleOf(call, params, "iam:AttachRolePolicy");
		const arn = params.get("PolicyArn") ?? "";
		try {
			attach(accountOfCaller(call), role, arn);
		} catch {
			throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
		}
		call.world.changed();
		return {};
	},
	TagRole: (call, params) => {
		const role = roleOf(call, params, "iam:TagRole");
		Object.assign(role.tags, tagsOf(params));
		call.world.changed();
		return {};
	},
};

function noSuchEntity(message: string): AwsError {
	return new AwsError("NoSuchEntity", message, 404);
}

function tagsOf(params: QueryParams): Record<string, string> {
	return Object.fromEntries(recordsParam(params, "Tags").map(({ Key = "", Value = "" }) => [Key, Value]));
}

function roleOf(call: Call, params: QueryParams, action: string): Role {
	const name = params.get("RoleName") ?? "";
	const account = accountOfCaller(call);
	const role = findRole(account, name);
	authorize(call.world, call.caller, action, role?.arn ?? roleArn(account, "/", name));
	if (role === undefined) throw noSuchRole(name);
	return role;
}

function roleArn(account: Account, path: string, name: string): string {
	return `arn:${account.partition}:iam::${account.id}:role${path}${name}`;
}

/** IAM counts a document without white space. */
function documentOf(params: QueryParams, name: string, limit = 2_048): JsonObject {
	const text = params.get(name) ?? "";
	const document = parsed(text);
	if (!isObject(document) || listOf(document.Statement).length === 0)
		throw new AwsError("MalformedPolicyDocument", "Syntax errors in policy.");
	if (JSON.stringify(document).replace(/\s/g, "").length > limit)
		throw new AwsError("LimitExceeded", `Cannot exceed quota for PolicySize: ${limit}`, 409);
	return document;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function createRole(call: Call, params: QueryParams) {
	const account = accountOfCaller(call);
	const name = params.get("RoleName") ?? "";
	const path = params.get("Path") ?? "/";
	const arn = roleArn(account, path, name);
	authorize(call.world, call.caller, "iam:CreateRole", arn);
	if (!/^[\w+=,.@-]{1,64}$/.test(name))
		throw new AwsError("ValidationError", "The specified value for roleName is invalid.");
	if (findRole(account, name) !== undefined)
		throw new AwsError("EntityAlreadyExists", `Role with name ${name} already exists.`, 409);
	const now = call.world.now();
	const trustPolicy = documentOf(params, "AssumeRolePolicyDocument");
	const role: Role = {
		name,
		path,
		arn,
		id: uniqueId("AROA"),
		createdAt: now,
		description: params.get("Description") ?? "",
		maxSessionSeconds: Number(params.get("MaxSessionDuration") ?? 3600),
		trustPolicy,
		previousTrustPolicy: null,
		trustEffectiveAt: now + call.world.state.faults.propagationDelayMs,
		inline: {},
		attached: [],
		boundaryArn: params.get("PermissionsBoundary") ?? null,
		tags: tagsOf(params),
	};
	account.roles[name] = role;
	call.world.changed();
	return {
		Role: {
			Path: path,
			RoleName: name,
			RoleId: role.id,
			Arn: arn,
			CreateDate: new Date(now),
			AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trustPolicy)),
		},
	};
}

function createPolicy(call: Call, params: QueryParams) {
	const account = accountOfCaller(call);
	const name = params.get("PolicyName") ?? "";
	const path = params.get("Path") ?? "/";
	const arn = `arn:${account.partition}:iam::${account.id}:policy${path}${name}`;
	authorize(call.world, call.caller, "iam:CreatePolicy", arn);
	if (account.policies[arn] !== undefined)
		throw new AwsError("EntityAlreadyExists", `A policy called ${name} already exists.`, 409);
	const document = documentOf(params, "PolicyDocument", MANAGED_LIMIT);
	const createdAt = call.world.now();
	account.policies[arn] = {
		arn,
		name,
		path,
		id: uniqueId("ANPA"),
		createdAt,
		description: params.get("Description") ?? "",
		versions: [{ id: "v1", document, createdAt }],
		defaultVersionId: "v1",
	};
	call.world.changed();
	return {
		Policy: {
			PolicyName: name,
			Arn: arn,
			Path: path,
			DefaultVersionId: "v1",
			CreateDate: new Date(createdAt),
		},
	};
}
