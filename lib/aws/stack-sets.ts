import {
	type CloudFormationClient,
	DescribeStackSetCommand,
	DescribeStackSetOperationCommand,
	ListStackInstancesCommand,
	ListStackSetOperationsCommand,
} from "@aws-sdk/client-cloudformation";
import type { Page } from "./pages.ts";
import type { Sent } from "./perform.ts";
import type { StackInstanceFacts, StackSetCall, StackSetFacts, StackSetOperationFacts } from "./port.ts";

export async function describeStackSet(
	client: CloudFormationClient,
	call: StackSetCall,
	abortSignal: AbortSignal,
): Promise<Sent<StackSetFacts>> {
	const output = await client.send(new DescribeStackSetCommand(named(call)), { abortSignal });
	const set = output.StackSet ?? {};
	const value = {
		name: set.StackSetName ?? call.stackSetName,
		id: set.StackSetId ?? "",
		status: set.Status ?? "",
		permissionModel: set.PermissionModel ?? "SELF_MANAGED",
		isAutoDeploymentOn: set.AutoDeployment?.Enabled ?? null,
		isManagedExecutionOn: set.ManagedExecution?.Active ?? null,
		parameters: Object.fromEntries(
			(set.Parameters ?? []).flatMap(({ ParameterKey, ParameterValue }) =>
				ParameterKey === undefined ? [] : [[ParameterKey, ParameterValue ?? ""]],
			),
		),
		unitIds: set.OrganizationalUnitIds ?? [],
	};
	return { value, requestId: output.$metadata.requestId };
}

const MOST_INSTANCES_A_PAGE = 100;

export async function stackInstancesPage(
	client: CloudFormationClient,
	call: StackSetCall,
	token: string | undefined,
	abortSignal: AbortSignal,
): Promise<Sent<Page<StackInstanceFacts>>> {
	const command = new ListStackInstancesCommand({
		...named(call),
		NextToken: token,
		MaxResults: MOST_INSTANCES_A_PAGE,
	});
	const output = await client.send(command, { abortSignal });
	const items = (output.Summaries ?? []).flatMap((summary): readonly StackInstanceFacts[] =>
		summary.Account === undefined
			? []
			: [
					{
						accountId: summary.Account,
						region: summary.Region ?? "",
						unitId: summary.OrganizationalUnitId || null,
						status: summary.Status ?? "",
						detail: summary.StackInstanceStatus?.DetailedStatus ?? null,
						reason: summary.StatusReason || null,
						stackId: summary.StackId || null,
					},
				],
	);
	return { value: { items, next: output.NextToken || undefined }, requestId: output.$metadata.requestId };
}

/** The list's first is the newest; what failed in it only its own description says. */
export async function newestOperation(
	client: CloudFormationClient,
	call: StackSetCall,
	abortSignal: AbortSignal,
): Promise<Sent<StackSetOperationFacts | null>> {
	const list = await client.send(new ListStackSetOperationsCommand({ ...named(call), MaxResults: 1 }), {
		abortSignal,
	});
	const id = list.Summaries?.[0]?.OperationId;
	if (id === undefined) return { value: null, requestId: list.$metadata.requestId };
	const command = new DescribeStackSetOperationCommand({ ...named(call), OperationId: id });
	const output = await client.send(command, { abortSignal });
	const operation = output.StackSetOperation ?? {};
	const value = {
		id,
		action: operation.Action ?? "",
		status: operation.Status ?? "",
		reason: operation.StatusReason || null,
		startedAt: operation.CreationTimestamp ?? null,
		endedAt: operation.EndTimestamp ?? null,
	};
	return { value, requestId: output.$metadata.requestId };
}

function named({ stackSetName, isDelegatedAdministrator }: StackSetCall) {
	return {
		StackSetName: stackSetName,
		CallAs: isDelegatedAdministrator ? ("DELEGATED_ADMIN" as const) : ("SELF" as const),
	};
}
