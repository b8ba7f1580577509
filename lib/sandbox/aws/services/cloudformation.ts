import { authorize } from "../caller.ts";
import { findStack, requireStack, stacksIn } from "../cloudformation/stack-index.ts";
import { createStack, deleteStack, updateStack } from "../cloudformation/stacks.ts";
import { capabilitiesOf, parseTemplate, type Template } from "../cloudformation/template.ts";
import { bodyOf, templateOf } from "../cloudformation/template-store.ts";
import { validationError } from "../errors.ts";
import {
	type Call,
	listParam,
	pageOf,
	type QueryAction,
	type QueryParams,
	recordsParam,
} from "../service.ts";
import type { Stack } from "../state.ts";
import { readTemplateUrl } from "../template-source.ts";
import { accountKey } from "../world.ts";
import type { XmlValue } from "../xml.ts";

const STACKS_A_PAGE = 20;
const EVENTS_A_PAGE = 100;

/** Actions of CloudFormation: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/ */
export const cloudFormationActions: Readonly<Record<string, QueryAction>> = {
	GetTemplateSummary: getTemplateSummary,
	ValidateTemplate: validateTemplate,
	CreateStack: (call, params) => {
		permit(call, "CreateStack", params.get("StackName"));
		const stack = createStack(call.world, call.caller, {
			...readCommon(call, params),
			templateBody: readTemplate(call, params),
			onFailure:
				params.get("DisableRollback") === "true" ? "DO_NOTHING" : (params.get("OnFailure") ?? "ROLLBACK"),
		});
		return { StackId: stack.id };
	},
	UpdateStack: (call, params) => {
		permit(call, "UpdateStack", params.get("StackName"));
		const usePrevious = params.get("UsePreviousTemplate") === "true";
		const templateBody = usePrevious ? undefined : readTemplate(call, params);
		return {
			StackId: updateStack(call.world, call.caller, { ...readCommon(call, params), templateBody }).id,
		};
	},
	DeleteStack: (call, params) => {
		permit(call, "DeleteStack", params.get("StackName"));
		deleteStack(call.world, call.caller, call.region, params.get("StackName") ?? "");
		return {};
	},
	DescribeStacks: describeStacks,
	DescribeStackEvents: (call, params) => {
		permit(call, "DescribeStackEvents", params.get("StackName"));
		const stack = requireStack(call.world, call.caller, call.region, params.get("StackName") ?? "");
		return page("StackEvents", stack.events, EVENTS_A_PAGE, params, (event) => ({
			StackId: stack.id,
			EventId: event.id,
			StackName: stack.name,
			LogicalResourceId: event.logicalId,
			PhysicalResourceId: event.physicalId,
			ResourceType: event.type,
			Timestamp: new Date(event.at),
			ResourceStatus: event.status,
			ResourceStatusReason: event.reason,
		}));
	},
	DescribeStackResources: (call, params) => {
		permit(call, "DescribeStackResources", params.get("StackName"));
		const stack = requireStack(call.world, call.caller, call.region, params.get("StackName") ?? "");
		return {
			StackResources: Object.values(stack.resources).map((resource) => ({
				StackId: stack.id,
				StackName: stack.name,
				LogicalResourceId: resource.logicalId,
				PhysicalResourceId: resource.physicalId,
				ResourceType: resource.type,
				Timestamp: new Date(resource.updatedAt),
				ResourceStatus: resource.status,
				ResourceStatusReason: resource.reason,
			})),
		};
	},
	GetTemplate: (call, params) => {
		permit(call, "GetTemplate", params.get("StackName"));
		const stack = requireStack(call.world, call.caller, call.region, params.get("StackName") ?? "");
		return { TemplateBody: bodyOf(call.world, stack), StagesAvailable: ["Original", "Processed"] };
	},
};

function permit(call: Call, action: string, stackName: string | undefined): void {
	const { caller, region } = call;
	const name = stackName === undefined ? "*" : stackName;
	const resource = name.startsWith("arn:")
		? name
		: `arn:${caller.partition}:cloudformation:${region}:${caller.accountId}:stack/${name}/*`;
	authorize(call.world, caller, `cloudformation:${action}`, stackName === undefined ? "*" : resource);
}

export function readTemplate(call: Call, params: QueryParams): string {
	const body = params.get("TemplateBody");
	const url = params.get("TemplateURL");
	if (body !== undefined) return body;
	if (url === undefined) throw validationError("Either Template URL or Template Body must be specified.");
	return readTemplateUrl(call.world, call.caller, url);
}

function readCommon(call: Call, params: QueryParams) {
	return {
		name: params.get("StackName") ?? "",
		region: call.region,
		parameters: recordsParam(params, "Parameters").map((entry) => ({
			key: entry.ParameterKey ?? "",
			value: entry.ParameterValue,
			usePrevious: entry.UsePreviousValue === "true",
		})),
		capabilities: listParam(params, "Capabilities"),
		tags: Object.fromEntries(recordsParam(params, "Tags").map((tag) => [tag.Key ?? "", tag.Value ?? ""])),
	};
}

function capabilityXml(template: Template): XmlValue & object {
	const capabilities = capabilitiesOf(template);
	if (capabilities.length === 0) return {};
	const types = template.resources
		.map(({ type }) => type)
		.filter((type) => type.startsWith("AWS::IAM::") || type === "AWS::CloudFormation::Stack");
	return {
		Capabilities: capabilities,
		CapabilitiesReason: `The following resource(s) require capabilities: [${[...new Set(types)].join(", ")}]`,
	};
}

function getTemplateSummary(call: Call, params: QueryParams): XmlValue {
	permit(call, "GetTemplateSummary", undefined);
	const stackName = params.get("StackName");
	const body =
		stackName === undefined
			? readTemplate(call, params)
			: bodyOf(call.world, requireStack(call.world, call.caller, call.region, stackName));
	const template = parseTemplate(body);
	return {
		Parameters: template.parameters.map((parameter) => ({
			ParameterKey: parameter.key,
			DefaultValue: parameter.defaultValue,
			ParameterType: parameter.type,
			NoEcho: parameter.noEcho,
			Description: parameter.description,
			ParameterConstraints:
				parameter.allowedValues.length > 0 ? { AllowedValues: parameter.allowedValues } : undefined,
		})),
		Description: template.description,
		...capabilityXml(template),
		ResourceTypes: [...new Set(template.resources.map(({ type }) => type))],
		Version: "2010-09-09",
		Metadata: Object.keys(template.metadata).length > 0 ? JSON.stringify(template.metadata) : undefined,
		DeclaredTransforms: [],
	};
}

function validateTemplate(call: Call, params: QueryParams): XmlValue {
	permit(call, "ValidateTemplate", undefined);
	const template = parseTemplate(readTemplate(call, params));
	return {
		Parameters: template.parameters.map((parameter) => ({
			ParameterKey: parameter.key,
			DefaultValue: parameter.defaultValue,
			NoEcho: parameter.noEcho,
			Description: parameter.description,
		})),
		Description: template.description,
		...capabilityXml(template),
		DeclaredTransforms: [],
	};
}

function describeStacks(call: Call, params: QueryParams): XmlValue {
	const name = params.get("StackName");
	permit(call, "DescribeStacks", name);
	if (name !== undefined) {
		const stack = findStack(call.world, call.caller, call.region, name);
		if (stack === undefined) throw validationError(`Stack with id ${name} does not exist`);
		return { Stacks: [stackXml(call, stack)] };
	}
	const key = accountKey(call.caller.partition, call.caller.accountId);
	const stacks = stacksIn(call.world, key, call.region).sort((a, b) => b.createdAt - a.createdAt);
	return page("Stacks", stacks, STACKS_A_PAGE, params, (stack) => stackXml(call, stack));
}

function stackXml({ world }: Call, stack: Stack): XmlValue {
	return {
		StackId: stack.id,
		StackName: stack.name,
		ParentId: stack.madeBy?.kind === "stack" ? stack.madeBy.stackId : undefined,
		Description: templateOf(world, stack).description,
		Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
			ParameterKey,
			ParameterValue,
		})),
		CreationTime: new Date(stack.createdAt),
		LastUpdatedTime: stack.updatedAt === null ? undefined : new Date(stack.updatedAt),
		DeletionTime: stack.deletedAt === null ? undefined : new Date(stack.deletedAt),
		StackStatus: stack.status,
		StackStatusReason: stack.statusReason,
		DisableRollback: stack.onFailure === "DO_NOTHING",
		Capabilities: stack.capabilities,
		Outputs: stack.outputs.map((output) => ({
			OutputKey: output.key,
			OutputValue: output.value,
			Description: output.description,
			ExportName: output.exportName,
		})),
		Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
	};
}

function page<T>(
	name: string,
	all: readonly T[],
	size: number,
	params: QueryParams,
	show: (item: T) => XmlValue,
): XmlValue {
	const { items, ...next } = pageOf(all, params, size);
	return { [name]: items.map(show), ...next };
}
