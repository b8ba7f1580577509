import { authorize, contextOf, findAccountOfArn, nameOf, rolePolicySet } from "../caller.ts";
import { AwsError, validationError } from "../errors.ts";
import { evaluate, type PolicySet } from "../policy/evaluate.ts";
import { type Call, listParam, type QueryParams, recordsParam } from "../service.ts";
import type { Account, Role } from "../state.ts";
import { findRole } from "../world.ts";
import type { XmlValue } from "../xml.ts";
import { accountOfCaller, noSuchRole } from "./iam-lookup.ts";

/** Results come in pages of at most so many, whatever MaxItems asks for. */
const PAGE_SIZE = 25;

/**
 * What the role's own policies, its boundary and the organization allow. Session policies and the
 * caller's session context are not part of it, as with the real one.
 */
export function simulatePrincipalPolicy(call: Call, params: QueryParams): XmlValue {
	const sourceArn = params.get("PolicySourceArn") ?? "";
	authorize(call.world, call.caller, "iam:SimulatePrincipalPolicy", sourceArn);
	const actions = readActions(params);
	const resources = listParam(params, "ResourceArns");
	const account = accountOfCaller(call);
	const role = findRole(account, nameOf(sourceArn));
	if (findAccountOfArn(sourceArn) !== account.id)
		throw new AwsError(
			"InvalidInput",
			`Invalid Entity Arn: ${sourceArn} does not clearly define entity type and name.`,
		);
	if (role === undefined || role.arn !== sourceArn) throw noSuchRole(nameOf(sourceArn));
	const context = readContext(params);
	const pairs = actions.flatMap((action) =>
		(resources.length === 0 ? ["*"] : resources).map((resource) => ({ action, resource })),
	);
	return page(pairs, params, (pair) => simulate(call, account, role, pair, context));
}

function readActions(params: QueryParams): string[] {
	const actions = listParam(params, "ActionNames");
	if (actions.length === 0)
		throw validationError(
			"1 validation error detected: Value null at 'actionNames' failed to satisfy constraint: Member must not be null",
		);
	for (const action of actions)
		if (!/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action))
			throw new AwsError("InvalidInput", `Invalid Action: ${action}`);
	return actions;
}

function readContext(params: QueryParams): Record<string, string> {
	const entries = recordsParam(params, "ContextEntries");
	return Object.fromEntries(
		entries.map((entry) => [
			(entry.ContextKeyName ?? "").toLowerCase(),
			entry["ContextKeyValues.member.1"] ?? "",
		]),
	);
}

function page<T>(all: readonly T[], params: QueryParams, show: (item: T) => XmlValue): XmlValue {
	const start = Number(params.get("Marker") ?? 0);
	const size = Math.min(PAGE_SIZE, Number(params.get("MaxItems") ?? PAGE_SIZE));
	if (!Number.isInteger(start) || start < 0 || start > all.length)
		throw new AwsError("InvalidInput", "Invalid Marker.");
	const end = start + size;
	return {
		IsTruncated: end < all.length,
		...(end < all.length ? { Marker: String(end) } : {}),
		EvaluationResults: all.slice(start, end).map(show),
	};
}

function simulate(
	call: Call,
	account: Account,
	role: Role,
	{ action, resource }: { readonly action: string; readonly resource: string },
	extra: Readonly<Record<string, string>>,
): XmlValue {
	const policies = rolePolicySet(call.world, account, role);
	const principal = { ...call.caller, kind: "role", userId: role.id, principalArn: role.arn } as const;
	const request = { action, resource, context: { ...contextOf(principal), ...extra } };
	const decision = evaluate(policies, request);
	const isOrganizationDenied = decision.kind === "explicitDeny" && decision.by === "organization";
	return {
		EvalActionName: action,
		EvalResourceName: resource,
		EvalDecision: decision.kind,
		MatchedStatements: [],
		MissingContextValues: [],
		OrganizationsDecisionDetail: { AllowedByOrganizations: !isOrganizationDenied },
		...boundaryDetail(policies, request),
	};
}

function boundaryDetail(policies: PolicySet, request: Parameters<typeof evaluate>[1]): XmlValue & object {
	if (policies.boundary === undefined) return {};
	const alone = evaluate({ identity: [policies.boundary], organizationDenies: [] }, request);
	return { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: alone.kind === "allowed" } };
}
