import { authorize } from "../caller.ts";
import { AwsError } from "../errors.ts";
import { type JsonObject, stringOf } from "../json.ts";
import { accountsIn, findOrganization, type InOrganization, isParent, unitsIn } from "../organization.ts";
import type { Call, JsonAction } from "../service.ts";
import { accountOf } from "../world.ts";
import { accountArn, accountJson, arnOf, page, placeArn, targetArn, unitJson } from "./organization-json.ts";

/** Actions of Organizations: https://docs.aws.amazon.com/organizations/latest/APIReference/ */
export const organizationsActions: Readonly<Record<string, JsonAction>> = {
	DescribeOrganization: (call) => {
		authorize(call.world, call.caller, "organizations:DescribeOrganization", "*");
		const found = organizationOf(call);
		const { management, organization } = found;
		return {
			Organization: {
				Id: organization.id,
				Arn: arnOf(found, `organization/${organization.id}`),
				FeatureSet: "ALL",
				MasterAccountId: management.id,
				MasterAccountArn: accountArn(found, management.id),
				MasterAccountEmail: `aws+${management.id}@example.com`,
			},
		};
	},
	ListAccounts: (call, input) => {
		const found = readable(call, "ListAccounts", () => "*");
		const all = [found.management.id, ...Object.keys(found.organization.members)];
		return page("Accounts", all, input, (id) => accountJson(found, id));
	},
	DescribeAccount: (call, input) => {
		const id = stringOf(input.AccountId) ?? "";
		const found = readable(call, "DescribeAccount", (one) => accountArn(one, id));
		requireAccount(found, id);
		return { Account: accountJson(found, id) };
	},
	ListRoots: (call) => {
		const found = readable(call, "ListRoots", () => "*");
		const { rootId } = found.organization;
		return {
			Roots: [
				{
					Id: rootId,
					Arn: placeArn(found, rootId),
					Name: "Root",
					PolicyTypes: [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }],
				},
			],
		};
	},
	ListOrganizationalUnitsForParent: (call, input) => {
		const { found, parentId } = parentIn(call, input, "ListOrganizationalUnitsForParent");
		return page("OrganizationalUnits", unitsIn(found.organization, parentId), input, (id) =>
			unitJson(found, id),
		);
	},
	DescribeOrganizationalUnit: (call, input) => {
		const id = stringOf(input.OrganizationalUnitId) ?? "";
		const found = readable(call, "DescribeOrganizationalUnit", (one) => placeArn(one, id));
		if (found.organization.units[id] === undefined)
			throw new AwsError(
				"OrganizationalUnitNotFoundException",
				"You specified an organizational unit that doesn't exist.",
			);
		return { OrganizationalUnit: unitJson(found, id) };
	},
	ListAccountsForParent: (call, input) => {
		const { found, parentId } = parentIn(call, input, "ListAccountsForParent");
		return page("Accounts", accountsIn(found, parentId), input, (id) => accountJson(found, id));
	},
	ListChildren: (call, input) => {
		const { found, parentId } = parentIn(call, input, "ListChildren");
		const isUnits = input.ChildType === "ORGANIZATIONAL_UNIT";
		const ids = isUnits ? unitsIn(found.organization, parentId) : accountsIn(found, parentId);
		const Type = isUnits ? "ORGANIZATIONAL_UNIT" : "ACCOUNT";
		return page("Children", ids, input, (Id) => ({ Id, Type }));
	},
	ListParents: (call, input) => {
		const id = stringOf(input.ChildId) ?? "";
		const found = readable(call, "ListParents", (one) =>
			id.startsWith("ou-") ? placeArn(one, id) : accountArn(one, id),
		);
		const parentId = parentOf(found, id);
		if (parentId === undefined)
			throw new AwsError("ChildNotFoundException", "You specified a child that doesn't exist.");
		const Type = parentId === found.organization.rootId ? "ROOT" : "ORGANIZATIONAL_UNIT";
		return { Parents: [{ Id: parentId, Type }] };
	},
	ListTagsForResource: (call, input) => {
		const id = stringOf(input.ResourceId) ?? "";
		const found = readable(call, "ListTagsForResource", (one) => targetArn(one, id));
		requireTarget(found, id);
		return {
			Tags: Object.entries(found.organization.tags[id] ?? {}).map(([Key, Value]) => ({ Key, Value })),
		};
	},
	ListAWSServiceAccessForOrganization: (call, input) => {
		const found = readable(call, "ListAWSServiceAccessForOrganization", () => "*");
		return page("EnabledServicePrincipals", found.organization.trustedServices, input, (service) => ({
			ServicePrincipal: service.principal,
			DateEnabled: service.enabledAt / 1000,
		}));
	},
	EnableAWSServiceAccess: (call, input) => {
		const principal = stringOf(input.ServicePrincipal) ?? "";
		const { organization } = managed(call, "EnableAWSServiceAccess");
		if (!/^[\w.-]+\.amazonaws\.com$/.test(principal))
			throw new AwsError("InvalidInputException", "You specified an unrecognized service principal.");
		if (!organization.trustedServices.some((service) => service.principal === principal))
			organization.trustedServices.push({ principal, enabledAt: call.world.now() });
		call.world.changed();
		return {};
	},
	DisableAWSServiceAccess: (call, input) => {
		const { organization } = managed(call, "DisableAWSServiceAccess");
		organization.trustedServices = organization.trustedServices.filter(
			({ principal }) => principal !== input.ServicePrincipal,
		);
		call.world.changed();
		return {};
	},
	RegisterDelegatedAdministrator: (call, input) => {
		const found = managed(call, "RegisterDelegatedAdministrator");
		const [accountId, principal] = [stringOf(input.AccountId) ?? "", stringOf(input.ServicePrincipal) ?? ""];
		requireAccount(found, accountId);
		const known = found.organization.delegatedAdministrators;
		if (known.some((one) => one.accountId === accountId && one.principal === principal))
			throw new AwsError(
				"AccountAlreadyRegisteredException",
				"The provided account is already a delegated administrator for your organization.",
			);
		known.push({ accountId, principal, enabledAt: call.world.now() });
		call.world.changed();
		return {};
	},
	ListDelegatedAdministrators: (call, input) => {
		const found = readable(call, "ListDelegatedAdministrators", () => "*");
		const wanted = found.organization.delegatedAdministrators.filter(
			({ principal }) => input.ServicePrincipal === undefined || principal === input.ServicePrincipal,
		);
		return page("DelegatedAdministrators", wanted, input, ({ accountId, enabledAt }) => ({
			...accountJson(found, accountId),
			DelegationEnabledDate: enabledAt / 1000,
		}));
	},
	ListPoliciesForTarget: (call, input) => {
		const id = stringOf(input.TargetId) ?? "";
		const found = readable(call, "ListPoliciesForTarget", (one) => targetArn(one, id));
		requireTarget(found, id);
		const own = found.organization.policies.filter(
			({ type, targets }) => type === input.Filter && targets.includes(id),
		);
		const everywhere =
			input.Filter === "SERVICE_CONTROL_POLICY"
				? [{ id: "p-FullAWSAccess", name: "FullAWSAccess", isAwsManaged: true }]
				: [];
		const all = [...everywhere, ...own.map((policy) => ({ ...policy, isAwsManaged: false }))];
		return page("Policies", all, input, (policy) => ({
			Id: policy.id,
			Name: policy.name,
			Type: input.Filter,
			AwsManaged: policy.isAwsManaged,
		}));
	},
};

/** The organization that the caller's account manages or is in. */
function organizationOf({ world, caller }: Call): InOrganization {
	const found = findOrganization(world, accountOf(world, caller.partition, caller.accountId));
	if (found !== null) return found;
	throw new AwsError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
}

/** For the management account and for delegated administrators, as far as the caller's policies go. */
function readable(call: Call, action: string, resource: (found: InOrganization) => string): InOrganization {
	const account = accountOf(call.world, call.caller.partition, call.caller.accountId);
	const known = findOrganization(call.world, account);
	authorize(call.world, call.caller, `organizations:${action}`, known === null ? "*" : resource(known));
	const found = organizationOf(call);
	const { management, organization } = found;
	const isDelegated = organization.delegatedAdministrators.some(({ accountId }) => accountId === account.id);
	if (management.id !== account.id && !isDelegated)
		throw new AwsError(
			"AccessDeniedException",
			"You don't have permissions to access this resource. Only the management account or a delegated administrator may list accounts.",
		);
	return found;
}

function managed(call: Call, action: string): InOrganization {
	authorize(call.world, call.caller, `organizations:${action}`, "*");
	const found = organizationOf(call);
	if (found.management.id !== call.caller.accountId)
		throw new AwsError("AccessDeniedException", "You don't have permissions to access this resource.");
	return found;
}

function parentIn(
	call: Call,
	input: JsonObject,
	action: string,
): { readonly found: InOrganization; readonly parentId: string } {
	const parentId = stringOf(input.ParentId) ?? "";
	const found = readable(call, action, (one) => placeArn(one, parentId));
	if (!isParent(found.organization, parentId))
		throw new AwsError("ParentNotFoundException", "You specified parent that doesn't exist.");
	return { found, parentId };
}

function parentOf({ management, organization }: InOrganization, id: string): string | undefined {
	if (id === management.id) return organization.managementParentId;
	return organization.members[id]?.parentId ?? organization.units[id]?.parentId;
}

function isAccount({ management, organization }: InOrganization, id: string): boolean {
	return id === management.id || Object.hasOwn(organization.members, id);
}

function requireAccount(found: InOrganization, id: string): void {
	if (isAccount(found, id)) return;
	throw new AwsError(
		"AccountNotFoundException",
		"You specified an account that doesn't exist in the organization.",
	);
}

function requireTarget(found: InOrganization, id: string): void {
	if (isAccount(found, id) || isParent(found.organization, id)) return;
	throw new AwsError("TargetNotFoundException", "You specified a target that doesn't exist.");
}
