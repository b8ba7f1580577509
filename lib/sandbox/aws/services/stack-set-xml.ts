import { stackSetArn } from "../cloudformation/stack-set-access.ts";
import { bodyOf, templateOf } from "../cloudformation/template-store.ts";
import type { Call } from "../service.ts";
import type { StackSet, StackSetInstance, StackSetOperation } from "../stack-set-state.ts";
import type { XmlValue } from "../xml.ts";

export function summaryXml(set: StackSet): XmlValue & object {
	return {
		StackSetName: set.name,
		StackSetId: set.id,
		Description: set.description === "" ? undefined : set.description,
		Status: set.status,
		PermissionModel: "SERVICE_MANAGED",
		AutoDeployment:
			set.autoDeployment === null
				? undefined
				: {
						Enabled: set.autoDeployment.isOn,
						RetainStacksOnAccountRemoval: set.autoDeployment.retainsStacks,
					},
		ManagedExecution: { Active: set.isManagedExecutionOn },
	};
}

export function stackSetXml({ world }: Call, set: StackSet): XmlValue {
	return {
		...summaryXml(set),
		StackSetARN: stackSetArn(set),
		TemplateBody: bodyOf(world, set),
		Parameters: templateOf(world, set).parameters.map(({ key, noEcho }) => ({
			ParameterKey: key,
			ParameterValue: noEcho ? "****" : set.parameters[key],
		})),
		Capabilities: set.capabilities,
		Tags: Object.entries(set.tags).map(([Key, Value]) => ({ Key, Value })),
		OrganizationalUnitIds: set.targets.map(({ unitId }) => unitId),
		Regions: [...new Set(set.targets.flatMap(({ regions }) => regions))],
	};
}

export function instanceXml(set: StackSet, instance: StackSetInstance): XmlValue & object {
	return {
		StackSetId: set.id,
		Region: instance.region,
		Account: instance.accountId,
		StackId: instance.stackId,
		Status: instance.status,
		StatusReason: instance.reason,
		StackInstanceStatus: { DetailedStatus: instance.detail },
		OrganizationalUnitId: instance.unitId,
		DriftStatus: "NOT_CHECKED",
		LastOperationId: instance.lastOperationId,
	};
}

export function operationXml(set: StackSet, operation: StackSetOperation): XmlValue {
	const { preferences, unitIds } = operation;
	const { failureTolerance: tolerance, maxConcurrent: most } = preferences;
	const failed = Object.values(operation.results).filter(({ status }) => status === "FAILED").length;
	return {
		OperationId: operation.id,
		StackSetId: set.id,
		Action: operation.action,
		Status: operation.status,
		OperationPreferences: {
			RegionConcurrencyType: preferences.regionConcurrency,
			RegionOrder: preferences.regionOrder,
			FailureToleranceCount: tolerance.kind === "count" ? tolerance.count : undefined,
			FailureTolerancePercentage: tolerance.kind === "percent" ? tolerance.percent : undefined,
			MaxConcurrentCount: most.kind === "count" ? most.count : undefined,
			MaxConcurrentPercentage: most.kind === "percent" ? most.percent : undefined,
			ConcurrencyMode: preferences.isSoft ? "SOFT_FAILURE_TOLERANCE" : "STRICT_FAILURE_TOLERANCE",
		},
		RetainStacks: operation.action === "DELETE" ? operation.retainsStacks : undefined,
		CreationTimestamp: new Date(operation.createdAt),
		EndTimestamp: operation.endedAt === null ? undefined : new Date(operation.endedAt),
		DeploymentTargets: { OrganizationalUnitIds: unitIds },
		StatusDetails: { FailedStackInstancesCount: failed },
	};
}
