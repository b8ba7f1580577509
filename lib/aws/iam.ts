import {
	type ContextEntry,
	type EvaluationResult,
	GetPolicyCommand,
	GetPolicyVersionCommand,
	GetRoleCommand,
	GetRolePolicyCommand,
	type IAMClient,
	IAMServiceException,
	ListAttachedRolePoliciesCommand,
	ListRolePoliciesCommand,
	SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import type { JsonValue } from "#lib/domain/check.ts";
import type { Sent } from "./perform.ts";
import type { NamedPolicy, RoleFacts, SimulatedAction } from "./port.ts";

export async function getRole(
	client: IAMClient,
	roleName: string,
	abortSignal: AbortSignal,
): Promise<Sent<RoleFacts>> {
	const output = await client.send(new GetRoleCommand({ RoleName: roleName }), { abortSignal });
	const role = output.Role;
	if (!role?.Arn) throw new Error("IAM answered without a role.");
	const value: RoleFacts = {
		arn: role.Arn,
		trustPolicy: policyDocument(role.AssumeRolePolicyDocument),
		tags: Object.fromEntries((role.Tags ?? []).map((tag) => [tag.Key ?? "", tag.Value ?? ""])),
		createdAt: role.CreateDate ?? null,
		permissionsBoundaryArn: role.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
	};
	return { value, requestId: output.$metadata.requestId };
}

// SimulatePrincipalPolicy takes many actions and resources at once and evaluates each with each.
const ACTIONS_PER_CALL = 100;

export async function simulate(
	client: IAMClient,
	call: {
		roleArn: string;
		actions: readonly string[];
		resources: readonly string[];
		requestedRegion?: string;
		context?: Readonly<Record<string, string>>;
	},
	abortSignal: AbortSignal,
): Promise<Sent<readonly SimulatedAction[]>> {
	const results: SimulatedAction[] = [];
	const region = call.requestedRegion === undefined ? {} : { "aws:RequestedRegion": call.requestedRegion };
	const context = Object.entries({ ...region, ...call.context }).map(contextEntry);
	let requestId: string | undefined;
	for (let from = 0; from < call.actions.length; from += ACTIONS_PER_CALL) {
		const actions = call.actions.slice(from, from + ACTIONS_PER_CALL);
		let marker: string | undefined;
		do {
			const output = await client.send(
				new SimulatePrincipalPolicyCommand({
					PolicySourceArn: call.roleArn,
					ActionNames: [...actions],
					ResourceArns: [...call.resources],
					...(context.length > 0 && { ContextEntries: context }),
					MaxItems: 1000,
					Marker: marker,
				}),
				{ abortSignal },
			);
			results.push(...(output.EvaluationResults ?? []).flatMap(simulatedActions));
			requestId = output.$metadata.requestId;
			marker = output.IsTruncated ? output.Marker : undefined;
		} while (marker !== undefined);
	}
	return { value: results, requestId };
}

function contextEntry([key, value]: readonly [string, string]): ContextEntry {
	return { ContextKeyName: key, ContextKeyType: "string", ContextKeyValues: [value] };
}

// One result per action; with several resources AWS adds one per resource, which says more.
function simulatedActions(result: EvaluationResult): readonly SimulatedAction[] {
	const action = result.EvalActionName ?? "";
	const allowedByOrganization = result.OrganizationsDecisionDetail?.AllowedByOrganizations ?? null;
	const perResource = result.ResourceSpecificResults ?? [];
	if (perResource.length === 0) {
		const resource = result.EvalResourceName ?? "*";
		const missing = missingContext(result.MissingContextValues);
		return [{ action, resource, decision: decision(result.EvalDecision), allowedByOrganization, ...missing }];
	}
	return perResource.map((specific) => ({
		action,
		resource: specific.EvalResourceName ?? "*",
		decision: decision(specific.EvalResourceDecision),
		allowedByOrganization,
		...missingContext(specific.MissingContextValues ?? result.MissingContextValues),
	}));
}

function missingContext(keys: readonly string[] = []): Pick<SimulatedAction, "missingContext"> {
	return keys.length === 0 ? {} : { missingContext: keys };
}

function decision(value: string | undefined): SimulatedAction["decision"] {
	if (value === "allowed" || value === "explicitDeny") return value;
	return "implicitDeny";
}

export async function rolePolicies(
	client: IAMClient,
	roleName: string,
	abortSignal: AbortSignal,
): Promise<Sent<readonly NamedPolicy[]>> {
	const [inlineNames, attached] = await Promise.all([
		inlinePolicyNames(client, roleName, abortSignal),
		attachedPolicies(client, roleName, abortSignal),
	]);
	const policies = await Promise.all([
		...inlineNames.map((name) => inlinePolicy(client, roleName, name, abortSignal)),
		...attached.map(({ name, arn }) => managedPolicy(client, name, arn, abortSignal)),
	]);
	return { value: policies, requestId: undefined };
}

async function inlinePolicyNames(
	client: IAMClient,
	roleName: string,
	abortSignal: AbortSignal,
): Promise<string[]> {
	const names: string[] = [];
	let marker: string | undefined;
	do {
		const command = new ListRolePoliciesCommand({ RoleName: roleName, Marker: marker });
		const output = await client.send(command, { abortSignal });
		names.push(...(output.PolicyNames ?? []));
		marker = output.IsTruncated ? output.Marker : undefined;
	} while (marker !== undefined);
	return names;
}

async function attachedPolicies(
	client: IAMClient,
	roleName: string,
	abortSignal: AbortSignal,
): Promise<{ name: string; arn: string }[]> {
	const attached: { name: string; arn: string }[] = [];
	let marker: string | undefined;
	do {
		const command = new ListAttachedRolePoliciesCommand({ RoleName: roleName, Marker: marker });
		const output = await client.send(command, { abortSignal });
		for (const policy of output.AttachedPolicies ?? []) {
			if (policy.PolicyArn)
				attached.push({ name: policy.PolicyName ?? policy.PolicyArn, arn: policy.PolicyArn });
		}
		marker = output.IsTruncated ? output.Marker : undefined;
	} while (marker !== undefined);
	return attached;
}

async function inlinePolicy(
	client: IAMClient,
	roleName: string,
	name: string,
	abortSignal: AbortSignal,
): Promise<NamedPolicy> {
	const command = new GetRolePolicyCommand({ RoleName: roleName, PolicyName: name });
	const output = await client.send(command, { abortSignal });
	return { name, arn: null, document: policyDocument(output.PolicyDocument) };
}

async function managedPolicy(
	client: IAMClient,
	name: string,
	arn: string,
	abortSignal: AbortSignal,
): Promise<NamedPolicy> {
	// AWS's own policies are public knowledge and outside what a role of ours may read.
	if (/^arn:[\w-]+:iam::aws:policy\//.test(arn)) return { name, arn, document: null };
	try {
		const policy = await client.send(new GetPolicyCommand({ PolicyArn: arn }), { abortSignal });
		const VersionId = policy.Policy?.DefaultVersionId;
		const command = new GetPolicyVersionCommand({ PolicyArn: arn, VersionId });
		const version = await client.send(command, { abortSignal });
		return { name, arn, document: policyDocument(version.PolicyVersion?.Document) };
	} catch (error) {
		// A role of ours may read the policies of its own stack only; others are named without their text.
		if (error instanceof IAMServiceException && error.name.startsWith("AccessDenied")) {
			return { name, arn, document: null };
		}
		throw error;
	}
}

/** IAM sends policy documents percent-encoded. Null: not JSON. */
export function policyDocument(encoded: string | undefined): JsonValue {
	if (encoded === undefined) return null;
	try {
		const parsed: JsonValue = JSON.parse(decodeURIComponent(encoded));
		return parsed;
	} catch {
		return null;
	}
}
