import { validationError } from "../errors.ts";
import { type InOrganization, isParent, membersUnder, upwardFrom } from "../organization.ts";
import type { StackSet, StackSetInstance, StackSetTarget } from "../stack-set-state.ts";

/** `DeploymentTargets` and `Regions` of a call. */
export type TargetRequest = {
	readonly unitIds: readonly string[];
	readonly accounts: readonly string[];
	readonly filter: "NONE" | "UNION" | "INTERSECTION" | "DIFFERENCE";
	readonly regions: readonly string[];
};

export type Place = { readonly accountId: string; readonly region: string; readonly unitId: string };

export const placeKey = (place: { readonly accountId: string; readonly region: string }) =>
	`${place.accountId}/${place.region}`;

export function newInstance(place: Place): StackSetInstance {
	return {
		...place,
		stackId: null,
		status: "OUTDATED",
		detail: "PENDING",
		reason: null,
		overrides: {},
		lastOperationId: "",
	};
}

function requireShape({ unitIds, accounts, filter, regions }: TargetRequest): void {
	if (regions.length === 0) throw validationError("Regions must have at least one value");
	if (unitIds.length === 0)
		throw validationError(
			"StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target",
		);
	if ((filter === "INTERSECTION" || filter === "DIFFERENCE") && accounts.length === 0)
		throw validationError(`Accounts must be specified when AccountFilterType is ${filter}`);
	if (filter === "NONE" && accounts.length > 0)
		throw validationError("Accounts cannot be specified when AccountFilterType is NONE");
}

function isWanted({ accounts, filter }: TargetRequest, accountId: string): boolean {
	if (filter === "INTERSECTION") return accounts.includes(accountId);
	return filter !== "DIFFERENCE" || !accounts.includes(accountId);
}

/** Where new instances belong: the accounts below the units, each once, never the management account. */
export function placesToCreate({ organization }: InOrganization, request: TargetRequest): Place[] {
	requireShape(request);
	if (request.filter === "UNION" && request.accounts.length > 0)
		throw validationError("AccountFilterType UNION is not supported for CreateStackInstances");
	const seen = new Set<string>();
	return request.unitIds.flatMap((unitId) => {
		if (!isParent(organization, unitId))
			throw validationError(`Organizational unit ${unitId} does not exist in the organization`);
		const fresh = membersUnder(organization, unitId).filter((id) => !seen.has(id) && isWanted(request, id));
		for (const id of fresh) seen.add(id);
		return fresh.flatMap((accountId) => request.regions.map((region) => ({ accountId, region, unitId })));
	});
}

/** The instances that the targets name; a unit without any is refused. */
export function instancesIn(
	{ organization }: InOrganization,
	set: StackSet,
	request: TargetRequest,
): StackSetInstance[] {
	if (request.unitIds.length > 0 || request.filter !== "UNION") requireShape(request);
	const wanted = new Set<string>();
	for (const unitId of request.unitIds) {
		const below = new Set(isParent(organization, unitId) ? membersUnder(organization, unitId) : []);
		const instances = Object.values(set.instances).filter(
			(instance) => instance.unitId === unitId || below.has(instance.accountId),
		);
		if (instances.length === 0 && !set.targets.some((target) => target.unitId === unitId))
			throw validationError(`Organizational unit ${unitId} not found in StackSet`);
		for (const { accountId } of instances) if (isWanted(request, accountId)) wanted.add(accountId);
	}
	if (request.filter === "UNION") for (const id of request.accounts) wanted.add(id);
	return Object.values(set.instances).filter(
		({ accountId, region }) => wanted.has(accountId) && request.regions.includes(region),
	);
}

/** Remembers where the set was sent, for accounts that join later. */
export function addTargets(set: StackSet, { unitIds, accounts, filter, regions }: TargetRequest): void {
	for (const unitId of unitIds) {
		const known = set.targets.find((target) => target.unitId === unitId);
		if (known !== undefined) known.regions = [...new Set([...known.regions, ...regions])];
		else
			set.targets.push({
				unitId,
				regions: [...regions],
				except: filter === "DIFFERENCE" ? [...accounts] : [],
				isFollowed: filter !== "INTERSECTION",
			});
	}
}

export function removeTargets(set: StackSet, request: TargetRequest): void {
	set.targets = set.targets.flatMap((target) => {
		if (!request.unitIds.includes(target.unitId)) return target;
		const regions = target.regions.filter((region) => !request.regions.includes(region));
		return regions.length === 0 ? [] : { ...target, regions };
	});
}

/** Whether a target asks for the instance. */
export function isCovered(found: InOrganization, set: StackSet, instance: StackSetInstance): boolean {
	const member = found.organization.members[instance.accountId];
	if (member === undefined) return false;
	const target = targetOver(found, set, member.id, member.parentId);
	return target?.regions.includes(instance.region) ?? false;
}

/** The target that an account in this root or unit falls under. */
export function targetOver(
	{ organization }: InOrganization,
	set: StackSet,
	accountId: string,
	parentId: string,
): StackSetTarget | null {
	const places = upwardFrom(organization, parentId);
	const found = set.targets.find(
		(target) => target.isFollowed && places.includes(target.unitId) && !target.except.includes(accountId),
	);
	return found ?? null;
}
