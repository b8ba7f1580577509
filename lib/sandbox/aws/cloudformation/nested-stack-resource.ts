import { administratorOf, type Caller } from "../caller.ts";
import { type JsonObject, listOf, objectOf, stringOf, textOf } from "../json.ts";
import type { Stack } from "../state.ts";
import { readTemplateUrl } from "../template-source.ts";
import { accountByKey } from "../world.ts";
import { generatedName, HalfMade } from "./resource-failure.ts";
import type { Made, ResourceEnv, ResourceType } from "./resource-type.ts";
import { stacksIn } from "./stack-index.ts";
import { changeStack, closeStack, NO_UPDATES, openStack, type Running, resumeCreate } from "./stacks.ts";

function administratorFor(env: ResourceEnv): Caller {
	const account = accountByKey(env.world, env.stack.accountKey);
	return administratorOf(account.partition, account.id);
}

function parametersIn(properties: JsonObject) {
	return Object.entries(objectOf(properties.Parameters)).map(([key, value]) => ({
		key,
		// A list is given to a nested stack as one text.
		value: textOf(value) ?? listOf(value).map(String).join(","),
		usePrevious: false,
	}));
}

function tagsIn(env: ResourceEnv, properties: JsonObject): Record<string, string> {
	const own = listOf(properties.Tags).map((entry) => {
		const tag = objectOf(entry);
		return [stringOf(tag.Key) ?? "", textOf(tag.Value) ?? ""];
	});
	return { ...env.stack.tags, ...Object.fromEntries(own) };
}

function requestOf(env: ResourceEnv, properties: JsonObject, name: string) {
	return {
		name,
		region: env.stack.region,
		templateBody: readTemplateUrl(env.world, administratorFor(env), textOf(properties.TemplateURL) ?? ""),
		parameters: parametersIn(properties),
		capabilities: env.stack.capabilities,
		tags: tagsIn(env, properties),
	};
}

function made(stack: Stack): Made {
	const outputs = stack.outputs.map(({ key, value }) => [`Outputs.${key}`, value]);
	return { physicalId: stack.id, attributes: Object.fromEntries(outputs) };
}

/** The one that a cut-off run of the same resource left behind. */
function leftBehind(env: ResourceEnv): Running | null {
	const { world, stack: parent, logicalId } = env;
	const stack = stacksIn(world, parent.accountKey, parent.region).find(
		({ madeBy }) =>
			madeBy?.kind === "stack" && madeBy.stackId === parent.id && madeBy.logicalId === logicalId,
	);
	return stack?.status === "CREATE_IN_PROGRESS" ? resumeCreate(world, stack) : null;
}

/** A stack in the same account and region: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html */
export const nestedStackType: ResourceType = {
	replacedBy: [],
	async create(env, properties) {
		const name = generatedName(env.stack.name, env.logicalId, 128);
		const { stack, done } =
			leftBehind(env) ??
			openStack(env.world, administratorFor(env), {
				...requestOf(env, properties, name),
				onFailure: "ROLLBACK",
				madeBy: { kind: "stack", stackId: env.stack.id, logicalId: env.logicalId },
			});
		const failed = await done;
		if (stack.status === "CREATE_COMPLETE") return made(stack);
		const why =
			failed === undefined
				? (stack.statusReason ?? "")
				: `The following resource(s) failed to create: [${failed.logicalId}]. `;
		throw new HalfMade(`Embedded stack ${stack.id} was not successfully created: ${why}`, made(stack));
	},
	async update(env, physicalId, _from, to) {
		const stack = env.world.state.stacks[physicalId];
		if (stack === undefined) throw new Error(`Stack [${physicalId}] does not exist`);
		try {
			const failed = await changeStack(env.world, administratorFor(env), requestOf(env, to, physicalId)).done;
			if (stack.status !== "UPDATE_COMPLETE")
				throw new Error(
					`Embedded stack ${physicalId} was not successfully updated. Currently in ${stack.status} with reason: ${failed?.reason ?? ""}`,
				);
		} catch (error) {
			if (!(error instanceof Error) || error.message !== NO_UPDATES) throw error;
		}
		return made(stack);
	},
	async remove(env, physicalId) {
		const closing = closeStack(env.world, administratorFor(env), env.stack.region, physicalId);
		await closing?.done;
		if (closing?.stack.status === "DELETE_FAILED")
			throw new Error(`Embedded stack ${physicalId} was not successfully deleted.`);
	},
};
