import { validationError } from "../errors.ts";
import { type JsonObject, objectOf } from "../json.ts";
import { dnsSuffixOf } from "../regions.ts";
import type { Stack } from "../state.ts";
import { accountByKey, type World } from "../world.ts";
import { conditionHolds, referencesIn, resolve, type Scope } from "./intrinsics.ts";
import type { Template, TemplateResource } from "./template.ts";

export function scopeOf(
	world: World,
	stack: Pick<Stack, "id" | "name" | "accountKey" | "region" | "resources">,
	template: Template,
	parameters: Readonly<Record<string, string>>,
): Scope {
	const account = accountByKey(world, stack.accountKey);
	return {
		template,
		parameters,
		resources: stack.resources,
		pseudo: {
			"AWS::AccountId": account.id,
			"AWS::Partition": account.partition,
			"AWS::Region": stack.region,
			"AWS::StackId": stack.id,
			"AWS::StackName": stack.name,
			"AWS::URLSuffix": dnsSuffixOf(account.partition),
		},
	};
}

/** The resources whose condition holds, each after those it refers to. */
export function orderedResources(
	template: Template,
	scope: Scope,
	types: Readonly<Record<string, unknown>>,
): TemplateResource[] {
	for (const resource of template.resources)
		if (!Object.hasOwn(types, resource.type))
			throw validationError(
				`Template format error: Unrecognized resource types: [${resource.type}]. The sandbox plays IAM roles and policies, S3 buckets, stacks and stack sets.`,
			);
	const wanted = template.resources.filter(
		({ condition }) => condition === undefined || conditionHolds(condition, scope),
	);
	const byId = new Map(wanted.map((resource) => [resource.logicalId, resource]));
	const ordered: TemplateResource[] = [];
	const visiting = new Set<string>();
	const visit = (resource: TemplateResource) => {
		if (ordered.includes(resource)) return;
		if (visiting.has(resource.logicalId))
			throw validationError(`Circular dependency between resources: [${[...visiting].join(", ")}]`);
		visiting.add(resource.logicalId);
		for (const id of [...resource.dependsOn, ...referencesIn(resource.properties)]) {
			const needed = byId.get(id);
			if (needed !== undefined && needed !== resource) visit(needed);
		}
		visiting.delete(resource.logicalId);
		ordered.push(resource);
	};
	for (const resource of wanted) visit(resource);
	return ordered;
}

export function resolveProperties(resource: TemplateResource, scope: Scope): JsonObject {
	return objectOf(resolve(resource.properties, scope));
}

export function resolveOutputs(template: Template, scope: Scope): Stack["outputs"] {
	return Object.entries(template.outputs).flatMap(([key, raw]) => {
		const output = objectOf(raw);
		if (typeof output.Condition === "string" && !conditionHolds(output.Condition, scope)) return [];
		const exported = objectOf(output.Export).Name;
		return {
			key,
			value: String(resolve(output.Value, scope)),
			description: typeof output.Description === "string" ? output.Description : null,
			exportName: exported === undefined ? null : String(resolve(exported, scope)),
		};
	});
}
