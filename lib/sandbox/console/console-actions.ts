import { accountIn } from "../aws/admin-resources.ts";
import { requireStack, stacksIn } from "../aws/cloudformation/stack-index.ts";
import { createStack, deleteStack, updateStack } from "../aws/cloudformation/stacks.ts";
import { capabilitiesOf, parseTemplate } from "../aws/cloudformation/template.ts";
import { bodyOf } from "../aws/cloudformation/template-store.ts";
import { makeCur1, makeCur2 } from "../aws/cost-reports.ts";
import { AwsError } from "../aws/errors.ts";
import { type JsonObject, stringOf } from "../aws/json.ts";
import type { Stack } from "../aws/state.ts";
import { readTemplateUrl } from "../aws/template-source.ts";
import { accountKey, type World } from "../aws/world.ts";
import { acknowledgedIn, parametersIn, signedIn } from "./signed-in.ts";
import { stackSetActions } from "./stack-set-actions.ts";

/** Of thousands, the first are enough to choose from: any other id can be typed. */
const ACCOUNTS_OFFERED = 200;

/** What the console's pages ask of the sandbox, as the account's administrator. */
export const consoleActions: Readonly<Record<string, (world: World, body: JsonObject) => unknown>> = {
	accounts: (world) =>
		Object.values(world.state.accounts)
			.slice(0, ACCOUNTS_OFFERED)
			.map(({ id, name, partition }) => ({ id, name, partition })),
	...stackSetActions,
	template: (world, body) => {
		const { caller, region } = signedIn(world, body);
		const stackId = stringOf(body.stackId);
		const stack = stackId === undefined ? undefined : requireStack(world, caller, region, stackId);
		const templateUrl = stringOf(body.templateUrl);
		const own = stack === undefined ? undefined : bodyOf(world, stack);
		const template = parseTemplate(
			own !== undefined && !templateUrl ? own : readTemplateUrl(world, caller, templateUrl ?? ""),
		);
		return {
			capabilities: capabilitiesOf(template),
			parameters: template.parameters,
			stackName: stack?.name,
			values: stack?.parameters ?? {},
		};
	},
	"create-stack": (world, body) => {
		const { caller, region } = signedIn(world, body);
		const stack = createStack(world, caller, {
			name: stringOf(body.stackName) ?? "",
			region,
			templateBody: readTemplateUrl(world, caller, stringOf(body.templateUrl) ?? ""),
			parameters: parametersIn(body),
			capabilities: acknowledgedIn(body),
			tags: {},
			onFailure: "ROLLBACK",
		});
		return { stackId: stack.id };
	},
	"update-stack": (world, body) => {
		const { caller, region } = signedIn(world, body);
		const templateUrl = stringOf(body.templateUrl);
		const stack = updateStack(world, caller, {
			name: stringOf(body.stackId) ?? "",
			region,
			templateBody: templateUrl ? readTemplateUrl(world, caller, templateUrl) : undefined,
			parameters: parametersIn(body),
			capabilities: acknowledgedIn(body),
			tags: {},
		});
		return { stackId: stack.id };
	},
	"delete-stack": (world, body) => {
		const { caller, region } = signedIn(world, body);
		deleteStack(world, caller, region, stringOf(body.stackId) ?? "");
		return {};
	},
	stack: (world, body) => {
		const { caller, region } = signedIn(world, body);
		return stackView(requireStack(world, caller, region, stringOf(body.stackId) ?? ""));
	},
	stacks: (world, body) => {
		const { caller, region } = signedIn(world, body);
		const key = accountKey(caller.partition, caller.accountId);
		return stacksIn(world, key, region).map(({ id, name, status, createdAt }) => ({
			id,
			name,
			status,
			createdAt,
		}));
	},
	reports: (world, body) => {
		const account = accountIn(world, body);
		return [
			...account.exports.map(({ name, bucket, prefix }) => ({ name, bucket, prefix, type: "CUR 2.0" })),
			...account.reports.map(({ name, bucket, prefix }) => ({ name, bucket, prefix, type: "CUR 1.0" })),
		];
	},
	"create-report": (world, body) => {
		const input = {
			name: stringOf(body.name) ?? "",
			bucket: stringOf(body.bucket) ?? "",
			prefix: stringOf(body.prefix) ?? "",
			region: "us-east-1",
			isDelivered: body.isDelivered === true,
		};
		checkNames(input.name, input.bucket);
		const account = accountIn(world, body);
		if (body.type === "CUR 1.0") makeCur1(world, account, input);
		else makeCur2(world, account, input);
		return {};
	},
};

function checkNames(name: string, bucket: string): void {
	if (!/^[0-9A-Za-z!\-_.*'()]{1,256}$/.test(name))
		throw new AwsError(
			"ValidationError",
			"The report name may hold letters, digits and ! - _ . * ' ( ) only.",
		);
	if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
		throw new AwsError(
			"ValidationError",
			"The bucket name may hold 3 to 63 small letters, digits, dots and hyphens only.",
		);
}

function stackView(stack: Stack) {
	return {
		id: stack.id,
		name: stack.name,
		status: stack.status,
		reason: stack.statusReason,
		parameters: stack.parameters,
		outputs: stack.outputs,
		events: stack.events,
		resources: Object.values(stack.resources).map(({ logicalId, physicalId, type, status }) => ({
			logicalId,
			physicalId,
			type,
			status,
		})),
	};
}
