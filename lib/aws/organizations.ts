import {
	DescribeOrganizationCommand,
	ListAccountsCommand,
	ListAccountsForParentCommand,
	ListAWSServiceAccessForOrganizationCommand,
	ListDelegatedAdministratorsCommand,
	ListOrganizationalUnitsForParentCommand,
	ListPoliciesForTargetCommand,
	ListRootsCommand,
	ListTagsForResourceCommand,
	type OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { STACK_SETS_PRINCIPAL } from "#lib/domain/rollout/preflight.ts";
import type { Page } from "./pages.ts";
import type { Sent } from "./perform.ts";

export type OrganizationAccount = {
	readonly accountId: string;
	readonly name: string;
	readonly state: string | null;
};

/** All pages. `State` replaced `Status` in September 2026; an absent one means unknown, never inactive. */
export async function listAccounts(
	client: OrganizationsClient,
	abortSignal: AbortSignal,
): Promise<Sent<readonly OrganizationAccount[]>> {
	const accounts: OrganizationAccount[] = [];
	let token: string | undefined;
	let requestId: string | undefined;
	do {
		const output = await client.send(new ListAccountsCommand({ NextToken: token }), { abortSignal });
		for (const { Id, Name, State } of output.Accounts ?? []) {
			if (Id !== undefined) accounts.push({ accountId: Id, name: Name ?? "", state: State ?? null });
		}
		requestId = output.$metadata.requestId;
		token = output.NextToken || undefined;
	} while (token !== undefined);
	return { value: accounts, requestId };
}

export async function describeOrganization(client: OrganizationsClient, abortSignal: AbortSignal) {
	const output = await client.send(new DescribeOrganizationCommand({}), { abortSignal });
	const { Id: organizationId, MasterAccountId: managementAccountId } = output.Organization ?? {};
	if (!organizationId || !managementAccountId)
		throw new Error("AWS Organizations answered without an organization.");
	return { value: { organizationId, managementAccountId }, requestId: output.$metadata.requestId };
}

type PageOf<T> = Promise<Sent<Page<T>>>;
type Token = string | undefined;

export async function rootsPage(
	client: OrganizationsClient,
	token: Token,
	abortSignal: AbortSignal,
): PageOf<{ id: string; name: string }> {
	const output = await client.send(new ListRootsCommand({ NextToken: token }), { abortSignal });
	const items = (output.Roots ?? []).flatMap(({ Id, Name }) =>
		Id === undefined ? [] : [{ id: Id, name: Name ?? Id }],
	);
	return pageOf(items, output);
}

export async function unitsPage(
	client: OrganizationsClient,
	parentId: string,
	token: Token,
	abortSignal: AbortSignal,
): PageOf<{ id: string; parentId: string; name: string }> {
	const command = new ListOrganizationalUnitsForParentCommand({ ParentId: parentId, NextToken: token });
	const output = await client.send(command, { abortSignal });
	const items = (output.OrganizationalUnits ?? []).flatMap(({ Id, Name }) =>
		Id === undefined ? [] : [{ id: Id, parentId, name: Name ?? Id }],
	);
	return pageOf(items, output);
}

export async function accountsPage(
	client: OrganizationsClient,
	parentId: string,
	token: Token,
	abortSignal: AbortSignal,
): PageOf<{ accountId: string; name: string; state: string | null }> {
	const command = new ListAccountsForParentCommand({ ParentId: parentId, NextToken: token });
	const output = await client.send(command, { abortSignal });
	const items = (output.Accounts ?? []).flatMap(({ Id, Name, State }) =>
		Id === undefined ? [] : [{ accountId: Id, name: Name ?? "", state: State ?? null }],
	);
	return pageOf(items, output);
}

export async function tagsPage(
	client: OrganizationsClient,
	accountId: string,
	token: Token,
	abortSignal: AbortSignal,
): PageOf<readonly [string, string]> {
	const command = new ListTagsForResourceCommand({ ResourceId: accountId, NextToken: token });
	const output = await client.send(command, { abortSignal });
	const items = (output.Tags ?? []).flatMap(({ Key, Value }) =>
		Key === undefined ? [] : [[Key, Value ?? ""] as const],
	);
	return pageOf(items, output);
}

export async function trustedServicesPage(
	client: OrganizationsClient,
	token: Token,
	abortSignal: AbortSignal,
): PageOf<string> {
	const command = new ListAWSServiceAccessForOrganizationCommand({ NextToken: token });
	const output = await client.send(command, { abortSignal });
	return pageOf(
		(output.EnabledServicePrincipals ?? []).flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []),
		output,
	);
}

export async function delegatedAdministratorsPage(
	client: OrganizationsClient,
	token: Token,
	abortSignal: AbortSignal,
): PageOf<string> {
	const command = new ListDelegatedAdministratorsCommand({
		ServicePrincipal: STACK_SETS_PRINCIPAL,
		NextToken: token,
	});
	const output = await client.send(command, { abortSignal });
	return pageOf(
		(output.DelegatedAdministrators ?? []).flatMap(({ Id }) => Id ?? []),
		output,
	);
}

/** AWS's own full-access policy hangs everywhere and forbids nothing. */
const FULL_ACCESS = "p-FullAWSAccess";

export async function servicePoliciesPage(
	client: OrganizationsClient,
	targetId: string,
	token: Token,
	abortSignal: AbortSignal,
): PageOf<string> {
	const command = new ListPoliciesForTargetCommand({
		TargetId: targetId,
		Filter: "SERVICE_CONTROL_POLICY",
		NextToken: token,
	});
	const output = await client.send(command, { abortSignal });
	const items = (output.Policies ?? []).flatMap(({ Id, Name }) =>
		Id === undefined || Id === FULL_ACCESS ? [] : [Name ?? Id],
	);
	return pageOf(items, output);
}

type Output = {
	readonly NextToken?: string | undefined;
	readonly $metadata: { readonly requestId?: string };
};

function pageOf<T>(items: readonly T[], { NextToken, $metadata }: Output): Sent<Page<T>> {
	return { value: { items, next: NextToken || undefined }, requestId: $metadata.requestId };
}
