import { authorize, policyDocument } from "../caller.ts";
import { AwsError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { awsManagedPolicy } from "../policy/aws-managed.ts";
import type { Call, QueryAction, QueryParams } from "../service.ts";
import type { Account, ManagedPolicy, Role } from "../state.ts";
import { findRole } from "../world.ts";
import type { XmlValue } from "../xml.ts";
import { accountOfCaller, noSuchRole } from "./iam-lookup.ts";
import { simulatePrincipalPolicy } from "./iam-simulate.ts";
import { iamWrites } from "./iam-writes.ts";

/** Actions of IAM: https://docs.aws.amazon.com/IAM/latest/APIReference/ */
export const iamActions: Readonly<Record<string, QueryAction>> = {
	GetRole: onRole("iam:GetRole", (role) => ({ Role: roleXml(role) })),
	ListRoleTags: onRole("iam:ListRoleTags", (role) => ({ Tags: tagsXml(role), IsTruncated: false })),
	ListRolePolicies: onRole("iam:ListRolePolicies", (role) => ({
		PolicyNames: Object.keys(role.inline),
		IsTruncated: false,
	})),
	ListAttachedRolePolicies: onRole("iam:ListAttachedRolePolicies", (role) => ({
		AttachedPolicies: role.attached.map((arn) => ({
			PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
			PolicyArn: arn,
		})),
		IsTruncated: false,
	})),
	GetRolePolicy: onRole("iam:GetRolePolicy", getRolePolicy),
	GetPolicy: (call, params) => ({ Policy: policyXml(call, params) }),
	GetPolicyVersion: getPolicyVersion,
	SimulatePrincipalPolicy: simulatePrincipalPolicy,
	...iamWrites,
};

function onRole(action: string, answer: (role: Role, params: QueryParams) => XmlValue): QueryAction {
	return (call, params) => {
		const name = params.get("RoleName") ?? "";
		const account = accountOfCaller(call);
		const role = findRole(account, name);
		const arn = role?.arn ?? `arn:${account.partition}:iam::${account.id}:role/${name}`;
		authorize(call.world, call.caller, action, arn);
		if (role === undefined) throw noSuchRole(name);
		return answer(role, params);
	};
}

/** IAM hands documents out percent-encoded (RFC 3986). */
function encodeDocument(document: JsonObject): string {
	return encodeURIComponent(JSON.stringify(document)).replace(
		/[!'()*]/g,
		(c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

function tagsXml(role: Role): XmlValue {
	return Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value }));
}

function roleXml(role: Role): XmlValue {
	return {
		Path: role.path,
		RoleName: role.name,
		RoleId: role.id,
		Arn: role.arn,
		CreateDate: new Date(role.createdAt),
		AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
		Description: role.description,
		MaxSessionDuration: role.maxSessionSeconds,
		...(role.boundaryArn === null
			? {}
			: {
					PermissionsBoundary: {
						PermissionsBoundaryType: "Policy",
						PermissionsBoundaryArn: role.boundaryArn,
					},
				}),
		...(Object.keys(role.tags).length > 0 ? { Tags: tagsXml(role) } : {}),
	};
}

function getRolePolicy(role: Role, params: QueryParams): XmlValue {
	const name = params.get("PolicyName") ?? "";
	const document = role.inline[name];
	if (document === undefined)
		throw new AwsError("NoSuchEntity", `The role policy with name ${name} cannot be found.`, 404);
	return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeDocument(document) };
}

function noSuchPolicy(arn: string): AwsError {
	return new AwsError("NoSuchEntity", `Policy ${arn} was not found.`, 404);
}

function attachmentCount(account: Account, arn: string): number {
	return Object.values(account.roles).filter((role) => role.attached.includes(arn)).length;
}

function policyXml(call: Call, params: QueryParams): XmlValue {
	const arn = params.get("PolicyArn") ?? "";
	const account = accountOfCaller(call);
	authorize(call.world, call.caller, "iam:GetPolicy", arn);
	const policy = account.policies[arn];
	if (policy === undefined && awsManagedPolicy(arn) === undefined) throw noSuchPolicy(arn);
	const createdAt = new Date(policy?.createdAt ?? Date.UTC(2015, 1, 6));
	return {
		PolicyName: policy?.name ?? arn.slice(arn.lastIndexOf("/") + 1),
		PolicyId: policy?.id ?? "ANPAAWSMANAGEDPOLICY0",
		Arn: arn,
		Path: policy?.path ?? "/",
		DefaultVersionId: policy?.defaultVersionId ?? "v1",
		AttachmentCount: attachmentCount(account, arn),
		PermissionsBoundaryUsageCount: 0,
		IsAttachable: true,
		CreateDate: createdAt,
		UpdateDate: new Date(policy?.versions.at(-1)?.createdAt ?? createdAt),
	};
}

function getPolicyVersion(call: Call, params: QueryParams): XmlValue {
	const arn = params.get("PolicyArn") ?? "";
	const id = params.get("VersionId") ?? "";
	authorize(call.world, call.caller, "iam:GetPolicyVersion", arn);
	const account = accountOfCaller(call);
	const policy = account.policies[arn];
	if (policy === undefined && awsManagedPolicy(arn) === undefined) throw noSuchPolicy(arn);
	const found = policy === undefined ? awsVersion(account, arn, id) : ownVersion(policy, id);
	if (found === undefined)
		throw new AwsError(
			"NoSuchEntity",
			`Policy ${arn} version ${id} does not exist or is not attachable.`,
			404,
		);
	return { PolicyVersion: found };
}

function ownVersion(policy: ManagedPolicy, id: string): XmlValue {
	const version = policy.versions.find((candidate) => candidate.id === id);
	if (version === undefined) return undefined;
	return {
		Document: encodeDocument(version.document),
		VersionId: id,
		IsDefaultVersion: id === policy.defaultVersionId,
		CreateDate: new Date(version.createdAt),
	};
}

function awsVersion(account: Account, arn: string, id: string): XmlValue {
	const document = policyDocument(account, arn);
	if (document === undefined || id !== "v1") return undefined;
	return {
		Document: encodeDocument(document),
		VersionId: id,
		IsDefaultVersion: true,
		CreateDate: new Date(Date.UTC(2015, 1, 6)),
	};
}
