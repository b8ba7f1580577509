import { authorize } from "../caller.ts";
import { AwsError } from "../errors.ts";
import { stringOf } from "../json.ts";
import type { Call, JsonAction } from "../service.ts";
import type { Account, Organization } from "../state.ts";
import { accountOf } from "../world.ts";

const ACCOUNTS_A_PAGE = 20;

/** Actions of Organizations: https://docs.aws.amazon.com/organizations/latest/APIReference/ */
export const organizationsActions: Readonly<Record<string, JsonAction>> = {
	ListAccounts: listAccounts,
	DescribeOrganization: (call) => {
		authorize(call.world, call.caller, "organizations:DescribeOrganization", "*");
		const { management, organization } = organizationOf(call);
		return {
			Organization: {
				Id: organization.id,
				Arn: `arn:${management.partition}:organizations::${management.id}:organization/${organization.id}`,
				FeatureSet: "ALL",
				MasterAccountId: management.id,
				MasterAccountArn: accountArn(management, organization, management.id),
				MasterAccountEmail: `aws+${management.id}@example.com`,
			},
		};
	},
};

function accountArn(management: Account, organization: Organization, id: string): string {
	return `arn:${management.partition}:organizations::${management.id}:account/${organization.id}/${id}`;
}

/** The organization that the caller's account manages or is in. */
function organizationOf({ world, caller }: Call): { management: Account; organization: Organization } {
	for (const management of Object.values(world.state.accounts)) {
		const organization = management.organization;
		if (organization === null || management.partition !== caller.partition) continue;
		const isInside =
			management.id === caller.accountId || organization.members.some(({ id }) => id === caller.accountId);
		if (isInside) return { management, organization };
	}
	throw new AwsError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
}

function listAccounts(call: Call, input: { readonly [key: string]: unknown }): unknown {
	authorize(call.world, call.caller, "organizations:ListAccounts", "*");
	const { management, organization } = organizationOf(call);
	if (management.id !== call.caller.accountId)
		throw new AwsError(
			"AccessDeniedException",
			"You don't have permissions to access this resource. Only the management account or a delegated administrator may list accounts.",
		);
	const start = Number(stringOf(input.NextToken) ?? 0);
	if (!Number.isInteger(start))
		throw new AwsError("InvalidInputException", "You provided a next token that is not valid.");
	const wanted = typeof input.MaxResults === "number" ? input.MaxResults : ACCOUNTS_A_PAGE;
	const end = start + Math.min(ACCOUNTS_A_PAGE, wanted);
	const own = accountOf(call.world, management.partition, management.id);
	const all = [
		{
			id: own.id,
			name: own.name,
			email: `aws+${own.id}@example.com`,
			state: "ACTIVE",
			joinedAt: 1_600_000_000_000,
		},
		...organization.members,
	];
	// `Status` was retired in September 2026; only `State` is answered.
	const Accounts = all.slice(start, end).map(({ id, name, email, state, joinedAt }) => ({
		Id: id,
		Arn: accountArn(management, organization, id),
		Email: email,
		Name: name,
		State: state,
		JoinedMethod: "CREATED",
		JoinedTimestamp: joinedAt / 1000,
	}));
	return { Accounts, ...(end < all.length ? { NextToken: String(end) } : {}) };
}
