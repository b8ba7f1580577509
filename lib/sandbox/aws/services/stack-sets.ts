import { authorize, denialOf } from "../caller.ts";
import {
	requireAdministration,
	requireStackSet,
	stackSetAccountKey,
	stackSetArn,
	stackSetsIn,
} from "../cloudformation/stack-set-access.ts";
import { placeKey } from "../cloudformation/stack-set-targets.ts";
import {
	createInstances,
	createStackSet,
	deleteInstances,
	deleteStackSet,
	updateInstances,
	updateStackSet,
} from "../cloudformation/stack-sets.ts";
import { AwsError, accessDenied } from "../errors.ts";
import { findOrganization, type InOrganization } from "../organization.ts";
import { STACK_SETS_PRINCIPAL } from "../organization-state.ts";
import { type Call, listParam, pageOf, type QueryAction, type QueryParams } from "../service.ts";
import type { StackSet } from "../stack-set-state.ts";
import { accountOf } from "../world.ts";
import {
	callAs,
	definitionOf,
	filtered,
	operationOf,
	overridesOf,
	requireServiceManaged,
	runOf,
	targetsOf,
} from "./stack-set-params.ts";
import { instanceXml, operationXml, stackSetXml, summaryXml } from "./stack-set-xml.ts";

const A_PAGE = 100;

/** Stack sets: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html and its neighbours. */
export const stackSetActions: Readonly<Record<string, QueryAction>> = {
	CreateStackSet: (call, params) => {
		const name = params.get("StackSetName") ?? "";
		permit(call, "CreateStackSet", stackSetAccountKey(call.world, call.caller, callAs(params)), `${name}:*`);
		requireServiceManaged(params);
		const found = requireAdministration(call.world, call.caller, callAs(params));
		const input = { ...definitionOf(call, params, null), name, region: call.region };
		return { StackSetId: createStackSet(call.world, found, input).id };
	},
	UpdateStackSet: (call, params) => {
		const set = named(call, params, "UpdateStackSet");
		const found = requireAdministration(call.world, call.caller, callAs(params));
		const hasTargets = listParam(params, "DeploymentTargets.OrganizationalUnitIds").length > 0;
		const operation = updateStackSet(call.world, found, set, definitionOf(call, params, set), {
			...runOf(params),
			targets: hasTargets ? targetsOf(params) : null,
		});
		return { OperationId: operation.id };
	},
	DeleteStackSet: (call, params) => {
		deleteStackSet(call.world, named(call, params, "DeleteStackSet"));
		return {};
	},
	DescribeStackSet: (call, params) => ({
		StackSet: stackSetXml(call, named(call, params, "DescribeStackSet")),
	}),
	ListStackSets: (call, params) => {
		const key = stackSetAccountKey(call.world, call.caller, callAs(params));
		authorize(call.world, call.caller, "cloudformation:ListStackSets", "*");
		const status = params.get("Status");
		const sets = stackSetsIn(call.world, key, call.region).filter(
			(set) => status === undefined || set.status === status,
		);
		const { items, ...next } = pageOf(sets, params, A_PAGE);
		return { Summaries: items.map(summaryXml), ...next };
	},
	CreateStackInstances: (call, params) => {
		const set = named(call, params, "CreateStackInstances");
		const found = requireAdministration(call.world, call.caller, callAs(params));
		const run = { ...runOf(params), overrides: overridesOf(params) };
		return { OperationId: createInstances(call.world, found, set, targetsOf(params), run).id };
	},
	UpdateStackInstances: (call, params) => {
		const set = named(call, params, "UpdateStackInstances");
		const found = requireAdministration(call.world, call.caller, callAs(params));
		const run = { ...runOf(params), overrides: overridesOf(params) };
		return { OperationId: updateInstances(call.world, found, set, targetsOf(params), run).id };
	},
	DeleteStackInstances: (call, params) => {
		const set = named(call, params, "DeleteStackInstances");
		const found = requireAdministration(call.world, call.caller, callAs(params));
		const run = { ...runOf(params), retainsStacks: params.get("RetainStacks") === "true" };
		return { OperationId: deleteInstances(call.world, found, set, targetsOf(params), run).id };
	},
	ListStackInstances: (call, params) => {
		const set = named(call, params, "ListStackInstances");
		const { items, ...next } = pageOf(filtered(set, params), params, A_PAGE);
		return { Summaries: items.map((instance) => instanceXml(set, instance)), ...next };
	},
	DescribeStackInstance: (call, params) => {
		const set = named(call, params, "DescribeStackInstance");
		const [accountId, region] = [
			params.get("StackInstanceAccount") ?? "",
			params.get("StackInstanceRegion") ?? "",
		];
		const instance = set.instances[placeKey({ accountId, region })];
		if (instance === undefined)
			throw new AwsError(
				"StackInstanceNotFoundException",
				`Stack Instance not found for StackSet ${set.id}, account ${accountId} and region ${region}`,
				404,
			);
		const ParameterOverrides = Object.entries(instance.overrides).map(([ParameterKey, ParameterValue]) => ({
			ParameterKey,
			ParameterValue,
		}));
		return { StackInstance: { ...instanceXml(set, instance), ParameterOverrides } };
	},
	DescribeStackSetOperation: (call, params) => {
		const set = named(call, params, "DescribeStackSetOperation");
		return { StackSetOperation: operationXml(set, operationOf(set, params)) };
	},
	ListStackSetOperations: (call, params) => {
		const set = named(call, params, "ListStackSetOperations");
		const { items, ...next } = pageOf(set.operations, params, A_PAGE);
		return { Summaries: items.map((operation) => operationXml(set, operation)), ...next };
	},
	ListStackSetOperationResults: (call, params) => {
		const set = named(call, params, "ListStackSetOperationResults");
		const results = Object.entries(operationOf(set, params).results);
		const { items, ...next } = pageOf(results, params, A_PAGE);
		return {
			Summaries: items.map(([key, { status, reason, unitId }]) => ({
				Account: key.split("/")[0],
				Region: key.split("/")[1],
				Status: status,
				StatusReason: reason,
				OrganizationalUnitId: unitId,
			})),
			...next,
		};
	},
	ActivateOrganizationsAccess: (call) => {
		const { organization } = managed(call, "ActivateOrganizationsAccess");
		organization.isStackSetsActivated = true;
		if (!organization.trustedServices.some(({ principal }) => principal === STACK_SETS_PRINCIPAL))
			organization.trustedServices.push({ principal: STACK_SETS_PRINCIPAL, enabledAt: call.world.now() });
		call.world.changed();
		return {};
	},
	DeactivateOrganizationsAccess: (call) => {
		const { organization } = managed(call, "DeactivateOrganizationsAccess");
		organization.isStackSetsActivated = false;
		call.world.changed();
		return {};
	},
	DescribeOrganizationsAccess: (call) => {
		authorize(call.world, call.caller, "cloudformation:DescribeOrganizationsAccess", "*");
		const found = findOrganization(
			call.world,
			accountOf(call.world, call.caller.partition, call.caller.accountId),
		);
		return { Status: found?.organization.isStackSetsActivated ? "ENABLED" : "DISABLED" };
	},
};

/**
 * The set is in the management account. What a delegated administrator's policies name is not documented:
 * either account's ARN counts here.
 */
function permit(call: Call, action: string, key: string, id: string): void {
	const { world, caller, region } = call;
	const own = `${caller.partition}/${caller.accountId}`;
	const denials = [...new Set([key, own])].map((accountKey) =>
		denialOf(world, caller, `cloudformation:${action}`, stackSetArn({ accountKey, region, id })),
	);
	const [denial] = denials;
	if (denials.every((one) => one !== null)) throw accessDenied(denial ?? "");
}

function named(call: Call, params: QueryParams, action: string): StackSet {
	const name = params.get("StackSetName") ?? "";
	const key = stackSetAccountKey(call.world, call.caller, callAs(params));
	const known = stackSetsIn(call.world, key, call.region).find((set) => set.id === name || set.name === name);
	permit(call, action, key, known?.id ?? `${name}:*`);
	return requireStackSet(call.world, key, call.region, name);
}

function managed(call: Call, action: string): InOrganization {
	authorize(call.world, call.caller, `cloudformation:${action}`, "*");
	const account = accountOf(call.world, call.caller.partition, call.caller.accountId);
	const found = findOrganization(call.world, account);
	if (found === null || found.management !== account)
		throw new AwsError(
			"InvalidOperationException",
			"You must be the management account of an organization to change organizations access",
		);
	return found;
}
