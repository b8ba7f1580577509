import type { CallAs } from "../cloudformation/stack-set-access.ts";
import { preferencesFrom } from "../cloudformation/stack-set-preferences.ts";
import type { TargetRequest } from "../cloudformation/stack-set-targets.ts";
import type { Definition } from "../cloudformation/stack-sets.ts";
import { bodyOf } from "../cloudformation/template-store.ts";
import { AwsError, validationError } from "../errors.ts";
import { type Call, listParam, type QueryParams, recordsParam } from "../service.ts";
import type { Overrides, StackSet, StackSetInstance, StackSetOperation } from "../stack-set-state.ts";
import { readTemplate } from "./cloudformation.ts";

export function callAs(params: QueryParams): CallAs {
	return params.get("CallAs") === "DELEGATED_ADMIN" ? "DELEGATED_ADMIN" : "SELF";
}

export function requireServiceManaged(params: QueryParams): void {
	if (params.get("PermissionModel") !== "SERVICE_MANAGED")
		throw validationError("The sandbox plays service-managed stack sets only.");
}

export function definitionOf(call: Call, params: QueryParams, previous: StackSet | null): Definition {
	const usePrevious = params.get("UsePreviousTemplate") === "true";
	const templateBody =
		usePrevious && previous !== null ? bodyOf(call.world, previous) : readTemplate(call, params);
	const isOn = params.get("AutoDeployment.Enabled");
	const isManaged = params.get("ManagedExecution.Active");
	const tags = recordsParam(params, "Tags").map((tag) => [tag.Key ?? "", tag.Value ?? ""]);
	return {
		description: params.get("Description") ?? previous?.description ?? "",
		templateBody,
		parameters: recordsParam(params, "Parameters").map((entry) => ({
			key: entry.ParameterKey ?? "",
			value: entry.ParameterValue,
			usePrevious: entry.UsePreviousValue === "true",
		})),
		capabilities: listParam(params, "Capabilities"),
		tags: tags.length > 0 ? Object.fromEntries(tags) : (previous?.tags ?? {}),
		autoDeployment:
			isOn === undefined
				? (previous?.autoDeployment ?? null)
				: {
						isOn: isOn === "true",
						retainsStacks: params.get("AutoDeployment.RetainStacksOnAccountRemoval") === "true",
					},
		isManagedExecutionOn:
			isManaged === undefined ? (previous?.isManagedExecutionOn ?? false) : isManaged === "true",
	};
}

export function runOf(params: QueryParams) {
	return {
		preferences: preferencesFrom(
			(name) => params.get(`OperationPreferences.${name}`),
			listParam(params, "OperationPreferences.RegionOrder"),
		),
		operationId: params.get("OperationId") ?? null,
	};
}

const FILTERS = ["NONE", "UNION", "INTERSECTION", "DIFFERENCE"] as const;

export function targetsOf(params: QueryParams): TargetRequest {
	if (params.has("DeploymentTargets.AccountsUrl"))
		throw validationError("The sandbox does not play AccountsUrl: name the accounts in Accounts.");
	const accounts = listParam(params, "DeploymentTargets.Accounts");
	const asked = params.get("DeploymentTargets.AccountFilterType");
	const fallback = accounts.length > 0 ? "UNION" : "NONE";
	return {
		unitIds: listParam(params, "DeploymentTargets.OrganizationalUnitIds"),
		accounts,
		filter: FILTERS.find((filter) => filter === asked) ?? fallback,
		regions: listParam(params, "Regions"),
	};
}

/** Left out: the instances keep theirs. An empty list takes them all back. */
export function overridesOf(params: QueryParams): Overrides | null {
	const entries = recordsParam(params, "ParameterOverrides");
	if (entries.length === 0 && !params.has("ParameterOverrides")) return null;
	const isKept = (entry: Record<string, string>) => entry.UsePreviousValue === "true";
	return {
		values: Object.fromEntries(
			entries
				.filter((entry) => !isKept(entry))
				.map((entry) => [entry.ParameterKey ?? "", entry.ParameterValue ?? ""]),
		),
		kept: entries.filter(isKept).map((entry) => entry.ParameterKey ?? ""),
	};
}

export function filtered(set: StackSet, params: QueryParams): StackSetInstance[] {
	const [account, region] = [params.get("StackInstanceAccount"), params.get("StackInstanceRegion")];
	const filters = recordsParam(params, "Filters");
	return Object.values(set.instances).filter(
		(instance) =>
			(account === undefined || instance.accountId === account) &&
			(region === undefined || instance.region === region) &&
			filters.every(({ Name, Values = "" }) => {
				if (Name === "DETAILED_STATUS") return Values.split(",").includes(instance.detail);
				return Name !== "LAST_OPERATION_ID" || Values === instance.lastOperationId;
			}),
	);
}

export function operationOf(set: StackSet, params: QueryParams): StackSetOperation {
	const id = params.get("OperationId") ?? "";
	const operation = set.operations.find((candidate) => candidate.id === id);
	if (operation === undefined)
		throw new AwsError("OperationNotFoundException", `Operation ${id} not found for StackSet ${set.id}`, 404);
	return operation;
}
