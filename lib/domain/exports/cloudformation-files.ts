import { createStackInput } from "../stack-input.ts";
import { type ExportFile, type ExportPlan, type ExportStackSet, hasOwnStack } from "./export-plan.ts";

/**
 * Input for `aws cloudformation … --cli-input-json file://…`: an organization's one stack and its stack set, and each
 * account's own stack.
 */
export function* cloudFormationFiles(plan: ExportPlan): Generator<ExportFile> {
	const { stackSet, accounts, scope } = plan;
	const [only] = accounts.filter(hasOwnStack);
	if (scope === "connector" && only !== undefined) {
		yield { path: "create-stack.json", text: createStackInput(only.stack) };
		return;
	}
	if (stackSet !== null) yield* stackSetInputs(stackSet);
	for (const { accountId, stack } of accounts.filter(hasOwnStack)) {
		yield { path: `stacks/${stack.region}/${accountId}.json`, text: createStackInput(stack) };
	}
}

function* stackSetInputs(stackSet: ExportStackSet): Generator<ExportFile> {
	const { organizationStack } = stackSet;
	if (organizationStack !== null) {
		const text = createStackInput(organizationStack, ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]);
		yield { path: "organization-stack.json", text };
	}
	yield { path: "stack-set.json", text: json(stackSetInput(stackSet)) };
	yield { path: "stack-instances.json", text: json(stackInstancesInput(stackSet)) };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html */
function stackSetInput(stackSet: ExportStackSet) {
	return {
		StackSetName: stackSet.name,
		TemplateURL: stackSet.templateUrl,
		PermissionModel: "SERVICE_MANAGED",
		CallAs: stackSet.callAs,
		AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
		ManagedExecution: { Active: true },
		Capabilities: ["CAPABILITY_NAMED_IAM"],
		Parameters: Object.entries(stackSet.parameters).map(([name, value]) => ({
			ParameterKey: name,
			ParameterValue: value,
		})),
	};
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackInstances.html */
function stackInstancesInput(stackSet: ExportStackSet) {
	return {
		StackSetName: stackSet.name,
		CallAs: stackSet.callAs,
		DeploymentTargets: { OrganizationalUnitIds: stackSet.unitIds },
		Regions: [stackSet.region],
		OperationPreferences: {
			RegionConcurrencyType: "SEQUENTIAL",
			FailureTolerancePercentage: stackSet.failureTolerancePercent,
			MaxConcurrentPercentage: stackSet.maxConcurrentPercent,
		},
	};
}

function json(value: unknown): string {
	return `${JSON.stringify(value, null, 2)}\n`;
}
