import {
	isAccessActive,
	requireAdministration,
	requireStackSet,
	stackSetsIn,
} from "../aws/cloudformation/stack-set-access.ts";
import { DEFAULT_PREFERENCES } from "../aws/cloudformation/stack-set-queue.ts";
import type { TargetRequest } from "../aws/cloudformation/stack-set-targets.ts";
import {
	createInstances,
	createStackSet,
	updateInstances,
	updateStackSet,
} from "../aws/cloudformation/stack-sets.ts";
import { capabilitiesOf, parseTemplate } from "../aws/cloudformation/template.ts";
import { bodyOf } from "../aws/cloudformation/template-store.ts";
import { AwsError } from "../aws/errors.ts";
import { isObject, type JsonObject, stringOf, stringsOf, textOf } from "../aws/json.ts";
import { findOrganization, type InOrganization, upwardFrom } from "../aws/organization.ts";
import { STACK_SETS_PRINCIPAL } from "../aws/organization-state.ts";
import type { StackSet } from "../aws/stack-set-state.ts";
import { readTemplateUrl } from "../aws/template-source.ts";
import { accountKey, accountOf, type World } from "../aws/world.ts";
import { acknowledgedIn, parametersIn, signedIn } from "./signed-in.ts";

const ROWS_SHOWN = 500;

/** What the pages of stack sets and of AWS Organizations ask, as the management account's administrator. */
export const stackSetActions: Readonly<Record<string, (world: World, body: JsonObject) => unknown>> = {
	organization: (world, body) => {
		const found = organizationIn(world, body);
		return found === null ? null : organizationView(found);
	},
	"activate-access": (world, body) => {
		const found = organizationIn(world, body);
		if (found === null) throw new AwsError("ValidationError", "This account manages no organization.");
		const { organization } = found;
		organization.isStackSetsActivated = true;
		if (!organization.trustedServices.some(({ principal }) => principal === STACK_SETS_PRINCIPAL))
			organization.trustedServices.push({ principal: STACK_SETS_PRINCIPAL, enabledAt: world.now() });
		world.changed();
		return {};
	},
	"stack-sets": (world, body) => {
		const { caller, region } = signedIn(world, body);
		const found = organizationIn(world, body);
		return {
			isOrganization: found !== null,
			isTrusted: found !== null && isAccessActive(found),
			sets: stackSetsIn(world, accountKey(caller.partition, caller.accountId), region)
				.filter(({ status }) => status === "ACTIVE")
				.map(({ id, name, status }) => ({ id, name, status })),
		};
	},
	"stack-set-template": (world, body) => {
		const { caller } = signedIn(world, body);
		const set = stringOf(body.stackSetId) ? requireOwn(world, body) : null;
		const url = stringOf(body.templateUrl) ?? "";
		const template = parseTemplate(
			url === "" && set !== null ? bodyOf(world, set) : readTemplateUrl(world, caller, url),
		);
		return {
			capabilities: capabilitiesOf(template),
			parameters: template.parameters,
			values: set?.parameters ?? {},
			name: set?.name ?? "",
		};
	},
	"create-stack-set": (world, body) => {
		const { caller, region } = signedIn(world, body);
		const found = requireAdministration(world, caller, "SELF");
		const definition = definitionIn(world, body, null);
		const set = createStackSet(world, found, { ...definition, name: stringOf(body.name) ?? "", region });
		createInstances(world, found, set, targetsIn(found, body), { ...runIn(body), overrides: null });
		return { stackSetId: set.id };
	},
	"update-stack-set": (world, body) => {
		const found = requireAdministration(world, signedIn(world, body).caller, "SELF");
		const set = requireOwn(world, body);
		updateStackSet(world, found, set, definitionIn(world, body, set), { ...runIn(body), targets: null });
		return { stackSetId: set.id };
	},
	"add-stacks": (world, body) => {
		const found = requireAdministration(world, signedIn(world, body).caller, "SELF");
		const set = requireOwn(world, body);
		createInstances(world, found, set, targetsIn(found, body), { ...runIn(body), overrides: null });
		return { stackSetId: set.id };
	},
	"override-parameters": (world, body) => {
		const found = requireAdministration(world, signedIn(world, body).caller, "SELF");
		const set = requireOwn(world, body);
		const values = isObject(body.values)
			? Object.fromEntries(Object.entries(body.values).map(([key, value]) => [key, textOf(value) ?? ""]))
			: {};
		updateInstances(world, found, set, targetsIn(found, body), {
			...runIn(body),
			overrides: { values, kept: [] },
		});
		return { stackSetId: set.id };
	},
	"stack-set": (world, body) => stackSetView(requireOwn(world, body)),
};

function organizationIn(world: World, body: JsonObject): InOrganization | null {
	const { caller } = signedIn(world, body);
	const account = accountOf(world, caller.partition, caller.accountId);
	const found = findOrganization(world, account);
	return found?.management === account ? found : null;
}

function requireOwn(world: World, body: JsonObject): StackSet {
	const { caller, region } = signedIn(world, body);
	const key = accountKey(caller.partition, caller.accountId);
	return requireStackSet(world, key, region, stringOf(body.stackSetId) ?? "");
}

function definitionIn(world: World, body: JsonObject, previous: StackSet | null) {
	const url = stringOf(body.templateUrl) ?? "";
	return {
		description: stringOf(body.description) ?? previous?.description ?? "",
		templateBody:
			url === "" && previous !== null
				? bodyOf(world, previous)
				: readTemplateUrl(world, signedIn(world, body).caller, url),
		parameters: parametersIn(body),
		capabilities: acknowledgedIn(body),
		tags: previous?.tags ?? {},
		autoDeployment: {
			isOn: body.isAutomatic === true,
			retainsStacks: body.retainsStacks === true,
		},
		isManagedExecutionOn: body.isManaged === true,
	};
}

function percent(value: unknown, fallback: number): number {
	const number = Number(textOf(value) ?? fallback);
	return Number.isInteger(number) && number >= 0 && number <= 100 ? number : fallback;
}

function runIn(body: JsonObject) {
	return {
		preferences: {
			...DEFAULT_PREFERENCES,
			regionConcurrency: body.isParallel === true ? ("PARALLEL" as const) : ("SEQUENTIAL" as const),
			failureTolerance: { kind: "percent" as const, percent: percent(body.failureTolerance, 0) },
			maxConcurrent: { kind: "percent" as const, percent: percent(body.maxConcurrent, 100) },
		},
		operationId: null,
	};
}

/** No unit named: the whole organization. */
function targetsIn({ organization }: InOrganization, body: JsonObject): TargetRequest {
	const unitIds = stringsOf(body.unitIds).filter((id) => id !== "");
	const accounts = stringsOf(body.accounts).filter((id) => id !== "");
	return {
		unitIds: unitIds.length > 0 ? unitIds : [organization.rootId],
		accounts,
		filter: accounts.length > 0 ? "INTERSECTION" : "NONE",
		regions: stringsOf(body.regions ?? "us-east-1"),
	};
}

function organizationView({ management, organization }: InOrganization) {
	const depthOf = (id: string) => upwardFrom(organization, id).length - 1;
	const accounts = Object.values(organization.members).slice(0, ROWS_SHOWN);
	const rows = (parentId: string): object[] => [
		...accounts
			.filter((member) => member.parentId === parentId)
			.map(({ id, name, state }) => ({ id, name, state, depth: depthOf(parentId) + 1 })),
		...Object.values(organization.units)
			.filter((unit) => unit.parentId === parentId)
			.flatMap(({ id, name }) => [{ id, name, state: "", depth: depthOf(id) }, ...rows(id)]),
	];
	return {
		id: organization.id,
		accountCount: Object.keys(organization.members).length + 1,
		isComplete: Object.keys(organization.members).length <= ROWS_SHOWN,
		rows: [
			{ id: organization.rootId, name: "Root", state: "", depth: 0 },
			{ id: management.id, name: `${management.name} (management account)`, state: "ACTIVE", depth: 1 },
			...rows(organization.rootId),
		],
	};
}

function stackSetView(set: StackSet) {
	const instances = Object.values(set.instances);
	const counts: Record<string, number> = {};
	for (const { detail } of instances) counts[detail] = (counts[detail] ?? 0) + 1;
	return {
		id: set.id,
		name: set.name,
		status: set.status,
		parameters: set.parameters,
		isAutomatic: set.autoDeployment?.isOn ?? false,
		retainsStacks: set.autoDeployment?.retainsStacks ?? false,
		isManaged: set.isManagedExecutionOn,
		unitIds: set.targets.map(({ unitId }) => unitId),
		isBusy: set.operations.some(({ endedAt }) => endedAt === null),
		counts,
		operations: set.operations
			.slice(0, 10)
			.map(({ id, action, status, createdAt }) => ({ id, action, status, createdAt })),
		// What failed first: that is looked for.
		instances: [...instances]
			.sort((a, b) => Number(a.detail === "SUCCEEDED") - Number(b.detail === "SUCCEEDED"))
			.slice(0, ROWS_SHOWN)
			.map(({ accountId, region, status, detail, reason }) => ({
				accountId,
				region,
				status,
				detail,
				reason,
			})),
	};
}
